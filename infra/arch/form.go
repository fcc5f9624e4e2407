package arch

import (
	"fmt"
	"go/ast"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// The sizes. A file is read in one go, a function fits a screen.
const (
	fileLinesMax    = 400
	funcLinesMax    = 75
	handlerLinesMax = 60 // from the package clause on
	commentLinesMin = 3
)

// checkComments wants exactly one package comment in each folder, that says what the
// package is and how to extend it.
func checkComments(s Source) []string {
	var found []string
	for _, folder := range s.Packages() {
		var docs []File
		for _, f := range s.Files {
			if f.Folder == folder && f.AST.Doc != nil {
				docs = append(docs, f)
			}
		}
		if len(docs) != 1 {
			found = append(found, fmt.Sprintf("%s has %d package comments; exactly one file carries it", folder, len(docs)))
			continue
		}
		if strings.HasSuffix(folder, "/bootstrap") {
			continue // wiring: what there is to say is said by the function's own comment
		}
		text := docs[0].AST.Doc.Text()
		if strings.Count(text, "\n") < commentLinesMin {
			found = append(found, fmt.Sprintf("%s: the package comment is too short to say what it is, why, and how to extend it", docs[0].Path))
		}
		if !toExtend.MatchString(text) {
			found = append(found, fmt.Sprintf(`%s: the package comment does not say how to go on; write "To add …", "To change …" or the like`, docs[0].Path))
		}
	}
	return found
}

var toExtend = regexp.MustCompile(`(^|[.;:\n]\s?)To\s[a-z]+\s`)

// checkSizes finds files, functions and handlers that have grown too long.
func checkSizes(s Source) []string {
	var found []string
	for _, f := range s.Files {
		if lines := strings.Count(f.Body, "\n"); !f.Test && lines > fileLinesMax {
			found = append(found, fmt.Sprintf("%s has %d lines, at most %d: it holds more than one thing", f.Path, lines, fileLinesMax))
		}
		from := s.Set.Position(f.AST.Package).Line
		if lines := strings.Count(f.Body, "\n") - from; matches("functions/*/handler.go", f.Path) && lines > handlerLinesMax {
			found = append(found, fmt.Sprintf("%s has %d lines of code, at most %d: a handler decodes, asks and encodes", f.Path, lines, handlerLinesMax))
		}
		for _, d := range f.AST.Decls {
			fn, ok := d.(*ast.FuncDecl)
			if !ok {
				continue
			}
			if f.Test {
				continue // a table of cases is as long as its cases
			}
			if lines := s.Set.Position(fn.End()).Line - s.Set.Position(fn.Pos()).Line + 1; lines > funcLinesMax {
				found = append(found, fmt.Sprintf("%s: %s has %d lines, at most %d", s.at(fn), declared(fn), lines, funcLinesMax))
			}
		}
	}
	return found
}

// bannedNames say nothing about what a thing is.
var bannedNames = []string{"manager", "managers", "helper", "helpers", "util", "utils", "data", "process", "info"}

// wordsOfOthers are not ours to choose: the language's, the tools', the cloud's.
var wordsOfOthers = map[string]string{
	"testdata":     "the Go tool's name for fixtures",
	"InProcess":    "without a socket: an idiom, and no process of ours",
	"inProcess":    "without a socket: an idiom, and no process of ours",
	"ContactData":  "actions, and a field, of the Amazon Connect flow language",
	"contact_data": "an action of the Amazon Connect flow language",
	"MetricData":   "actions of the Amazon Connect flow language",
	"metric_data":  "actions of the Amazon Connect flow language",
	"DataTable":    "actions of the Amazon Connect flow language",
	"Data":         "a field of Amazon SES",
}

// ours gives what of a name was ours to choose.
func ours(name string) string {
	if wordsOfOthers[name] != "" {
		return ""
	}
	for _, word := range slices.Sorted(maps.Keys(wordsOfOthers)) {
		if len(word) > len("Data") {
			name = strings.ReplaceAll(name, word, "")
		}
	}
	return name
}

// checkNames finds banned words in folders, files and whatever a file declares.
func checkNames(s Source) []string {
	var found []string
	check := func(where, name string) {
		for _, word := range wordsOf(ours(name)) {
			if slices.Contains(bannedNames, word) {
				found = append(found, fmt.Sprintf("%s: %q in the name %s says nothing; what is it?", where, word, name))
			}
		}
	}
	for _, dir := range s.Dirs {
		for _, part := range strings.Split(dir, "/") {
			check(dir, part)
		}
	}
	for _, f := range s.Files {
		check(f.Path, strings.TrimSuffix(strings.TrimSuffix(path.Base(f.Path), ".go"), "_test"))
		for _, id := range f.names() {
			check(s.at(id), id.Name)
		}
	}
	slices.Sort(found)
	return slices.Compact(found)
}

// names gives every identifier that the file declares.
func (f File) names() []*ast.Ident {
	var out []*ast.Ident
	ast.Inspect(f.AST, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncDecl:
			out = append(out, n.Name)
		case *ast.TypeSpec:
			out = append(out, n.Name)
		case *ast.ValueSpec:
			out = append(out, n.Names...)
		case *ast.Field:
			out = append(out, n.Names...)
		case *ast.AssignStmt:
			for _, left := range n.Lhs {
				if id, ok := left.(*ast.Ident); ok && n.Tok.String() == ":=" {
					out = append(out, id)
				}
			}
		case *ast.RangeStmt:
			for _, left := range []ast.Expr{n.Key, n.Value} {
				if id, ok := left.(*ast.Ident); ok {
					out = append(out, id)
				}
			}
		}
		return true
	})
	return out
}

// wordsOf splits a name at underscores, hyphens, dots and capitals, in lower case.
func wordsOf(name string) []string {
	var words []string
	var word []rune
	end := func() {
		if len(word) > 0 {
			words = append(words, strings.ToLower(string(word)))
		}
		word = nil
	}
	runes := []rune(name)
	for i, r := range runes {
		switch {
		case !unicode.IsLetter(r):
			end()
			continue
		case unicode.IsUpper(r) && (i > 0 && unicode.IsLower(runes[i-1]) || i+1 < len(runes) && unicode.IsLower(runes[i+1])):
			end()
		}
		word = append(word, r)
	}
	end()
	return words
}
