package call

import (
	"slices"
	"time"

	"ringdown/shared/dialplan"
)

// Reservation says for which call a user is rung, or was rung last: there is one per user, whatever
// the line. It is never given back. Whether it still stands is read off the call it names, so a call
// that ends, however it ends, frees its people.
type Reservation struct {
	User    string   `json:"user"`
	Version int      `json:"version"` // counts takings
	Call    string   `json:"call"`
	Leg     string   `json:"leg"`
	Rings   []RingAt `json:"rings,omitempty"` // the last minute's
}

// RingAt is when a phone began to ring.
type RingAt struct {
	Phone dialplan.Phone `json:"phone"` // without label
	At    time.Time      `json:"at"`
}

// ringsSpan is the time in which the rings of a phone are counted.
const ringsSpan = time.Minute

// Reserve says whose leg is about to be dialled, and what to reserve. Nobody is reserved for a third
// party, whose number may have many phones behind it.
func Reserve(c Call, leg string, plan dialplan.Dialplan) (user string, next func(was Reservation, now time.Time) (Reservation, bool)) {
	l := c.leg(leg)
	if l == nil || l.User == "" || c.Ring == nil {
		return "", nil
	}
	phone, _ := l.phone(plan.Users)
	phone.Label = ""
	most := c.Ring.RingsPerMinute
	return l.User, func(was Reservation, now time.Time) (Reservation, bool) {
		return was.next(c.ID, l, phone, most, now)
	}
}

// next is the reservation for a leg; false when its phone rang as often as it may.
func (r Reservation) next(call string, l *Leg, phone dialplan.Phone, most int, now time.Time) (Reservation, bool) {
	next := Reservation{User: l.User, Version: r.Version + 1, Call: call, Leg: l.ID}
	rings := 0
	for _, ring := range r.Rings {
		if now.Sub(ring.At) >= ringsSpan {
			continue
		}
		next.Rings = append(next.Rings, ring)
		if ring.Phone == phone {
			rings++
		}
	}
	next.Rings = append(next.Rings, RingAt{Phone: phone, At: now})
	return next, most == 0 || rings < most
}

// Stands reports whether the call a reservation names still rings its user, or has them talking.
func (r Reservation) Stands(c Call) bool {
	return c.ID == r.Call && c.EndedAt.IsZero() && slices.ContainsFunc(c.Legs, func(l Leg) bool {
		return l.User == r.User && l.live() && (l.State != Wanted || l.ID == r.Leg)
	})
}

// legPassedOver leaves out a phone that was never dialled, because its owner is on another call or the
// phone has rung often enough for now. It is tried again, and costs no leg of its own then.
func (d *phones) legPassedOver(id string) {
	if l := d.c.leg(id); l != nil && l.State == Wanted {
		l.end(PassedOver, d.now)
	}
}

// passedOver gives the leg of this ring in which a phone was passed over, for another try.
func (d *present) passedOver(to target) *Leg {
	for i := min(d.c.Ring.First, len(d.c.Legs)); i < len(d.c.Legs); i++ {
		if l := &d.c.Legs[i]; l.End == PassedOver && l.target() == to {
			return l
		}
	}
	return nil
}

// everybodyEngaged reports whether nobody of a round could be rung for other calls.
func (d *present) everybodyEngaged(round int) bool {
	found := false
	for i := min(d.c.Ring.First, len(d.c.Legs)); i < len(d.c.Legs); i++ {
		if l := &d.c.Legs[i]; l.Round == round {
			if found = true; l.End != PassedOver {
				return false
			}
		}
	}
	return found
}
