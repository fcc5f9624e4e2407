package office

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"ringdown/infra/memport"
	"ringdown/shared/dialplan"
	"ringdown/shared/e164"
	"ringdown/shared/port"
	"ringdown/shared/problem"
	"ringdown/shared/settings"
	"ringdown/testdata"
)

// compiled are the dialplans of a file of testdata, changed by pairs of old and new text.
func compiled(t *testing.T, file string, changes ...string) []dialplan.Dialplan {
	t.Helper()
	text, err := testdata.Files.ReadFile("config/good/" + file)
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(changes); i += 2 {
		if !bytes.Contains(text, []byte(changes[i])) {
			t.Fatalf("%s has no %q to change", file, changes[i])
		}
	}
	return compile(t, strings.NewReplacer(changes...).Replace(string(text)))
}

func compile(t *testing.T, text string) []dialplan.Dialplan {
	t.Helper()
	conf, problems := settings.Parse([]byte(text), nil)
	if problem.Fatal(problems) {
		t.Fatal(problems)
	}
	plans, err := conf.Compile()
	if err != nil {
		t.Fatal(err)
	}
	return plans
}

// lines writes settings with lines of these ids and the last two digits of their numbers, with
// blanks between several.
func lines(t *testing.T, pairs ...string) []dialplan.Dialplan {
	t.Helper()
	text := "version: 1\nusers: [{id: ana, name: Ana, phones: [{number: +14155550101}]}]\nteams: [{id: desk, tiers: [[ana]]}]\nlines:\n"
	for i := 0; i < len(pairs); i += 2 {
		text += fmt.Sprintf("  - {id: %s, numbers: [%s], team: desk}\n", pairs[i], "+141555501"+strings.ReplaceAll(pairs[i+1], " ", ", +141555501"))
	}
	return compile(t, text)
}

// applied publishes settings and fails on any error.
func applied(t *testing.T, store port.Dialplans, plans []dialplan.Dialplan, withdraw bool) Applied {
	t.Helper()
	p, err := Plan(t.Context(), store, plans, withdraw)
	if err != nil {
		t.Fatal(err)
	}
	a, err := Apply(t.Context(), store, p)
	if err != nil || len(a.Left) > 0 {
		t.Fatalf("left %q, %v", a.Left, err)
	}
	return a
}

func wantStates(t *testing.T, store port.Dialplans, plans []dialplan.Dialplan, withdraw bool, want ...string) settings.Plan {
	t.Helper()
	p, err := Plan(t.Context(), store, plans, withdraw)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, s := range p.Effects {
		got = append(got, fmt.Sprintf("%s %s %d", s.Line, s.State, s.Version))
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	return p
}

func TestASecondRunHasNothingToDo(t *testing.T) {
	for _, file := range []string{"first.yaml", "everything.yaml", "attendant.yaml", "all-at-once.yaml", "voicemail.yaml"} {
		store := memport.NewDialplans()
		plans := compiled(t, file)
		if a := applied(t, store, plans, false); len(a.Done) != len(plans) {
			t.Errorf("%s: %d of %d lines were published", file, len(a.Done), len(plans))
		}
		p, err := Plan(t.Context(), store, plans, false)
		if err != nil || p.Due() != 0 {
			t.Errorf("%s: a second run would do %d things, %v: %+v", file, p.Due(), err, p)
		}
	}
}

func TestOnlyWhatDiffersGetsAVersion(t *testing.T) {
	store := memport.NewDialplans()
	applied(t, store, lines(t, "a", "50", "b", "51"), false)
	changed := lines(t, "a", "50", "b", "52", "c", "53")
	wantStates(t, store, changed, false, "a unchanged 1", "b changed 2", "c new 1")
	applied(t, store, changed, false)
	if d, err := store.ByNumber(t.Context(), "+14155550152"); err != nil || d.Version != 2 || d.Line != "b" {
		t.Errorf("the new number has version %d of %q, %v", d.Version, d.Line, err)
	}
}

func TestAVanishedLineIsWithdrawnOnlyWhenAsked(t *testing.T) {
	store := memport.NewDialplans()
	applied(t, store, lines(t, "a", "50", "b", "51"), false)
	fewer := lines(t, "a", "50")
	p := wantStates(t, store, fewer, false, "a unchanged 1", "b left 1")
	if p.Due() != 0 {
		t.Errorf("%d things to do", p.Due())
	}
	wantStates(t, store, fewer, true, "a unchanged 1", "b withdrawn 1")
	applied(t, store, fewer, true)
	if _, err := store.ByNumber(t.Context(), "+14155550151"); !errors.Is(err, port.ErrNotFound) {
		t.Errorf("the number is still in service: %v", err)
	}
	wantStates(t, store, fewer, true, "a unchanged 1")
	wantStates(t, store, lines(t, "a", "50", "b", "51"), false, "a unchanged 1", "b new 2")
}

func TestNumbersMoveBetweenLines(t *testing.T) {
	for name, tc := range map[string]struct {
		before, after []string
		withdraw      bool
		gaps          int // lines that are out of service for a moment, or for good
	}{
		"to a new line, from one that moves on": {[]string{"a", "50"}, []string{"b", "50", "a", "51"}, false, 0},
		"along a chain":                         {[]string{"a", "50", "b", "51"}, []string{"a", "51", "b", "52"}, false, 0},
		"two exchange":                          {[]string{"a", "50", "b", "51"}, []string{"a", "51", "b", "50"}, false, 1},
		"three in a ring, and a newcomer":       {[]string{"a", "50", "b", "51", "c", "52"}, []string{"d", "53", "a", "51", "b", "52", "c", "50"}, false, 1},
		"two pairs exchange":                    {[]string{"a", "50", "b", "51", "c", "52", "d", "53"}, []string{"a", "51", "c", "53", "b", "50", "d", "52"}, false, 2},
		"a further one to another line":         {[]string{"a", "50 51", "b", "52"}, []string{"b", "52 51", "a", "50"}, false, 0},
		"further ones are exchanged":            {[]string{"a", "50 51", "b", "52 53"}, []string{"a", "50 53", "b", "52 51"}, false, 1},
		"from a line that is withdrawn":         {[]string{"a", "50"}, []string{"b", "50"}, true, 1},
	} {
		t.Run(name, func(t *testing.T) {
			store := memport.NewDialplans()
			applied(t, store, lines(t, tc.before...), false)
			done := strings.Join(applied(t, store, lines(t, tc.after...), tc.withdraw).Done, "\n")
			if gaps := strings.Count(done, "withdrawn"); gaps != tc.gaps {
				t.Errorf("%d lines were out of service, want %d:\n%s", gaps, tc.gaps, done)
			}
			for i := 0; i < len(tc.after); i += 2 {
				for number := range strings.FieldsSeq(tc.after[i+1]) {
					if d, err := store.ByNumber(t.Context(), e164.Number("+141555501"+number)); err != nil || d.Line != tc.after[i] {
						t.Errorf("number %s has line %q, want %q, %v", number, d.Line, tc.after[i], err)
					}
				}
			}
		})
	}
}

func TestANumberInServiceIsNotTakenFromALineThatIsLeft(t *testing.T) {
	store := memport.NewDialplans()
	applied(t, store, lines(t, "a", "50"), false)
	_, err := Plan(t.Context(), store, lines(t, "b", "50"), false)
	var taken settings.TakenError
	if !errors.As(err, &taken) || taken != (settings.TakenError{Line: "b", Holder: "a"}) || !strings.Contains(err.Error(), "withdraw line a") {
		t.Errorf("got %v", err)
	}
}

func TestWhoIsSlowerWritesNothingOverAndSaysHowFarItGot(t *testing.T) {
	store := memport.NewDialplans()
	applied(t, store, lines(t, "a", "50", "b", "51"), false)
	ours, err := Plan(t.Context(), store, lines(t, "a", "60", "b", "61"), false)
	if err != nil {
		t.Fatal(err)
	}
	applied(t, store, lines(t, "a", "50", "b", "71"), false) // somebody else
	a, err := Apply(t.Context(), store, ours)
	if !errors.Is(err, port.ErrConflict) || !strings.Contains(fmt.Sprint(err), "version 2 of line b") {
		t.Fatalf("got %v", err)
	}
	if !slices.Equal(a.Done, []string{"line a: version 2 published"}) || !slices.Equal(a.Left, []string{"line b: version 2 published"}) {
		t.Errorf("done %q, left %q", a.Done, a.Left)
	}
	if d, err := store.ByNumber(t.Context(), "+14155550171"); err != nil || d.Version != 2 {
		t.Errorf("what the faster one wrote is version %d, %v", d.Version, err)
	}
	wantStates(t, store, lines(t, "a", "60", "b", "61"), false, "a unchanged 2", "b changed 3")
}

// broken is a store that stops working.
type broken struct {
	port.Dialplans
	lines, read, publish error
}

var errBroken = errors.New("the network is down")

func (b broken) Lines(ctx context.Context) ([]port.LineVersion, error) {
	if b.lines != nil {
		return nil, b.lines
	}
	return b.Dialplans.Lines(ctx)
}

func (b broken) ByVersion(ctx context.Context, id string, version int) (dialplan.Dialplan, error) {
	if b.read != nil {
		return dialplan.Dialplan{}, b.read
	}
	return b.Dialplans.ByVersion(ctx, id, version)
}

func (b broken) Publish(ctx context.Context, d dialplan.Dialplan) error {
	if b.publish != nil {
		return b.publish
	}
	return b.Dialplans.Publish(ctx, d)
}

func TestAStoreThatFailsIsSaid(t *testing.T) {
	store := memport.NewDialplans()
	applied(t, store, lines(t, "a", "50"), false)
	for name, b := range map[string]broken{"lines": {store, errBroken, nil, nil}, "read": {store, nil, errBroken, nil}} {
		if _, err := Plan(t.Context(), b, lines(t, "a", "51"), false); !errors.Is(err, errBroken) {
			t.Errorf("%s: got %v", name, err)
		}
	}
	p := wantStates(t, store, lines(t, "a", "51"), false, "a changed 2")
	if a, err := Apply(t.Context(), broken{store, nil, nil, errBroken}, p); !errors.Is(err, errBroken) || len(a.Left) != 1 {
		t.Errorf("publish: left %q, %v", a.Left, err)
	}
}
