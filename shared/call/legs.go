package call

import (
	"time"
)

// legReached takes a webhook about a responder's leg, or the provider's answer to
// the dial. Whichever is first tells the provider's id, so a dial whose answer was
// lost is no longer unknown.
func (t *turn) legReached(id, provider string, s LegState) {
	if id == CallerLeg {
		return
	}
	l := t.c.leg(id)
	if l == nil || !l.live() {
		t.lateLeg(l, provider)
		return
	}
	if l.Provider == "" {
		l.Provider = provider
	}
	l.reach(s, t.now)
	t.acceptUnasked(l)
}

// lateLeg hangs up a phone that shows itself after we gave it up.
func (t *turn) lateLeg(l *Leg, provider string) {
	if l == nil || provider == "" || (l.Provider != "" && l.End != Lost && l.End != Cancelled) {
		return
	}
	if l.End == Lost || l.Provider == "" {
		l.Provider = provider
		l.State = Dialled
		l.Unwanted = true
	}
}

func (t *turn) legJoined(e LegJoined) {
	if e.Leg == CallerLeg {
		t.callerJoined()
		return
	}
	l := t.c.leg(e.Leg)
	if l == nil || t.c.Ring == nil {
		return
	}
	if t.c.Ring.Outside.Number != "" && l.live() {
		l.reach(Answered, t.now) // webhooks come in any order
		t.acceptUnasked(l)
	}
	if t.c.Ring.Winner == l.ID {
		l.reach(Joined, t.now)
	}
}

func (t *turn) legEnded(e LegEnded) {
	if e.Leg == CallerLeg {
		t.callerLeft()
		return
	}
	l := t.c.leg(e.Leg)
	if l == nil || !l.live() {
		return
	}
	if l.Provider == "" {
		l.Provider = e.Provider
	}
	reason := e.Reason
	if reason == Completed && l.State == Answered && l.End == "" {
		reason = HungUp
	}
	l.end(reason, t.now)
	if reason == Restricted && t.c.rings(l) {
		t.ringWithLine(*l)
	}
}

// ringWithLine rings a phone again that the provider would not ring with the number the
// flow wants displayed: not every account may show a number that is not its own. Phones
// of the same wave were dialled alike, so each comes here, once.
func (t *turn) ringWithLine(l Leg) {
	times := 0
	for _, other := range t.c.Legs {
		if other.target() == l.target() && other.End == Restricted {
			times++
		}
	}
	if times == 1 && t.c.wantedNumber(t.plan) != t.c.Called {
		t.c.Ring.ShowLine = true
		t.want([]target{l.target()}, l.Round)
	}
}

func (t *turn) legNotDialled(e LegNotDialled) {
	l := t.c.leg(e.Leg)
	if l == nil || l.State != Dialling {
		return
	}
	l.Tries++
	if !e.Throttled && !l.Unwanted && t.c.rings(l) && t.c.showsCaller(t.plan) {
		t.c.Ring.ShowLine = true
		l.State, l.Dialled = Wanted, time.Time{}
		return
	}
	if !e.Throttled || l.Tries >= throttleTriesMax {
		l.end(Refused, t.now)
		return
	}
	if l.Unwanted {
		l.end(Cancelled, t.now)
		return
	}
	// The only way back: the provider said that it did nothing.
	l.State = Wanted
	l.Dialled = time.Time{}
	l.DialAt = t.now.Add(time.Duration(l.Tries) * time.Second)
}

func (t *turn) legHungUp(e LegHungUp) {
	if e.Leg == CallerLeg {
		t.c.Caller.HangUps++
		t.c.Caller.HangUp = t.now.Add(hangUpAgain)
		if e.Gone || t.c.Caller.HangUps >= hangUpsMax {
			t.callerLeft()
		}
		return
	}
	l := t.c.leg(e.Leg)
	if l == nil {
		return
	}
	l.HangUps++
	l.HangUpAt = t.now.Add(hangUpAgain)
	if e.Gone || l.HangUps >= hangUpsMax {
		l.end(Cancelled, t.now)
	}
}

// cancelLegs asks for the end of every leg but those that are over.
func (t *turn) cancelLegs(reason End) {
	for i := range t.c.Legs {
		t.c.Legs[i].unwant(reason, t.now)
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
func (t *turn) settleLegs() {
	for i := range t.c.Legs {
		l := &t.c.Legs[i]
		until := t.c.legUntil(l)
		if !l.live() || until.IsZero() || until.After(t.now) {
			continue
		}
		if l.Provider != "" {
			l.unwant(overdue(l), t.now)
			continue
		}
		l.end(Lost, t.now)
	}
}

// overdue says why a leg that the provider knows was given up.
func overdue(l *Leg) End {
	if l.State == Answered {
		return NoKey
	}
	return Lost
}
