package arch

import (
	"fmt"
	"go/ast"
	"go/types"
	"slices"
	"strings"
)

// banned is an import, or a name of one, that a pure package must not use.
type banned struct{ Path, Name, Why string }

var impure = []banned{
	{"math/rand", "", "the same inputs must always give the same outputs"},
	{"math/rand/v2", "", "the same inputs must always give the same outputs"},
	{"crypto/rand", "", "the same inputs must always give the same outputs"},
	{"net", "", "a pure package asks nobody"},
	{"net/http", "", "a pure package asks nobody"},
	{"os", "", "a pure package reads no file and no environment"},
	{"os/exec", "", "a pure package starts nothing"},
	{"context", "", "what never waits needs no context"},
	{"log/slog", "", "what is worth logging is in the result"},
	{"sync", "", "a pure package shares nothing"},
	{"sync/atomic", "", "a pure package shares nothing"},
	{"time", "Now", "time comes in as a fact"},
	{"time", "Since", "time comes in as a fact"},
	{"time", "Until", "time comes in as a fact"},
	{"time", "Sleep", "a pure package never waits"},
	{"time", "After", "a pure package never waits"},
	{"time", "AfterFunc", "a pure package never waits"},
	{"time", "Tick", "a pure package never waits"},
	{"time", "NewTimer", "a pure package never waits"},
	{"time", "NewTicker", "a pure package never waits"},
}

// impureFor are exceptions: folder, import, reason.
var impureFor = []struct{ Folder, Path, Why string }{
	{"shared/oncall", "sync", "loaded zones are remembered: the same name always gives the same rules, read once"},
}

// onlyOncall: schedules are computed in civil time; time.Date would guess silently
// where a clock change skips or repeats an hour.
var onlyOncall = banned{"time", "Date", "it guesses silently where a clock change skips or repeats an hour; civil.go asks"}

// checkPure finds clocks, randomness, network and goroutines in pure packages.
func checkPure(s Source) []string {
	var found []string
	for _, f := range s.Files {
		if f.Test || !slices.Contains(pure, f.Folder) && !slices.Contains(pureToo, f.Folder) {
			continue
		}
		bans := impure
		if f.Folder == "shared/oncall" {
			bans = append(slices.Clone(impure), onlyOncall)
		}
		found = append(found, f.impurities(s, bans)...)
	}
	return found
}

func (f File) impurities(s Source, bans []banned) []string {
	var found []string
	for _, imported := range f.Imports() {
		for _, b := range bans {
			if b.Path == imported && b.Name == "" && !f.excused(imported) {
				found = append(found, fmt.Sprintf("%s imports %s: %s", f.Path, imported, b.Why))
			}
		}
	}
	ast.Inspect(f.AST, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.GoStmt:
			found = append(found, s.at(n)+": a goroutine in a pure package: its order would leak into the result")
		case *ast.SelectorExpr:
			x, ok := n.X.(*ast.Ident)
			for _, b := range bans {
				if ok && b.Name == n.Sel.Name && x.Name == lastPart(b.Path) && slices.Contains(f.Imports(), b.Path) {
					found = append(found, fmt.Sprintf("%s: %s.%s: %s", s.at(n), x.Name, n.Sel.Name, b.Why))
				}
			}
		}
		return true
	})
	return found
}

func (f File) excused(imported string) bool {
	for _, e := range impureFor {
		if e.Folder == f.Folder && e.Path == imported {
			return true
		}
	}
	return false
}

func lastPart(p string) string { return p[strings.LastIndexByte(p, '/')+1:] }

// mapRange is a range over a map, or over its keys or values unsorted.
type mapRange struct{ Func, At string }

// sorters put keys or values in order, or only count or copy them.
var sorters = []string{"Sorted", "SortedFunc", "SortedStableFunc"}

// mapRanges finds them in one type-checked file; package is its folder.
func mapRanges(s Source, f File, known *types.Info) []mapRange {
	var found []mapRange
	for _, d := range f.AST.Decls {
		name := f.Folder + "." + declared(d)
		sorted := map[ast.Node]bool{}
		ast.Inspect(d, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.RangeStmt:
				if t := known.TypeOf(n.X); t != nil {
					if _, ok := t.Underlying().(*types.Map); ok {
						found = append(found, mapRange{name, s.at(n)})
					}
				}
			case *ast.CallExpr:
				if sel, ok := n.Fun.(*ast.SelectorExpr); ok && slices.Contains(sorters, sel.Sel.Name) {
					for _, a := range n.Args {
						sorted[a] = true
					}
				} else if ok && isMapsIterator(sel) && !sorted[n] {
					found = append(found, mapRange{name, s.at(n)})
				}
			}
			return true
		})
	}
	return found
}

func isMapsIterator(sel *ast.SelectorExpr) bool {
	x, ok := sel.X.(*ast.Ident)
	return ok && x.Name == "maps" && slices.Contains([]string{"Keys", "Values", "All"}, sel.Sel.Name)
}

// declared names a declaration: a function, Type.Method, or the first name of a var.
func declared(d ast.Decl) string {
	switch d := d.(type) {
	case *ast.FuncDecl:
		if d.Recv == nil || len(d.Recv.List) == 0 {
			return d.Name.Name
		}
		t := d.Recv.List[0].Type
		if p, ok := t.(*ast.StarExpr); ok {
			t = p.X
		}
		if id, ok := t.(*ast.Ident); ok {
			return id.Name + "." + d.Name.Name
		}
	case *ast.GenDecl:
		for _, spec := range d.Specs {
			if v, ok := spec.(*ast.ValueSpec); ok {
				return v.Names[0].Name
			}
		}
	}
	return "?"
}
