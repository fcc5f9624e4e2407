package arch

import (
	"fmt"
	"go/ast"
	"regexp"
	"slices"
	"strings"
)

// maySkip are the tests that may be skipped, each with its reason.
var maySkip = map[string]string{
	"infra/stack":    "the CDK starts Node, which a machine may lack; with CI set it fails instead",
	"infra/porttest": "stores that are programs of their own may be missing; with CI set it fails instead",
	"shared/awsport": "stores that are programs of their own may be missing; with CI set it fails instead",
}

// checkHabits finds what makes a test say less than it seems to: skipping, waiting,
// being left out of a build.
func checkHabits(s Source) []string {
	var found []string
	for _, f := range s.Files {
		for _, group := range f.AST.Comments {
			for _, c := range group.List {
				if strings.HasPrefix(c.Text, "//go:build") || strings.HasPrefix(c.Text, "// +build") {
					found = append(found, s.at(c)+": a build tag hides code from those who run the tests")
				}
			}
		}
		if !f.Test {
			continue
		}
		ast.Inspect(f.AST, func(n ast.Node) bool {
			sel, ok := n.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			x, _ := sel.X.(*ast.Ident)
			switch {
			case slices.Contains([]string{"Skip", "Skipf", "SkipNow"}, sel.Sel.Name) && x != nil && len(x.Name) <= 2 && maySkip[f.Folder] == "":
				found = append(found, s.at(sel)+": a skipped test proves nothing; if it must be, give the reason in infra/arch/habits.go")
			case sel.Sel.Name == "Sleep" && x != nil && x.Name == "time":
				found = append(found, s.at(sel)+": a test that sleeps is slow on a good day and wrong on a bad one; use a virtual clock")
			}
			return true
		})
	}
	return found
}

// trace is something of the machine or the tools a file was written with. The patterns
// are put together from pieces, so that this file is not found by itself.
type trace struct {
	pattern *regexp.Regexp
	why     string
}

var traces = []trace{
	{regexp.MustCompile(`(^|["'\x60\s(=:])/(wo` + `rk|tm` + `p|ro` + `ot|ho` + `me/\w+|Us` + `ers/\w+)(/|["'\x60\s)]|$)`), "a path of one machine"},
	{regexp.MustCompile(`(?i)(registry\.npm` + `js|npm` + `mirror|pypi\.or` + `g|goproxy\.(io|cn)|proxy\.gol` + `ang\.org|artifact` + `ory|nexus\.\w+\.(com|net|internal))`), "a registry's host: the tools know theirs"},
	{regexp.MustCompile(`(?i)(co-auth` + `ored-by|noreply@(anth` + `ropic|open` + `ai)|\bclau` + `de\b|\bchat` + `gpt\b|\bcop` + `ilot\b|\bas an ai\b)`), "a trace of a session"},
}

// mayTrace are files that are written by a tool and name hosts by their nature.
var mayTrace = map[string]string{
	"package-lock.json": "npm writes the address of each package",
}

// checkTraces looks through every text file.
func checkTraces(s Source) []string {
	var found []string
	for _, t := range s.Texts {
		if mayTrace[t.Path[strings.LastIndexByte(t.Path, '/')+1:]] != "" {
			continue
		}
		for n, line := range strings.Split(t.Body, "\n") {
			for _, tr := range traces {
				if m := tr.pattern.FindString(line); m != "" {
					found = append(found, fmt.Sprintf("%s:%d: %q is %s", t.Path, n+1, strings.TrimSpace(m), tr.why))
				}
			}
		}
	}
	return found
}
