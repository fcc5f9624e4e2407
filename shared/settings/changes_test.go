package settings

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"ringdown/shared/dialplan"
	"ringdown/shared/problem"
)

// changed is the first dialplan of a good file in which one text stands for another.
func changed(t *testing.T, file, from, to string) dialplan.Dialplan {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(configFolder, "good", file))
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(text), from) {
		t.Fatalf("%s has no %q to change", file, from)
	}
	s, problems := Parse([]byte(strings.Replace(string(text), from, to, 1)), nil)
	if problem.Fatal(problems) {
		t.Fatal(problems)
	}
	return compiled(t, s)
}

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
			before, after := changed(t, "first.yaml", "", ""), changed(t, "first.yaml", tc.from, tc.to)
			got, err := Changes(before, after)
			if err != nil || !slices.Contains(got, tc.want) {
				t.Errorf("got %q, %v, want %q among them", got, err, tc.want)
			}
		})
	}
}

func TestNoChangesBetweenVersions(t *testing.T) {
	a, b := compiled(t, good(t, "everything.yaml")), compiled(t, good(t, "everything.yaml"))
	b.Version = 7
	if got, err := Changes(a, b); err != nil || len(got) != 0 {
		t.Errorf("got %q, %v", got, err)
	}
}

func TestChangesAreAlwaysInOneOrder(t *testing.T) {
	before, after := compiled(t, good(t, "first.yaml")), compiled(t, good(t, "attendant.yaml"))
	first, err := Changes(before, after)
	if err != nil || len(first) < 10 {
		t.Fatalf("%d changes, %v", len(first), err)
	}
	for range 20 {
		if again, err := Changes(before, after); err != nil || !slices.Equal(first, again) {
			t.Fatalf("%q\nthen %q, %v", first, again, err)
		}
	}
}
