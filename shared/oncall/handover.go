package oncall

import (
	"errors"
	"fmt"
	"slices"
	"time"
)

// Duty is a span in which somebody is on call in one tier.
type Duty struct {
	From  time.Time `json:"from"`
	Until time.Time `json:"until"`
	Tier  int       `json:"tier"`
}

// Why nothing is handed over.
var (
	ErrNotOnCall = errors.New("is not on call then")
	ErrOnCallToo = errors.New("is on call then already")
)

// Duties lists when somebody is on call between two instants, in the order of time; spans that follow
// each other in the same tier are one.
func Duties(s Schedule, user string, from, until time.Time) []Duty {
	out := []Duty{}
	shifts, _ := Final(s, from, until)
	for _, shift := range shifts {
		for i, tier := range shift.Tiers {
			if !slices.Contains(tier, user) {
				continue
			}
			if n := len(out); n > 0 && out[n-1].Tier == i+1 && out[n-1].Until.Equal(shift.From) {
				out[n-1].Until = shift.To
				continue
			}
			out = append(out, Duty{From: shift.From, Until: shift.To, Tier: i + 1})
		}
	}
	return out
}

// HandOver has one person take the place of another between two instants, wherever and while that one
// is on call, by an override on top of all others; what is past stays. It returns the duties that go
// over. ErrNotOnCall: there are none. ErrOnCallToo: who would take them has duties of their own at
// the time, and cannot be there twice.
func HandOver(s Schedule, id, giver, taker string, from, until, now time.Time) (Schedule, []Duty, error) {
	after, err := AddOverride(s, Override{ID: id, From: from, Until: until, Mode: Swap, Replaces: giver, Users: []string{taker}}, now)
	if err != nil {
		return Schedule{}, nil, err
	}
	last := after.Overrides[len(after.Overrides)-1]
	moved := Duties(s, giver, last.From, last.Until)
	if len(moved) == 0 {
		return Schedule{}, nil, fmt.Errorf("hand over %q: %s %w", s.ID, giver, ErrNotOnCall)
	}
	for _, d := range moved {
		if len(Duties(s, taker, d.From, d.Until)) > 0 {
			return Schedule{}, nil, fmt.Errorf("hand over %q: %s %w", s.ID, taker, ErrOnCallToo)
		}
	}
	return after, moved, nil
}
