package call

import (
	"time"

	"ringdown/shared/dialplan"
	"ringdown/shared/ncco"
	"ringdown/shared/speech"
	"ringdown/shared/speech/words"
)

// listens reports whether somebody may be listening on a leg that has to end, and has
// not been told why: it was picked up, or its key was just pressed.
func (l *Leg) awaitsDismissal() bool {
	return (l.State == Answered || l.State == Accepted) && !l.Dismissed && l.HangUpAt.IsZero()
}

// DismissalOf is what such a leg hears: why it was woken for nothing.
func DismissalOf(c Call, plan dialplan.Dialplan) ncco.Script {
	v := viewOf(&c, plan)
	return v.sentence(c.dismissal(v.words))
}

func (c *Call) dismissal(say words.Words) string {
	switch {
	case !c.callerHere():
		return say.CallerLeft
	case c.talking():
		return say.Taken
	}
	return say.NotAccepted
}

// legTold gives the leg the time of its last words, and then it is hung up.
func (d *decider) legDismissed(e LegDismissed) {
	l := d.c.leg(e.Leg)
	if l == nil || !l.live() {
		return
	}
	l.Dismissed = true
	l.HangUpAt = d.now
	if !e.Failed {
		l.HangUpAt = d.now.Add(speech.TextDuration(d.c.dismissal(d.words)) + dismissalGrace)
	}
}

// lastWordsGrace is added to the last words before the leg is hung up by us; its script
// is over by then, and the provider ends it by itself.
const dismissalGrace = 5 * time.Second
