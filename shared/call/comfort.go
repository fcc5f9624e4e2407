package call

import (
	"time"

	"ringdown/shared/dialplan"
	"ringdown/shared/ncco"
	"ringdown/shared/speech/words"
)

// Sentence names what is said to a caller in the room.
type Sentence string

// The sentences: somebody is still being called, and somebody comes.
const (
	Comfort    Sentence = "comfort"
	Connection Sentence = "connection"
)

// comfortDue says when a caller who waits with the music should hear that somebody is still being
// called. It comes once the caller is in the room: before, the script speaks.
func (c *Call) comfortDue() (time.Time, bool) {
	r, k := c.Ring, &c.Caller
	if r == nil || r.Closed || r.Winner != "" || r.Result != "" || r.ComfortSeconds == 0 || k.Transfer != nil || k.Joined.IsZero() || c.Flow.InWaitingFlow() {
		return time.Time{}, false
	}
	return latest(k.Joined, k.Comforted).Add(time.Duration(r.ComfortSeconds) * time.Second), true
}

// SentenceOf puts a sentence into words: how to leave is said where a key does it.
func SentenceOf(c Call, s Sentence, plan dialplan.Dialplan) ncco.Talk {
	v := viewOf(&c, plan)
	text := v.words.Connecting
	if s == Comfort {
		text = v.words.StillTrying
		if c.Ring != nil && c.Ring.LeaveDigit != "" {
			text += " " + words.Fill(v.words.LeaveHint, "key", v.words.Key(c.Ring.LeaveDigit))
		}
	}
	return ncco.Talk{Text: text, Language: v.words.Language, Style: plan.Style}
}

// callerSpokenTo takes the report of such an order.
func (d *decider) callerSpokenTo(e CallerSpokenTo) {
	if e.Sentence == Connection {
		d.c.Caller.Connecting = false
		return
	}
	d.c.Caller.Comforted = d.now
}
