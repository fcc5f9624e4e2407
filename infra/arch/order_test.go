package arch

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/importer"
	"go/types"
	"io"
	"os"
	"os/exec"
	"strings"
	"testing"
)

// mayRangeMaps are the functions of pure packages that walk a map in no order, each
// with the reason why none can be seen in what they give.
var mayRangeMaps = map[string]string{
	"shared/play.tagContact":             "asks whether all fit: an answer has no order",
	"shared/play.Contact.bytes":          "adds up sizes: a sum has no order",
	"shared/play.View.merged":            "copies into another map and adds up sizes",
	"shared/play.View.payload":           "fills another map, which JSON writes sorted",
	"shared/call.Counts":                 "asks whether a flow is among them: an answer has no order",
	"shared/call.present.Measure":        "fills a set",
	"shared/settings.Settings.flowFiles": "sorts what it collected before anybody sees it",
	"shared/settings.Settings.ownFlow":   "fills another map",
	"shared/settings.checker.attendant":  "asks whether a value is among them: an answer has no order",
	"shared/settings.Masked":             "fills another map, which JSON writes sorted",
	"shared/settings.merge":              "fills another map, which JSON writes sorted",
	"shared/settings.detailing.compare":  "sorts what it collected before it goes on",
	"shared/settings.metadata":           "fills another map, which JSON writes sorted",
	"shared/flow/check.Catalog.Specs":    "sorts what it collected before anybody sees it",
	"shared/oncall.unknownFields":        "sorts what it collected before anybody sees it",
	"shared/oncall.listed":               "sorts what it collected before anybody sees it",
}

// TestMapsAreNotWalkedInPurePackages finds walks over maps: their order differs from
// run to run, and must not get into a decision.
func TestMapsAreNotWalkedInPurePackages(t *testing.T) {
	s := repository(t)
	exports := exported(t)
	used := map[string]bool{}
	for _, folder := range with(pure, pureToo...) {
		for _, r := range walksIn(t, s, folder, exports) {
			if mayRangeMaps[r.Func] == "" {
				t.Errorf("%s: %s walks a map: sort the keys, or say in mayRangeMaps why no order can be seen", r.At, r.Func)
			}
			used[r.Func] = true
		}
	}
	for name := range mayRangeMaps {
		if !used[name] {
			t.Errorf("%s walks no map any more: take the exception away", name)
		}
	}
}

// walksIn type-checks a folder's files that are not tests.
func walksIn(t *testing.T, s Source, folder string, lookup importer.Lookup) []mapRange {
	t.Helper()
	var files []*ast.File
	for _, f := range s.Files {
		if f.Folder == folder && !f.Test {
			files = append(files, f.AST)
		}
	}
	known := &types.Info{Types: map[ast.Expr]types.TypeAndValue{}, Defs: map[*ast.Ident]types.Object{}, Uses: map[*ast.Ident]types.Object{}}
	conf := types.Config{Importer: importer.ForCompiler(s.Set, "gc", lookup)}
	if _, err := conf.Check(module+folder, s.Set, files, known); err != nil {
		t.Fatalf("type-check %s: %v", folder, err)
	}
	var out []mapRange
	for _, f := range s.Files {
		if f.Folder == folder && !f.Test {
			out = append(out, mapRanges(s, f, known)...)
		}
	}
	return out
}

// exported finds what the compiler has kept of the packages that the pure ones import.
func exported(t *testing.T) importer.Lookup {
	t.Helper()
	cmd := exec.Command("go", "list", "-export", "-deps", "-f", "{{.ImportPath}}={{.Export}}", "./shared/...")
	cmd.Dir = root
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list -export: %v", err)
	}
	files := map[string]string{}
	for line := range bytes.Lines(out) {
		path, file, _ := strings.Cut(strings.TrimSpace(string(line)), "=")
		files[path] = file
	}
	return func(path string) (io.ReadCloser, error) {
		if files[path] == "" {
			return nil, fmt.Errorf("nothing is kept of %s", path)
		}
		return os.Open(files[path])
	}
}

func TestWalksOverMapsAreFound(t *testing.T) {
	s := snippet(t, "shared/call/x.go", `package call
import ("maps"; "slices")
func a(m map[string]int) (n int) { for range m { n++ }; return n }
func b(m map[string]int) []string { return slices.Sorted(maps.Keys(m)) }
func c(m map[string]int) []string { return slices.Collect(maps.Keys(m)) }
func d(l []int) (n int) { for _, v := range l { n += v }; return n }
`)
	var got []string
	for _, r := range walksIn(t, s, "shared/call", exported(t)) {
		got = append(got, r.Func)
	}
	if want := "[shared/call.a shared/call.c]"; fmt.Sprint(got) != want {
		t.Errorf("found %v, want %s", got, want)
	}
}
