package arch

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"
)

// module is how our own import paths begin.
const module = "ringdown/"

// Source is a tree of files, parsed.
type Source struct {
	Set   *token.FileSet
	Files []File   // the Go files, by path
	Texts []Text   // every text file, the Go files among them
	Dirs  []string // folders that hold files
}

// File is one Go file.
type File struct {
	Path, Folder string
	Test         bool
	Body         string
	AST          *ast.File
}

// Text is one file as text.
type Text struct{ Path, Body string }

// skipped are folders that are not ours to hold to anything.
var skipped = []string{".git", "node_modules", "cdk.out", "build", "dist"}

// Read parses a tree. A file that does not parse is an error: nothing is known of it.
func Read(tree fs.FS) (Source, error) {
	s := Source{Set: token.NewFileSet()}
	err := fs.WalkDir(tree, ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && slices.Contains(skipped, d.Name()):
			return fs.SkipDir
		case d.IsDir() || !d.Type().IsRegular() || slices.Contains(skipped, d.Name()):
			return nil
		}
		return s.add(tree, name)
	})
	return s, err
}

func (s *Source) add(tree fs.FS, name string) error {
	body, err := fs.ReadFile(tree, name)
	if err != nil {
		return err
	}
	if dir := path.Dir(name); !slices.Contains(s.Dirs, dir) {
		s.Dirs = append(s.Dirs, dir)
	}
	if slices.Contains(body[:min(len(body), 8000)], 0) {
		return nil // audio, an image
	}
	s.Texts = append(s.Texts, Text{name, string(body)})
	if path.Ext(name) != ".go" {
		return nil
	}
	parsed, err := parser.ParseFile(s.Set, name, body, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return fmt.Errorf("parse %s: %w", name, err)
	}
	s.Files = append(s.Files, File{
		Path: name, Folder: path.Dir(name), Test: strings.HasSuffix(name, "_test.go"), Body: string(body), AST: parsed,
	})
	return nil
}

// Imports gives the import paths of a file.
func (f File) Imports() []string {
	var out []string
	for _, i := range f.AST.Imports {
		p, _ := strconv.Unquote(i.Path.Value) // the parser has seen that it is a string
		out = append(out, p)
	}
	return out
}

// Packages gives the folders with Go files that are not tests.
func (s Source) Packages() []string {
	var out []string
	for _, f := range s.Files {
		if !f.Test && !slices.Contains(out, f.Folder) {
			out = append(out, f.Folder)
		}
	}
	return out
}

// at writes where something stands.
func (s Source) at(n ast.Node) string {
	p := s.Set.Position(n.Pos())
	return fmt.Sprintf("%s:%d", p.Filename, p.Line)
}

// matches reports whether a folder is meant by a pattern: a path with * for one of its
// parts, or with /... at its end for itself and everything below it.
func matches(pattern, folder string) bool {
	if root, ok := strings.CutSuffix(pattern, "/..."); ok {
		return folder == root || strings.HasPrefix(folder, root+"/")
	}
	ok, err := path.Match(pattern, folder)
	return ok && err == nil
}

func matchesAny(patterns []string, folder string) bool {
	return slices.ContainsFunc(patterns, func(p string) bool { return matches(p, folder) })
}
