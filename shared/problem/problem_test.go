package problem

import (
	"slices"
	"testing"
)

func TestAProblemInWords(t *testing.T) {
	for want, p := range map[string]Problem{
		"2:5: users[0].id: no id: write one":   Errorf("users[0].id", "no id: write %s", "one").At(2, 5),
		"warning: lines: there is none":        Warningf("lines", "there is none"),
		"the file is empty: begin with a line": Errorf("", "the file is empty: begin with a line"),
	} {
		if p.String() != want {
			t.Errorf("got %q, want %q", p, want)
		}
	}
}

func TestFatal(t *testing.T) {
	warning := Warningf("a", "odd")
	if Fatal(nil) || Fatal([]Problem{warning, {Severity: OK}}) || !Fatal([]Problem{warning, Errorf("b", "wrong")}) || !Fatal([]Problem{{Message: "of no known severity"}}) {
		t.Error("warnings are not fatal, all else is")
	}
}

func TestInOrder(t *testing.T) {
	a, b, c := Errorf("a", "x").At(1, 2), Errorf("b", "x").At(1, 2), Errorf("c", "x").At(2, 1)
	nowhere := Warningf("d", "x")
	if got := InOrder([]Problem{nowhere, c, b, a, b}, 9); !slices.Equal(got, []Problem{a, b, c, nowhere}) {
		t.Errorf("got %v", got)
	}
}

func TestACutKeepsErrors(t *testing.T) {
	many := []Problem{Warningf("a", "x").At(1, 1), Warningf("b", "x").At(2, 1), Errorf("c", "x").At(3, 1)}
	got := InOrder(slices.Clone(many), 2)
	if len(got) != 2 || got[0] != many[2] || got[1] != Errorf("", "there is more than this: mend these first") {
		t.Errorf("got %v", got)
	}
	if got := InOrder(slices.Clone(many[:2]), 1); len(got) != 1 || Fatal(got) {
		t.Errorf("warnings alone: got %v", got)
	}
}
