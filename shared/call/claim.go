package call

import (
	"ringdown/shared/ncco"
	"ringdown/shared/speech"
	"time"
)

// responderPressed takes the key of somebody who picked up.
func (d *decider) responderPressed(e DigitsPressed) {
	c := d.c
	l := c.leg(e.Leg)
	if l == nil {
		d.reply = Reply{Script: d.sentence(d.words.Taken)}
		return
	}
	if l.LastReply != nil && e.Epoch <= l.LastReply.Epoch {
		if e.Epoch == l.LastReply.Epoch {
			d.reply = Reply{Script: l.LastReply.Script}
		}
		return
	}
	l.reach(Answered, d.now)
	d.reply = Reply{Script: d.screened(l, e)}
	l.LastReply = &LastReply{Epoch: e.Epoch, Script: d.reply.Script}
}

// screened decides what a picked-up phone hears next; nil lets its script go on to
// the second prompt.
func (d *decider) screened(l *Leg, e DigitsPressed) ncco.Script {
	c, r := d.c, d.c.Ring
	last := func(text string, reason End) ncco.Script {
		if l.End == "" {
			l.End = reason
		}
		l.Unwanted = true
		l.HangUpAt = d.now.Add(speech.TextDuration(text) + closingGrace)
		return d.sentence(text)
	}
	switch {
	case r != nil && r.Winner == l.ID && l.live():
		return d.joinScript(r) // the reply to the key was lost: say it again
	case !c.callerHere():
		return last(d.words.CallerLeft, Cancelled)
	case !c.rings(l) || !l.live():
		return last(d.words.Taken, Taken)
	case l.Unwanted && e.Digits != r.AcceptDigit:
		return last(d.words.NotAccepted, NoKey)
	case e.Digits == r.AcceptDigit:
		return d.claim(l, r)
	case r.DeclineDigit != "" && e.Digits == r.DeclineDigit:
		d.stopOthersOf(l)
		return last(d.words.Declined, Declined)
	}
	return d.askAgain(l, e, last)
}

// stopOthersOf stops the other phones of somebody who passed: a pass stands for the person.
func (d *decider) stopOthersOf(l *Leg) {
	for i := range d.c.Legs {
		if other := &d.c.Legs[i]; other.ID != l.ID && other.User != "" && other.User == l.User {
			other.stop(Declined, d.now)
		}
	}
}

// askAgain goes on after silence or a wrong key, a bounded number of times.
func (d *decider) askAgain(l *Leg, e DigitsPressed, last func(string, End) ncco.Script) ncco.Script {
	phone, _ := l.phone(d.plan.Users)
	dialledWith := promptsDialledWith(phone)
	switch {
	case e.Epoch < dialledWith:
		return nil
	case e.Digits == "" || e.Epoch >= acceptPromptsMax:
		return last(d.words.NotAccepted, NoKey)
	}
	return append(d.askForKey(l, e.Epoch+1), d.sentence(d.words.NotAccepted)...)
}

// acceptUnasked takes a third party's picking up for the key that nobody asks of them.
func (d *decider) acceptUnasked(l *Leg) {
	r := d.c.Ring
	if !d.c.rings(l) || r.Outside.Number == "" || l.State != Answered || l.Unwanted || !d.c.callerHere() {
		return
	}
	d.claim(l, r)
}

// claim makes the leg the winner: the only one that may join the room. Every other
// phone stops, and a caller who still hears the greeting is brought in.
func (d *decider) claim(l *Leg, r *Ring) ncco.Script {
	r.Winner = l.ID
	r.Result = ""
	l.Unwanted, l.End, l.HangUpAt = false, "", time.Time{}
	l.reach(Accepted, d.now)
	for i := range d.c.Legs {
		if other := &d.c.Legs[i]; other.ID != l.ID {
			other.stop(Cancelled, d.now)
		}
	}
	d.moveCallerToRoom(r)
	return d.joinScript(r)
}
