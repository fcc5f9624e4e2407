package call

import (
	"slices"
	"time"

	"ringdown/shared/ncco"
)

// Place is a conversation of the provider in which a leg was heard to be. A room has a name of
// ours, but what the provider tells is an id of its own: two legs that were in the same one at the
// same time were in the room together.
type Place struct {
	In string    `json:"in"`
	At time.Time `json:"at"` // since when, by the provider's clock
	// Asked says that the provider told it when it was asked about the leg. Nobody could confirm
	// that it names the conversation a leg is in and not the one it began in: so it tells of no move.
	Asked bool `json:"asked,omitempty"`
}

// placesMax is how many moves are kept of a leg: a transfer moves it to a conversation of its own,
// and its script from there to the room.
const placesMax = 2

// heardIn adds a place, in the order of time: the webhooks of two moves come in any order. It never
// writes to the list it is given, which another version of the call holds as well.
func heardIn(list []Place, p Place) []Place {
	if p.In == "" {
		return list
	}
	var told, asked []Place
	for _, q := range list {
		if q.Asked {
			asked = append(asked, q)
		} else {
			told = append(told, q)
		}
	}
	if p.Asked {
		if slices.ContainsFunc(list, func(q Place) bool { return q.In == p.In && departed(list, q).IsZero() }) {
			return list
		}
		return append(told, p)
	}
	told = append(told, p)
	slices.SortStableFunc(told, func(a, b Place) int { return a.At.Compare(b.At) })
	told = slices.CompactFunc(told, func(a, b Place) bool { return a.In == b.In }) // told again
	return slices.Concat(told[max(0, len(told)-placesMax):], asked)
}

// wasMax is how many conversations are kept that a caller was moved out of.
const wasMax = 4

// wasIn adds a conversation that a caller was in; like heardIn it leaves the list it is given as it is.
func wasIn(list []string, conversation string) []string {
	if conversation == "" || slices.Contains(list, conversation) {
		return list
	}
	return slices.Concat(list[max(0, len(list)-wasMax+1):], []string{conversation})
}

// WasIn reports whether the caller was in a conversation of the provider.
func (c Call) WasIn(conversation string) bool {
	return conversation != "" && (slices.Contains(c.Caller.Was, conversation) || slices.ContainsFunc(c.Caller.Places, func(p Place) bool { return p.In == conversation }))
}

// departed returns when a leg moved on from a place, by the moves it was told to make; zero when it
// is still there.
func departed(list []Place, p Place) time.Time {
	var at time.Time
	for _, q := range list {
		if !q.Asked && q.In != p.In && q.At.After(p.At) && (at.IsZero() || q.At.Before(at)) {
			at = q.At
		}
	}
	return at
}

// met returns since when the caller and the leg have both been in the room, zero when that was
// never heard. Who had left it before the other came was not met.
func (c *Call) met(l *Leg) time.Time {
	for _, a := range c.Caller.Places {
		for _, b := range l.Places {
			since := latest(a.At, b.At)
			if a.In == b.In && stillIn(c.Caller.Places, a, since) && stillIn(l.Places, b, since) {
				return since
			}
		}
	}
	return time.Time{}
}

// stillIn reports whether a leg that came to a place was there at a later moment.
func stillIn(list []Place, p Place, at time.Time) bool {
	left := departed(list, p)
	return left.IsZero() || at.Before(left)
}

// settleTalk notes since when caller and winner are together: both were heard to be in the room,
// and each was heard of since. Without the second a caller who hung up in the room, and whose end
// nobody told, would talk to everybody who accepts. That time passes proves nothing. The caller may be
// heard of only after the winner's end.
func (d *decider) settleTalk() {
	c := d.c
	for i := range c.Legs {
		l := &c.Legs[i]
		met := l.MetAt
		if l == c.winner() {
			met = c.met(l)
		}
		if !l.TalkedAt.IsZero() || met.IsZero() || c.Caller.Seen.Before(met) || l.Seen.Before(met) {
			continue
		}
		l.TalkedAt = met
		if c.TalkedAt.IsZero() {
			c.TalkedAt = met
		}
	}
}

// moment is when the provider says that something happened: never later than it was told.
func (d *present) moment(told time.Time) time.Time {
	if told.IsZero() {
		return d.now
	}
	return earliest(told, d.now)
}

// loseClaim goes on without a winner who never talked to the caller. One who was in the room has
// started it, and nobody could confirm that a room plays its music again: the caller waits in
// another.
func (d *decider) loseClaim(r *Ring, w *Leg) {
	w.MetAt = d.c.met(w)
	r.Winner, r.Fetched = "", false
	if w.Joined.IsZero() || !d.c.callerHere() {
		return
	}
	d.c.Rings++
	k := &d.c.Caller
	d.transfer(Transfer{Script: ncco.Script{d.waitingRoom()}})
	k.Joined, k.Listened, k.RoomAt, k.Places = time.Time{}, false, d.now, nil
}
