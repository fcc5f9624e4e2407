package call

import "time"

// checks are the legs the provider has to be asked about, and when. One lost webhook would otherwise
// leave a caller with music, or a responder on an empty line, until the call's longest time.
func (c *Call) checks() []CheckLeg {
	if !c.callerHere() || !c.ringing() {
		return nil
	}
	caller := CheckLeg{Leg: CallerLeg, Provider: c.Caller.Leg}
	w := c.winner()
	if w == nil {
		// Nobody should be woken for a caller who has gone.
		caller.At = latest(latest(c.Caller.Seen, c.Caller.CheckedAt), c.Ring.Started).Add(checkWaiting)
		return []CheckLeg{caller}
	}
	if w.Unwanted {
		return nil
	}
	winner := CheckLeg{Leg: w.ID, Provider: w.Provider}
	met := c.met(w)
	caller.At = c.checkAt(met, c.Caller.Seen, c.Caller.CheckedAt, w, 0)
	winner.At = c.checkAt(met, w.Seen, w.CheckedAt, w, time.Duration(c.Ring.WhisperSeconds)*time.Second)
	if w.Provider == "" {
		return []CheckLeg{caller}
	}
	return []CheckLeg{caller, winner}
}

// checkAt is when one of the two that hold the call has to be asked about: at once where the other
// was heard to come into the room after it was last heard of; soon, and then ever more rarely, where
// the two were not heard to meet; and now and then while they talk.
func (c *Call) checkAt(met, seen, checked time.Time, w *Leg, whisper time.Duration) time.Time {
	switch {
	case !w.TalkedAt.IsZero():
		return latest(checked, w.TalkedAt).Add(checkTalking)
	case !met.IsZero() && seen.Before(met) && checked.Before(met):
		return met
	case checked.Before(w.Accepted):
		return w.Accepted.Add(checkUnmet + whisper)
	}
	return checked.Add(min(max(checked.Sub(w.Accepted), checkUnmet), checkTalking))
}

// legChecked takes the provider's word.
func (d *decider) legChecked(e LegChecked) {
	at := d.moment(e.At)
	if e.Leg == CallerLeg {
		k := &d.c.Caller
		if !d.c.callerHere() {
			return
		}
		k.CheckedAt = at
		switch {
		case e.Gone:
			d.callerLeft()
		case !e.Unknown:
			k.Seen, k.Places = latest(k.Seen, at), heardIn(k.Places, Place{In: e.Conversation, At: at, Asked: true})
		}
		return
	}
	l := d.c.leg(e.Leg)
	if l == nil || !l.live() {
		return
	}
	l.CheckedAt = at
	switch {
	case e.Gone:
		l.end(Completed, d.now)
	case !e.Unknown:
		l.Seen, l.Places = latest(l.Seen, at), heardIn(l.Places, Place{In: e.Conversation, At: at, Asked: true})
	}
}
