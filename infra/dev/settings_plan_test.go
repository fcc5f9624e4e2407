package main

import (
	"strings"
	"testing"

	"ringdown/shared/dialplan"
	"ringdown/shared/e164"
	"ringdown/shared/settings"
)

func TestAPlanIsPrintedForPeople(t *testing.T) {
	line := func(id, number string) dialplan.Dialplan {
		return dialplan.Dialplan{Line: id, Description: id, Number: e164.Number(number)}
	}
	published := func(id, number string) settings.Published {
		return settings.Published{Line: id, Version: 1, Numbers: []e164.Number{e164.Number(number)}, Dialplan: line(id, number)}
	}
	now := []settings.Published{published("a", "+14155550150"), published("b", "+14155550151"), published("c", "+14155550152"), published("d", "+14155550153")}
	p, err := settings.NewPlan([]dialplan.Dialplan{line("a", "+14155550160"), line("b", "+14155550151"), line("e", "+14155550154")}, now, false)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	writePlan(&b, p)
	want := `  changed    a, version 1 → 2
               number: +14155550150 → +14155550160
  unchanged  b, version 1
  new        e (e, +14155550154), version 1
  left       c is not in the file and stays in service; --withdraw takes it out
  left       d is not in the file and stays in service; --withdraw takes it out
`
	if b.String() != want {
		t.Errorf("got\n%s\nwant\n%s", b.String(), want)
	}
}

func TestALongListOfChangesIsCut(t *testing.T) {
	p := settings.Plan{Effects: []settings.Effect{{Line: "a", State: settings.LineChanged, Version: 2, Changes: make([]string, changesShown+3)}}}
	var b strings.Builder
	writePlan(&b, p)
	if !strings.HasSuffix(b.String(), "and 3 more\n") {
		t.Errorf("got %q", b.String())
	}
}
