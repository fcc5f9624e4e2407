package oncall

import "time"

// OnCall returns who is on call at t.
//
// Per tier the layers of the highest priority that have anybody are united in layer order; then
// overrides apply by ascending seq; at last a user stays only in the first tier that has them. It
// looks neither forward nor back, so any t costs the same few microseconds.
func OnCall(s Schedule, t time.Time) Tiers {
	return newWalk(&s).first(t).clone()
}

// Next returns the first instant after t at which somebody else is on call, and who; ok is false
// when that is not within NextHorizon. A boundary that changes nobody (the same person twice in a
// row) is not a handoff.
func Next(s Schedule, t time.Time) (at time.Time, tiers Tiers, ok bool) {
	w := newWalk(&s)
	now := w.first(t).clone()
	horizon := t.Add(NextHorizon)
	at = t
	for range maxSteps {
		at = w.next(at)
		if at.IsZero() || at.After(horizon) {
			return time.Time{}, nil, false
		}
		if tiers := w.then(at); !tiers.Equal(now) {
			return at.UTC(), tiers.clone(), true
		}
	}
	return time.Time{}, nil, false
}

// Shift is a span [From, To) in which the same people are on call.
type Shift struct {
	From  time.Time `json:"from"`
	To    time.Time `json:"to"`
	Tiers Tiers     `json:"tiers"`
}

// Gap is a span [From, To) in which tier 1 has nobody.
type Gap struct {
	From   time.Time `json:"from"`
	To     time.Time `json:"to"`
	Nobody bool      `json:"nobody"` // no other tier has anybody either
}

// Final returns the schedule between two instants as it comes out of layers and overrides: shifts
// that follow each other without gap or overlap from from to until, neighbours always different,
// and the gaps of tier 1 among them. A span longer than MaxSpan is cut to it, and so is one with
// more than a million boundaries; until ≤ from gives nothing.
func Final(s Schedule, from, until time.Time) (shifts []Shift, gaps []Gap) {
	shifts, gaps = []Shift{}, []Gap{}
	if until.After(from.Add(MaxSpan)) {
		until = from.Add(MaxSpan)
	}
	from, until = from.UTC(), until.UTC()
	if !from.Before(until) {
		return shifts, gaps
	}
	w := newWalk(&s)
	tiers, at := w.first(from), from
	shifts = append(shifts, Shift{From: from, To: until, Tiers: tiers.clone()})
	for step := 0; ; step++ {
		at = w.next(at)
		if at.IsZero() || !at.Before(until) {
			break
		}
		if step == maxSteps {
			shifts[len(shifts)-1].To = at.UTC()
			break
		}
		last := &shifts[len(shifts)-1]
		if tiers = w.then(at); tiers.Equal(last.Tiers) {
			continue
		}
		last.To = at.UTC()
		shifts = append(shifts, Shift{From: at.UTC(), To: until, Tiers: tiers.clone()})
	}
	return shifts, gapsOf(shifts)
}

func gapsOf(shifts []Shift) []Gap {
	gaps := []Gap{}
	for _, shift := range shifts {
		if len(shift.Tiers.Tier(1)) > 0 {
			continue
		}
		gap := Gap{From: shift.From, To: shift.To, Nobody: shift.Tiers.Nobody()}
		if n := len(gaps); n > 0 && gaps[n-1].To.Equal(gap.From) && gaps[n-1].Nobody == gap.Nobody {
			gaps[n-1].To = gap.To
			continue
		}
		gaps = append(gaps, gap)
	}
	return gaps
}
