package call

import (
	"time"

	"ringdown/shared/ncco"
	"ringdown/shared/play"
)

// responderPressed takes the key of somebody who picked up.
func (d *decider) responderPressed(e DigitsPressed) {
	c := d.c
	l := c.leg(e.Leg)
	if l == nil {
		d.reply = Reply{Script: d.sentence(c.lastWords(nil).of(d.words))}
		return
	}
	d.tellsProvider(l, e.Provider)
	if l.LastReply != nil && e.Epoch <= max(l.LastReply.Epoch, l.LastReply.Until) {
		if e.Epoch == l.LastReply.Epoch {
			d.reply = Reply{Script: d.lastScript(l)}
		}
		return
	}
	l.reach(Answered, d.now)
	d.reply = Reply{Script: d.screened(l, e)}
	if d.reply.Unchanged() && l.Unwanted && l.LastReply != nil {
		kept := *l.LastReply // the last words stay the last reply
		kept.Until = e.Epoch
		l.LastReply = &kept
		return
	}
	l.LastReply = &LastReply{Epoch: e.Epoch, Script: d.reply.Script}
}

// screened decides what a picked-up phone hears next; nil lets its script go on: to the
// second prompt, or to its end. The key takes a call that nobody has, whatever the phone was told
// before.
func (d *decider) screened(l *Leg, e DigitsPressed) ncco.Script {
	c, r := d.c, d.c.Ring
	switch {
	case !c.callerHere():
		return d.dismiss(l, Cancelled, e.Epoch)
	case c.talking() && r.Winner == l.ID && l.live():
		return d.joinScript(r) // the reply to the key was lost: say it again
	case !c.rings(l), !l.live() && l.End != Lost:
		return d.dismiss(l, Taken, e.Epoch)
	case r.Keys[e.Digits] == play.Accept:
		return d.claim(l, r)
	case l.Unwanted:
		return nil
	case r.Keys[e.Digits] == play.Decline:
		d.stopOthersOf(l)
		return d.dismiss(l, Declined, e.Epoch)
	}
	return d.askAgain(l, e)
}

// stopOthersOf stops the other phones of somebody who passed: a pass stands for the person.
func (d *phones) stopOthersOf(l *Leg) {
	for i := range d.c.Legs {
		if other := &d.c.Legs[i]; other.ID != l.ID && other.User != "" && other.User == l.User {
			other.stop(Declined, d.now)
		}
	}
}

// askAgain goes on after silence or a wrong key, a bounded number of times. What follows the wait is
// heard only if the reply to it is lost.
func (d *decider) askAgain(l *Leg, e DigitsPressed) ncco.Script {
	phone, _ := l.phone(d.plan.Users)
	switch {
	case e.Epoch < promptsDialledWith(phone):
		return nil
	case e.Digits == "" || e.Epoch >= acceptPromptsMax:
		return d.dismiss(l, NoKey, e.Epoch)
	}
	return append(d.askForKey(l, e.Epoch+1), d.sentence(d.words.ApologyResponder)...)
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
	if l.State == Over { // given up, because nobody told of it
		l.State, l.Ended = Answered, time.Time{}
	}
	l.Unwanted, l.End, l.HangUpAt, l.Dismissed = false, "", time.Time{}, false
	l.reach(Accepted, d.now)
	for i := range d.c.Legs {
		if other := &d.c.Legs[i]; other.ID != l.ID {
			other.stop(Cancelled, d.now)
		}
	}
	d.moveCallerToRoom(r)
	return d.joinScript(r)
}
