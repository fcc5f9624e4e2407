package call

import (
	"fmt"
	"hash/fnv"
	"time"
)

// cancelLegs asks for the end of every leg but those that are over.
func (d *phones) cancelLegs(reason End) {
	for i := range d.c.Legs {
		d.c.Legs[i].stop(reason, d.now)
	}
}

// legReached takes a webhook about a responder's leg, or the provider's answer to
// the dial. Whichever is first tells the provider's id, so a dial whose answer was
// lost is no longer unknown.
func (d *decider) legReached(id, provider string, s LegState) {
	if id == CallerLeg {
		return
	}
	l := d.c.leg(id)
	if l == nil || !l.live() {
		d.lateLeg(l, provider)
		return
	}
	if l.Provider == "" {
		l.Provider = provider
	}
	l.reach(s, d.now)
	d.acceptUnasked(l)
}

// tellsProvider takes the provider's id of a leg from a webhook of it: whatever the webhook is about,
// without the id nobody can ask about the leg, or hang it up.
func (d *phones) tellsProvider(l *Leg, provider string) {
	if !l.live() {
		d.lateLeg(l, provider)
		return
	}
	if l.Provider == "" {
		l.Provider = provider
	}
}

// lateLeg hangs up a leg whose first webhook comes after we gave it up.
func (d *phones) lateLeg(l *Leg, provider string) {
	if l == nil || provider == "" || (l.Provider != "" && l.End != Lost && l.End != Cancelled) {
		return
	}
	if l.End == Lost || l.Provider == "" {
		l.Provider = provider
		l.State = Dialled
		l.Unwanted = true
	}
}

func (d *decider) legJoined(e LegJoined) {
	if e.Leg == CallerLeg {
		d.callerJoined(e)
		return
	}
	l := d.c.leg(e.Leg)
	if l == nil || d.c.Ring == nil {
		return
	}
	d.tellsProvider(l, e.Provider)
	if d.c.Ring.Outside.Number != "" && l.live() {
		l.reach(Answered, d.now) // webhooks come in any order
		d.acceptUnasked(l)
	}
	if d.c.Ring.Winner == l.ID && l.live() {
		at := d.moment(e.At)
		l.reach(Joined, d.now)
		l.Seen, l.Places = latest(l.Seen, at), heardIn(l.Places, Place{In: e.Conversation, At: at})
	}
}

func (d *decider) legEnded(e LegEnded) {
	if e.Leg == CallerLeg {
		if d.c.callerHere() {
			d.c.Caller.Seen = latest(d.c.Caller.Seen, d.moment(e.At))
		}
		d.callerLeft()
		return
	}
	l := d.c.leg(e.Leg)
	if l == nil || !l.live() {
		return
	}
	if l.Provider == "" {
		l.Provider = e.Provider
	}
	l.Seen = latest(l.Seen, d.moment(e.At))
	reason := e.Reason
	if reason == Completed && l.State == Answered && l.End == "" {
		reason = HungUp
	}
	l.end(reason, d.now)
	if reason == Restricted && d.c.rings(l) {
		d.ringWithLine(*l)
	}
}

// ringWithLine rings a phone again that the provider would not ring with the number the
// flow wants displayed: not every account may show a number that is not its own. Phones
// of the same wave were dialled alike, so each comes here, once.
func (d *phones) ringWithLine(l Leg) {
	times := 0
	for _, other := range d.c.Legs {
		if other.target() == l.target() && other.End == Restricted {
			times++
		}
	}
	if times == 1 && d.wantedNumber() != d.c.Called {
		d.c.Ring.ShowLine = true
		d.addLegs([]target{l.target()}, l.Round)
	}
}

func (d *phones) legNotDialled(e LegNotDialled) {
	l := d.c.leg(e.Leg)
	if l == nil || l.State != Dialling {
		return
	}
	l.Tries++
	if !e.Throttled && !l.Unwanted && d.c.rings(l) && d.showsCaller() {
		d.c.Ring.ShowLine = true
		l.State, l.Dialled = Wanted, time.Time{}
		return
	}
	switch {
	case !e.Throttled:
		l.end(Refused, d.now)
	case l.Unwanted:
		l.end(Cancelled, d.now)
	default:
		// The only way back: the provider said that it did nothing. The leg waits its turn for as
		// long as the caller does: that the provider is busy says nothing of the phone.
		l.State, l.Dialled = Wanted, time.Time{}
		l.DialAt = d.now.Add(d.c.waitTime(l))
	}
}

// waitTime is how long a leg waits before the provider is asked again. It is spread, so that many
// calls that were refused together do not come back together; by their ids, which is random enough.
func (c *Call) waitTime(l *Leg) time.Duration {
	base := min(throttleFirst<<min(l.Tries-1, 8), throttleLast)
	sum := fnv.New32a()
	fmt.Fprintf(sum, "%s %s %d", c.ID, l.ID, l.Tries)
	return base/2 + base*time.Duration(sum.Sum32()%1000)/1000
}

func (d *decider) legHungUp(e LegHungUp) {
	if e.Leg == CallerLeg {
		d.c.Caller.HangUps++
		d.c.Caller.HangUp = d.now.Add(hangUpAgain)
		if e.Gone || d.c.Caller.HangUps >= hangUpsMax {
			d.callerLeft()
		}
		return
	}
	l := d.c.leg(e.Leg)
	if l == nil {
		return
	}
	l.HangUps++
	l.HangUpAt = d.now.Add(hangUpAgain)
	if e.Gone || l.HangUps >= hangUpsMax {
		l.end(Cancelled, d.now)
	}
}

// legUntil is when a leg has to have gone further than it is now; zero when it may
// stay as long as it likes, because it talks or has not begun.
func (c *Call) legUntil(l *Leg) time.Time {
	ring := c.Ring
	if ring == nil {
		return time.Time{}
	}
	switch {
	case l.Unwanted && l.Provider != "":
		return time.Time{} // its hang-up is repeated until the provider knows it no more
	case l.State == Dialling, l.State == Dialled:
		return l.Dialled.Add(ring.ringTime() + legGrace)
	case l.State == Answered:
		return l.Answered.Add(ring.acceptTime(l))
	}
	return time.Time{}
}

// settleLegs gives up the legs whose time is over. One the provider knows is hung
// up as well; one whose dial is unknown is over for us, and hung up should it ever
// show itself.
func (d *phones) settleLegs() {
	for i := range d.c.Legs {
		l := &d.c.Legs[i]
		until := d.c.legUntil(l)
		if !l.live() || until.IsZero() || until.After(d.now) {
			continue
		}
		if l.Provider != "" {
			l.stop(overdue(l), d.now)
			continue
		}
		l.end(Lost, d.now)
	}
}

// overdue says why a leg that the provider knows was given up.
func overdue(l *Leg) End {
	if l.State == Answered {
		return NoKey
	}
	return Lost
}
