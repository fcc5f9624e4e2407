package office

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"ringdown/shared/e164"
	"ringdown/shared/port"
	"ringdown/shared/resource"
	"ringdown/shared/settings"
)

// withLines are settings with lines of these ids and the last two digits of their numbers, with
// blanks between several.
func withLines(t *testing.T, pairs ...string) []resource.Resource {
	t.Helper()
	text := "version: 1\nusers: [{id: ana, name: Ana, phones: [{number: +14155550101}]}]\nteams: [{id: desk, tiers: [[ana]]}]\nlines:\n"
	for i := 0; i < len(pairs); i += 2 {
		text += fmt.Sprintf("  - {id: %s, numbers: [%s], team: desk}\n", pairs[i], "+141555501"+strings.ReplaceAll(pairs[i+1], " ", ", +141555501"))
	}
	s, problems := settings.Parse([]byte(text), nil)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	rs, err := s.Resources()
	if err != nil {
		t.Fatal(err)
	}
	return rs
}

// lineByLine is a store on which every save leaves its lines to be published one by one, and counts
// those that are withdrawn.
type lineByLine struct {
	port.Settings
	gaps *int
}

func (l lineByLine) Snapshot(ctx context.Context) (resource.Snapshot, error) {
	now, err := l.Settings.Snapshot(ctx)
	now.Head.Behind = true
	return now, err
}

func (l lineByLine) PublishLine(ctx context.Context, epoch int, p port.Publication) error {
	if p.Dialplan == nil {
		*l.gaps++
	}
	return l.Settings.PublishLine(ctx, epoch, p)
}

// TestNumbersMoveBetweenLines: together in one save, and line by line with as few lines out of
// service for a moment as can be.
func TestNumbersMoveBetweenLines(t *testing.T) {
	for name, tc := range map[string]struct {
		before, after []string
		gaps          int // lines that are out of service for a moment, or for good
	}{
		"to a new line, from one that moves on": {[]string{"a", "50"}, []string{"b", "50", "a", "51"}, 0},
		"along a chain":                         {[]string{"a", "50", "b", "51"}, []string{"a", "51", "b", "52"}, 0},
		"two exchange":                          {[]string{"a", "50", "b", "51"}, []string{"a", "51", "b", "50"}, 1},
		"three in a ring, and a newcomer":       {[]string{"a", "50", "b", "51", "c", "52"}, []string{"d", "53", "a", "51", "b", "52", "c", "50"}, 1},
		"two pairs exchange":                    {[]string{"a", "50", "b", "51", "c", "52", "d", "53"}, []string{"a", "51", "c", "53", "b", "50", "d", "52"}, 2},
		"a further one to another line":         {[]string{"a", "50 51", "b", "52"}, []string{"b", "52 51", "a", "50"}, 0},
		"further ones are exchanged":            {[]string{"a", "50 51", "b", "52 53"}, []string{"a", "50 53", "b", "52 51"}, 1},
		"from a line that is withdrawn":         {[]string{"a", "50"}, []string{"b", "50"}, 1},
	} {
		for _, oneByOne := range []bool{false, true} {
			t.Run(fmt.Sprintf("%s, line by line %v", name, oneByOne), func(t *testing.T) {
				o, store, dialplans := newOffice()
				gaps := 0
				if oneByOne {
					o.Store = lineByLine{store, &gaps}
				}
				for _, want := range [][]resource.Resource{withLines(t, tc.before...), withLines(t, tc.after...)} {
					if _, err := o.Import(t.Context(), want, true, order().By); err != nil {
						t.Fatal(err)
					}
				}
				if oneByOne && gaps != tc.gaps {
					t.Errorf("%d lines were out of service, want %d", gaps, tc.gaps)
				}
				for i := 0; i < len(tc.after); i += 2 {
					for number := range strings.FieldsSeq(tc.after[i+1]) {
						if d, err := dialplans.ByNumber(t.Context(), e164.Number("+141555501"+number)); err != nil || d.Line != tc.after[i] {
							t.Errorf("number %s has line %q, want %q, %v", number, d.Line, tc.after[i], err)
						}
					}
				}
			})
		}
	}
}

func TestAVanishedLineIsWithdrawnOnlyWhenAsked(t *testing.T) {
	o, _, dialplans := newOffice()
	for _, step := range []struct {
		want   []resource.Resource
		remove bool
		lines  string // in service, with their versions
	}{
		{withLines(t, "a", "50", "b", "51"), false, "a 1, b 1"},
		{withLines(t, "a", "50"), false, "a 1, b 1"},
		{withLines(t, "a", "50"), true, "a 1"},
		{withLines(t, "a", "50", "b", "51"), false, "a 1, b 2"},
	} {
		if _, err := o.Import(t.Context(), step.want, step.remove, order().By); err != nil {
			t.Fatal(err)
		}
		all, err := dialplans.Lines(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		var lines []string
		for _, l := range all {
			if len(l.Numbers) > 0 {
				lines = append(lines, fmt.Sprintf("%s %d", l.Line, l.Version))
			}
		}
		if got := strings.Join(lines, ", "); got != step.lines {
			t.Errorf("in service are %s, want %s", got, step.lines)
		}
	}
}

// TestTheAccountStays: there is always one, and a folder of one team alone does not bring it.
func TestTheAccountStays(t *testing.T) {
	o, store, _ := newOffice()
	for _, want := range [][]resource.Resource{withLines(t, "a", "50"), nil} {
		if _, err := o.Import(t.Context(), want, true, order().By); err != nil {
			t.Fatal(err)
		}
	}
	now, err := store.Snapshot(t.Context())
	left := slices.DeleteFunc(now.Resources, resource.Resource.Deleted)
	if err != nil || len(left) != 1 || left[0].Kind != resource.Account {
		t.Errorf("%v; there are %v", err, left)
	}
}

var errBroken = errors.New("the network is down")

// broken is a store that stops working.
type broken struct {
	port.Settings
	snapshot, lines, save error
}

func (b broken) Snapshot(ctx context.Context) (resource.Snapshot, error) {
	now, err := b.Settings.Snapshot(ctx)
	return now, errors.Join(err, b.snapshot)
}

func (b broken) Lines(ctx context.Context) ([]port.LineVersion, error) {
	all, err := b.Settings.Lines(ctx)
	return all, errors.Join(err, b.lines)
}

func (b broken) Save(ctx context.Context, s port.Save) error {
	if b.save != nil {
		return b.save
	}
	return b.Settings.Save(ctx, s)
}

func TestAStoreThatFailsIsSaid(t *testing.T) {
	o, store, _ := newOffice()
	for name, b := range map[string]broken{"snapshot": {store, errBroken, nil, nil}, "lines": {store, nil, errBroken, nil}, "save": {store, nil, nil, errBroken}} {
		o.Store = b
		if done, err := o.Import(t.Context(), withLines(t, "a", "50"), false, order().By); !errors.Is(err, errBroken) || len(done) > 0 {
			t.Errorf("%s: %d done, %v", name, len(done), err)
		}
	}
}
