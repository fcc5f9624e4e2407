package mutants

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

const root = "../.."

func all(t *testing.T) []Mutant {
	t.Helper()
	ms, err := All()
	if err != nil {
		t.Fatal(err)
	}
	return ms
}

// TestEveryMutantStillApplies keeps the mutants true: the lines they change are in the code, and the file
// compiles with them.
func TestEveryMutantStillApplies(t *testing.T) {
	mutants := all(t)
	c := newCompiler(t, mutants)
	for _, m := range mutants {
		body, err := os.ReadFile(filepath.Join(root, m.File))
		if err != nil {
			t.Errorf("mutant %s: %v", m.Name, err)
			continue
		}
		text, err := m.Apply(string(body))
		if err != nil {
			t.Error(err)
			continue
		}
		if err := c.check(m, text); err != nil {
			t.Errorf("mutant %s does not compile: %v", m.Name, err)
		}
	}
}

// compiler checks the types of one file among those of its package.
type compiler struct {
	packages map[string]listedPackage
	set      *token.FileSet
	from     types.Importer
	outlines map[string]*ast.File // by path: files without what their functions do, which is most of the work
}

func newCompiler(t *testing.T, mutants []Mutant) compiler {
	t.Helper()
	c := compiler{packages: listed(t, mutants), set: token.NewFileSet(), outlines: map[string]*ast.File{}}
	c.from = importer.ForCompiler(c.set, "gc", func(path string) (io.ReadCloser, error) { return os.Open(c.packages[path].Export) })
	return c
}

// check returns the first error in the mutant's file; the outlines of the others have errors of their own,
// such as an import that nothing uses any more.
func (c compiler) check(m Mutant, text string) error {
	p := c.packages["ringdown/"+strings.TrimPrefix(m.Package(), "./")]
	var files []*ast.File
	for _, name := range p.GoFiles {
		path := filepath.Join(p.Dir, name)
		f, err := c.outline(path)
		if name == filepath.Base(m.File) {
			f, err = parser.ParseFile(c.set, path, text, parser.SkipObjectResolution)
		}
		if err != nil {
			return err
		}
		files = append(files, f)
	}
	var first error
	heard := func(err error) {
		var at types.Error
		if first == nil && errors.As(err, &at) && filepath.Base(c.set.Position(at.Pos).Filename) == filepath.Base(m.File) {
			first = err
		}
	}
	(&types.Config{Importer: c.from, Error: heard}).Check(p.ImportPath, c.set, files, nil)
	return first
}

// outline is a file whose functions do nothing.
func (c compiler) outline(path string) (*ast.File, error) {
	if f := c.outlines[path]; f != nil {
		return f, nil
	}
	f, err := parser.ParseFile(c.set, path, nil, parser.SkipObjectResolution)
	if err != nil {
		return nil, err
	}
	for _, d := range f.Decls {
		if function, ok := d.(*ast.FuncDecl); ok && function.Body != nil {
			panics := &ast.CallExpr{Fun: ast.NewIdent("panic"), Args: []ast.Expr{&ast.BasicLit{Kind: token.INT, Value: "0"}}}
			function.Body.List = []ast.Stmt{&ast.ExprStmt{X: panics}}
		}
	}
	c.outlines[path] = f
	return f, nil
}

type listedPackage struct {
	ImportPath, Dir, Export string
	GoFiles                 []string
}

// listed are the packages of the mutants and all that these import, compiled.
func listed(t *testing.T, mutants []Mutant) map[string]listedPackage {
	t.Helper()
	args := []string{"list", "-export", "-deps", "-json=ImportPath,Dir,Export,GoFiles"}
	for _, m := range mutants {
		args = append(args, m.Package())
	}
	command := exec.Command("go", args...)
	command.Dir, command.Stderr = root, os.Stderr
	out, err := command.Output()
	if err != nil {
		t.Fatal(err)
	}
	packages := map[string]listedPackage{}
	for d := json.NewDecoder(bytes.NewReader(out)); ; {
		var p listedPackage
		if err := d.Decode(&p); errors.Is(err, io.EOF) {
			return packages
		} else if err != nil {
			t.Fatal(err)
		}
		packages[p.ImportPath] = p
	}
}

// TestEveryMutantNamesWhatCatchesIt holds the table against the tests there are.
func TestEveryMutantNamesWhatCatchesIt(t *testing.T) {
	names := map[string]bool{}
	for _, m := range all(t) {
		if names[m.Name] {
			t.Errorf("two mutants are called %s", m.Name)
		}
		names[m.Name] = true
		if len(m.CaughtBy) == 0 {
			t.Errorf("mutant %s: nothing is named that catches it", m.Name)
		}
		if !strings.HasSuffix(m.Rule, ".") {
			t.Errorf("mutant %s: its rule is no sentence: %q", m.Name, m.Rule)
		}
		for _, c := range m.CaughtBy {
			for _, name := range c.Tests {
				function, _, _ := strings.Cut(name, "/")
				if !hasTest(t, c.Package, function) {
					t.Errorf("mutant %s: %s has no test %s", m.Name, c.Package, function)
				}
			}
		}
	}
}

func TestTheReadmeCountsTheMutants(t *testing.T) {
	readme, err := os.ReadFile(filepath.Join(root, "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	if says := fmt.Sprintf("%d deliberate bugs", len(all(t))); !strings.Contains(string(readme), says) {
		t.Errorf("README does not speak of %s", says)
	}
}

func hasTest(t *testing.T, folder, function string) bool {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(root, folder, "*_test.go"))
	if err != nil {
		t.Fatal(err)
	}
	wanted := regexp.MustCompile(`(?m)^func ` + function + `\(`)
	for _, file := range files {
		body, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if wanted.Match(body) {
			return true
		}
	}
	return false
}

// TestTheRunnerTellsCaughtFromSurvived plays three mutants of a small package whose fates are known.
func TestTheRunnerTellsCaughtFromSurvived(t *testing.T) {
	const file = "shared/token/token.go"
	body, err := os.ReadFile(filepath.Join(root, file))
	if err != nil {
		t.Fatal(err)
	}
	first, _, _ := strings.Cut(string(body), "\n")
	signs := []Catch{{Package: "./shared/token", Tests: []string{"TestCheckRefuses"}}}
	var caught Mutant
	for _, m := range all(t) {
		if m.File == file {
			caught = m
		}
	}
	for _, c := range []struct {
		m    Mutant
		want Fate
	}{
		{caught, Caught},
		{Mutant{Name: "a comment more", File: file, Old: first + "\n", New: "// \n" + first + "\n", CaughtBy: signs}, Survived},
		{Mutant{Name: "other code", File: file, Old: "func signed() {}\n", New: "\n", CaughtBy: signs}, Stale},
		{Mutant{Name: "no Go", File: file, Old: first + "\n", New: "what\n" + first + "\n", CaughtBy: signs}, Stale},
	} {
		if r := Run(t.Context(), root, c.m); r.Fate != c.want {
			t.Errorf("%s: %s (%s), want %s", c.m.Name, r.Fate, r.Problem, c.want)
		}
	}
}

func TestParseSaysWhatIsWrong(t *testing.T) {
	for _, c := range []struct{ text, says string }{
		{"-- a --\nrule: R.\nfile: f.go\n\n-x\n+y\n", ""},
		{"-- a --\nrule: R.\n\n-x\n+y\n", "needs a rule, a file, and lines"},
		{"-- a --\nrule: R.\nfile: f.go\n\n x\n", "needs a rule, a file, and lines"},
		{"-- a --\nrules: R.\nfile: f.go\n\n-x\n", "none of rule, file and caught by"},
		{"-- a --\nrule: R.\nfile: f.go\ncaught by: TestX\n\n-x\n", "write ./PACKAGE and tests"},
		{"-- a --\nrule: R.\nfile: f.go\n\nx\n", "begins with none of"},
	} {
		_, err := Parse([]byte(c.text))
		if c.says == "" && err != nil || c.says != "" && (err == nil || !strings.Contains(err.Error(), c.says)) {
			t.Errorf("%q: %v, want %q", c.text, err, c.says)
		}
	}
}
