package setup

import (
	"slices"
	"strings"
	"testing"

	"ringdown/infra/memport"
)

func TestChangesInWords(t *testing.T) {
	for name, tc := range map[string]struct{ from, to, want string }{
		"a name":               {"name: Ben Okafor", "name: Ben O.", "user ben, name: Ben Okafor → Ben O."},
		"a phone's number":     {"number: +14155550103", "number: +14155550199", "user ben, phone 1, number: +14155550103 → +14155550199"},
		"a label":              {"label: office", "label: desk", "user ana, phone 2, label: office → desk"},
		"the order of ringing": {"tiers: [[ana, ben], [cy]]", "tiers: [[ben, ana], [cy]]", "team support, tiers: [ana, ben], [cy] → [ben, ana], [cy]"},
		"somebody less":        {"tiers: [[ana, ben], [cy]]", "tiers: [[ana, ben]]", "user cy is gone"},
		"mail":                 {"emails: [support@example.com]", "emails: []", "team support, emails: support@example.com → none"},
		"what is spoken":       {"description: Acme support", "description: Acme help", "description: Acme support → Acme help"},
		"switched off":         {"team: support\n", "team: support\n    enabled: false\n", "the line is switched off: callers hear that, and nobody is rung"},
		"a limit":              {"team: support\n", "team: support\n    ring: {rounds: 4}\n", "step Ring team, MaximumRounds: 2 → 4"},
	} {
		t.Run(name, func(t *testing.T) {
			before, after := compiled(t, "first.yaml"), compiled(t, "first.yaml", tc.from, tc.to)
			got, err := Changes(before[0], after[0])
			if err != nil || !slices.Contains(got, tc.want) {
				t.Errorf("got %q, %v, want %q among them", got, err, tc.want)
			}
		})
	}
}

func TestNoChangesBetweenVersions(t *testing.T) {
	a, b := compiled(t, "everything.yaml")[0], compiled(t, "everything.yaml")[0]
	b.Version = 7
	if got, err := Changes(a, b); err != nil || len(got) != 0 {
		t.Errorf("got %q, %v", got, err)
	}
}

func TestChangesAreAlwaysInOneOrder(t *testing.T) {
	before, after := compiled(t, "first.yaml"), compiled(t, "attendant.yaml")
	first, err := Changes(before[0], after[0])
	if err != nil || len(first) < 10 {
		t.Fatalf("%d changes, %v", len(first), err)
	}
	for range 20 {
		if again, err := Changes(before[0], after[0]); err != nil || !slices.Equal(first, again) {
			t.Fatalf("%q\nthen %q, %v", first, again, err)
		}
	}
}

func TestAPlanIsPrintedForPeople(t *testing.T) {
	store := memport.NewDialplans()
	applied(t, store, lines(t, "a", "50", "b", "51", "c", "52", "d", "53"), false)
	p, err := NewPlan(t.Context(), store, append(lines(t, "a", "60", "b", "51"), lines(t, "e", "54")...), false)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	p.Write(&b)
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
	p := Plan{Steps: []Step{{Line: "a", State: Changed, Version: 2, Changes: make([]string, changesShown+3)}}}
	var b strings.Builder
	p.Write(&b)
	if !strings.HasSuffix(b.String(), "and 3 more\n") {
		t.Errorf("got %q", b.String())
	}
}
