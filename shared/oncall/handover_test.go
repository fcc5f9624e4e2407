package oncall

import (
	"errors"
	"reflect"
	"testing"
	"time"
)

func TestHandOver(t *testing.T) {
	at := func(day, hour int) time.Time { return time.Date(2026, 3, day, hour, 0, 0, 0, time.UTC) }
	s := Schedule{ID: "s", TZ: "UTC", Layers: []Layer{
		{ID: "days", Tier: 1, Priority: 1, Rotation: &Rotation{Unit: Day, Every: 1, Anchor: "2026-03-02T00:00", Turns: [][]string{{"ana"}, {"ben"}}}},
		{ID: "second", Tier: 2, Priority: 1, Users: []string{"cy"}},
	}}
	now := at(2, 12)
	for name, c := range map[string]struct {
		giver, taker string
		from, until  time.Time
		moved        []Duty
		err          error
	}{
		"two nights of three":      {"ana", "dee", at(3, 12), at(5, 12), []Duty{{at(4, 0), at(5, 0), 1}}, nil},
		"what is past stays":       {"ana", "dee", at(1, 0), at(3, 0), []Duty{{now, at(3, 0), 1}}, nil},
		"another tier":             {"cy", "dee", at(3, 0), at(4, 0), []Duty{{at(3, 0), at(4, 0), 2}}, nil},
		"who is not on":            {"ana", "dee", at(3, 1), at(3, 2), nil, ErrNotOnCall},
		"who does not exist":       {"eve", "dee", at(3, 1), at(3, 2), nil, ErrNotOnCall},
		"to somebody who is on":    {"cy", "ben", at(3, 1), at(3, 2), nil, ErrOnCallToo},
		"to oneself":               {"cy", "cy", at(3, 1), at(3, 2), nil, ErrOnCallToo},
		"somebody who is on later": {"ana", "ben", at(4, 0), at(5, 0), []Duty{{at(4, 0), at(5, 0), 1}}, nil},
	} {
		after, moved, err := HandOver(s, "x", c.giver, c.taker, c.from, c.until, now)
		if !errors.Is(err, c.err) || !reflect.DeepEqual(moved, c.moved) {
			t.Errorf("%s: %v, %v, want %v, %v", name, moved, err, c.moved, c.err)
			continue
		}
		for _, d := range moved {
			if got := Duties(after, c.taker, d.From, d.Until); len(got) != 1 || got[0] != d {
				t.Errorf("%s: %s has %v, want %v", name, c.taker, got, d)
			}
			if got := Duties(after, c.giver, d.From, d.Until); len(got) != 0 {
				t.Errorf("%s: %s still has %v", name, c.giver, got)
			}
		}
	}
	if _, _, err := HandOver(s, "x", "ana", "dee", at(1, 0), at(2, 0), now); err == nil {
		t.Error("the past was handed over")
	}
}
