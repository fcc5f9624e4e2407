package call

import (
	"slices"
	"time"

	"ringdown/shared/ncco"
)

// Place is a conversation of the provider in which a leg was heard to be. A room has a name of
// ours, but what the provider tells is an id of its own: two legs that were in the same one were in
// the room.
type Place struct {
	In string    `json:"in"`
	At time.Time `json:"at"` // since when, by the provider's clock
}

// placesMax is how many places are kept of a leg: a transfer moves it to a conversation of its own,
// and its script from there to the room, and the webhooks of both come in any order.
const placesMax = 2

// heardIn adds a place. It never writes to the list it is given, which another version of the call
// holds as well.
func heardIn(list []Place, in string, at time.Time) []Place {
	if in == "" || slices.ContainsFunc(list, func(p Place) bool { return p.In == in }) {
		return list
	}
	return slices.Concat(list[max(0, len(list)-placesMax+1):], []Place{{In: in, At: at}})
}

// met returns since when the caller and the leg have both been in the room, zero when that was
// never heard.
func (c *Call) met(l *Leg) time.Time {
	for _, a := range c.Caller.Places {
		for _, b := range l.Places {
			if a.In == b.In {
				return latest(a.At, b.At)
			}
		}
	}
	return time.Time{}
}

// settleTalk notes since when caller and winner are together: both were heard to be in the room,
// and each was heard of since. Without the second a caller who hung up in the room, and whose end
// nobody told, would talk to everybody who accepts. That time passes proves nothing.
func (d *decider) settleTalk() {
	c := d.c
	w := c.winner()
	if w == nil || !w.TalkedAt.IsZero() {
		return
	}
	met := c.met(w)
	if met.IsZero() || c.Caller.Seen.Before(met) || w.Seen.Before(met) {
		return
	}
	w.TalkedAt = met
	if c.TalkedAt.IsZero() {
		c.TalkedAt = met
	}
}

// moment is when the provider says that something happened: never later than it was told.
func (d *decider) moment(told time.Time) time.Time {
	if told.IsZero() {
		return d.now
	}
	return earliest(told, d.now)
}

// loseClaim goes on without a winner who never talked to the caller. One who was in the room has
// started it, and nobody could confirm that a room plays its music again: the caller waits in
// another.
func (d *decider) loseClaim(r *Ring, w *Leg) {
	r.Winner = ""
	if w.Joined.IsZero() || !d.c.callerHere() {
		return
	}
	d.c.Rings++
	k := &d.c.Caller
	d.transfer(Transfer{Script: ncco.Script{d.waitingRoom()}})
	k.Joined, k.Listened, k.RoomAt, k.Places = time.Time{}, false, d.now, nil
}
