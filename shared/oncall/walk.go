package oncall

import (
	"cmp"
	"slices"
	"time"
)

// walk is a schedule made ready to be asked at instants that never go back. Each layer's answer is
// kept until it may change, so a step from one boundary to the next costs only the layers that
// change there.
type walk struct {
	layers    []layer
	pieces    []piece
	overrides []Override // by ascending seq, those of equal seq in the order of the schedule
	tiers     Tiers      // the last answer; overwritten by the next
}

func newWalk(s *Schedule) *walk {
	z := zoneNamed(s.TZ)
	w := &walk{layers: make([]layer, len(s.Layers)), pieces: make([]piece, len(s.Layers))}
	count := 1
	for i := range s.Layers {
		w.layers[i] = readyLayer(&s.Layers[i], z)
		count = max(count, w.layers[i].tier+w.layers[i].depth-1)
	}
	for i := range s.Overrides {
		count = max(count, s.Overrides[i].Tier)
	}
	w.tiers = make(Tiers, min(count, tiersKept))
	w.overrides = s.Overrides
	bySeq := func(a, b Override) int { return cmp.Compare(a.Seq, b.Seq) }
	if !slices.IsSortedFunc(w.overrides, bySeq) {
		w.overrides = slices.Clone(w.overrides)
		slices.SortStableFunc(w.overrides, bySeq)
	}
	return w
}

// first asks every layer anew, at t.
func (w *walk) first(t time.Time) Tiers {
	for i := range w.layers {
		w.pieces[i] = w.layers[i].at(t)
	}
	return w.resolve(t)
}

// then asks again at a later t.
func (w *walk) then(t time.Time) Tiers {
	for i := range w.pieces {
		if until := w.pieces[i].until; !until.IsZero() && !t.Before(until) {
			w.pieces[i] = w.layers[i].at(t)
		}
	}
	return w.resolve(t)
}

// next returns the first instant after t at which anything may change; zero when nothing will. It
// follows first or then at t.
func (w *walk) next(t time.Time) time.Time {
	at := time.Time{}
	for i := range w.pieces {
		at = earlier(at, w.pieces[i].until)
	}
	for i := range w.overrides {
		o := &w.overrides[i]
		if o.From.After(t) {
			at = earlier(at, o.From)
		}
		if o.Until.After(t) {
			at = earlier(at, o.Until)
		}
	}
	if !at.After(t) {
		return time.Time{} // past the instants the zones are looked up for
	}
	return at
}

// resolve joins the pieces: per tier the groups of the highest priority that has anybody, united in
// layer order; then the overrides by seq; at last each user only in the first place.
func (w *walk) resolve(t time.Time) Tiers {
	for i := range w.tiers {
		w.tiers[i] = w.resolveTier(i+1, w.tiers[i][:0])
	}
	for i := range w.overrides {
		o := &w.overrides[i]
		if !t.Before(o.From) && t.Before(o.Until) {
			apply(o, w.tiers)
		}
	}
	firstPlaceOnly(w.tiers)
	return w.tiers
}

func (w *walk) resolveTier(tier int, users []string) []string {
	highest, found := 0, false
	for i := range w.layers {
		l := &w.layers[i]
		if found && l.priority < highest {
			continue
		}
		group := l.group(w.pieces[i], tier)
		if len(group) == 0 {
			continue
		}
		if !found || l.priority > highest {
			highest, found = l.priority, true
			users = users[:0]
		}
		users = append(users, group...)
	}
	return users
}
