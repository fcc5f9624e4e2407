package call

import (
	"time"

	"ringdown/shared/dialplan"
	"ringdown/shared/ncco"
	"ringdown/shared/speech"
)

// awaitsDismissal reports whether somebody may be listening on a leg that has to end, and has
// not been told why: it was picked up, its key was just pressed, or it waits in the room for a
// caller who never came.
func (l *Leg) awaitsDismissal() bool {
	picked := l.State == Answered || l.State == Accepted || l.State == Joined && l.TalkedAt.IsZero()
	return picked && !l.Dismissed && l.HangUpAt.IsZero()
}

// DismissalOf is what such a leg hears: why it was woken for nothing.
func DismissalOf(c Call, leg string, plan dialplan.Dialplan) ncco.Script {
	v := viewOf(&c, plan)
	return v.sentence(c.lastWords(c.leg(leg)).of(v.words))
}

// anyoneBut reports whether the ring goes on with somebody else.
func (c *Call) anyoneBut(l *Leg) bool {
	for i := range c.Legs {
		other := &c.Legs[i]
		if c.ofRing(other) && other.live() && !other.Unwanted && (other.User != l.User || other.Outside.Number != "") {
			return true
		}
	}
	return false
}

// dismissed is a leg that gets its last words as the reply to a webhook.
type dismissed struct {
	leg   string
	epoch int // of the webhook
}

// dismiss ends a leg with its last words. Which they are is known when the decision has come to
// rest: whether there is somebody next, say.
func (d *decider) dismiss(l *Leg, reason End, epoch int) ncco.Script {
	if l.End == "" {
		l.End = reason
	}
	l.Unwanted = true
	// The longest they may be: what comes to rest meanwhile rings this phone no earlier.
	l.HangUpAt = d.now.Add(speech.TextDuration(d.words.NotAccepted) + lateKeySeconds*time.Second + closingGrace)
	d.dismissed = &dismissed{leg: l.ID, epoch: epoch}
	return nil
}

// settleDismissed says the last words. A key that was a moment too late still counts where nobody
// has the call: it cuts them short, or comes right after them.
func (d *decider) settleDismissed() {
	if d.dismissed == nil {
		return
	}
	l := d.c.leg(d.dismissed.leg)
	said := d.c.lastWords(l)
	l.HangUpAt = d.now.Add(speech.TextDuration(said.of(d.words)) + closingGrace)
	l.LastReply = &LastReply{Epoch: d.dismissed.epoch, LastWords: said}
	if l.End == NoKey && d.c.rings(l) {
		l.LastReply.LateKey = true
		l.HangUpAt = l.HangUpAt.Add(lateKeySeconds * time.Second)
	}
	d.reply = Reply{Script: d.lastScript(l)}
}

// inLastWords returns until when somebody may still press the key in the last words of a leg; zero
// when nobody can.
func (l *Leg) inLastWords() time.Time {
	if l.State != Answered || !l.Unwanted || l.End != NoKey || l.Dismissed || l.HangUpAt.IsZero() {
		return time.Time{}
	}
	return l.HangUpAt.Add(lateKeyGrace - closingGrace)
}

// awaitsLateKey reports whether somebody of the ring hears the last words right now.
func (d *present) awaitsLateKey() bool {
	for i := range d.c.Legs {
		if l := &d.c.Legs[i]; d.c.ofRing(l) && l.inLastWords().After(d.now) {
			return true
		}
	}
	return false
}

// legDismissed gives the leg the time of its last words, and then it is hung up.
func (d *phones) legDismissed(e LegDismissed) {
	l := d.c.leg(e.Leg)
	if l == nil || !l.live() {
		return
	}
	l.Dismissed = true
	l.HangUpAt = d.now
	if !e.Failed {
		l.HangUpAt = d.now.Add(speech.TextDuration(d.c.lastWords(l).of(d.words)) + dismissalGrace)
	}
}
