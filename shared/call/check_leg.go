package call

import "time"

// checkDue gives the winner the provider has to be asked about, and when. One lost
// webhook would otherwise leave a caller with music until the call's longest time.
func (c *Call) checkDue() (*Leg, time.Time) {
	if !c.talking() || !c.callerHere() {
		return nil, time.Time{}
	}
	w := c.leg(c.Ring.Winner)
	switch {
	case w.Provider == "" || w.Unwanted:
		return nil, time.Time{}
	case w.State == Accepted:
		return w, latest(w.CheckedAt, w.Accepted).Add(checkUnjoined)
	case w.State == Joined && !c.Ring.EndOnExit: // otherwise the caller's own end tells
		return w, latest(w.CheckedAt, w.Joined).Add(checkTalking)
	}
	return nil, time.Time{}
}

// legChecked takes the provider's word. Somebody who never joined and is gone was never
// there for the caller, who is still waiting: the claim counts as lost.
func (d *decider) legChecked(e LegChecked) {
	l := d.c.leg(e.Leg)
	if l == nil || !l.live() {
		return
	}
	l.CheckedAt = d.now
	if !e.Gone {
		return
	}
	joined := l.State == Joined
	l.end(Completed, d.now)
	if !joined {
		l.Ended = l.Accepted
	}
}
