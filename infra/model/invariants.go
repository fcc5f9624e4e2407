package model

import (
	"fmt"

	"ringdown/shared/call"
)

// forbidden says what is wrong with a request at this moment; "" is nothing.
func (x *explorer) forbidden(w *world, r request) string {
	if r.kind != "dial" {
		return ""
	}
	for _, l := range w.legs[1:] {
		if l.ours == r.dial.Status.Leg {
			return "a leg is dialled at most once: leg " + l.ours + " is dialled again"
		}
	}
	if w.stored == nil {
		return "no dial without a call"
	}
	for _, l := range w.stored.call.Legs {
		if l.ID == r.dial.Status.Leg && l.State >= call.Dialling {
			return ""
		}
	}
	return "every dial is on record before it is made: leg " + r.dial.Status.Leg + " is not"
}

// everywhere says what is wrong with a state, wherever it stands.
func (w *world) everywhere() string {
	responders := 0
	for _, l := range w.legs[1:] {
		if l.doing != inRoom {
			continue
		}
		if responders++; !l.pressed {
			return "nobody is in the room without the key: leg " + l.ours
		}
	}
	if responders > 1 {
		return "at most one responder is in the room"
	}
	if most := 1 + len(w.said); len(w.sent) > most {
		return fmt.Sprintf("people are told once, and once more of each message: %d alerts", len(w.sent))
	}
	return ""
}

// atRest says what is wrong with a state from which nothing leads on.
func (w *world) atRest() string {
	for _, l := range w.legs {
		if l.doing != over {
			return fmt.Sprintf("every leg ends: %s does not (%d)", l.ours, l.doing)
		}
	}
	if w.stored == nil {
		return "every call is on record"
	}
	c := w.stored.call
	if c.EndedAt.IsZero() {
		return fmt.Sprintf("every call ends: it is in %q", c.Flow.Action)
	}
	if owed := call.Orders(c); len(owed) > 0 || !c.Deadline.IsZero() {
		return fmt.Sprintf("no order is owed at rest: %+v", owed)
	}
	for _, l := range c.Legs {
		if l.State != call.Over {
			return "every leg is over on record: leg " + l.ID + " is " + l.State.String()
		}
	}
	for _, s := range w.said {
		kept := false
		for _, m := range c.Messages {
			kept = kept || m.ID == s.recording && m.Key != ""
		}
		if !kept {
			return "every message is kept: " + s.recording + " is not"
		}
	}
	switch {
	case c.Outcome == call.Talked && !w.met:
		return "who talked was together with somebody"
	case c.Outcome == call.VoicemailLeft && len(w.said) == 0:
		return "who left a message spoke"
	case c.Outcome == call.Missed && len(w.sent) == 0 && len(c.Alerts) == 0:
		return "a missed call is told"
	case c.Outcome == call.VoicemailLeft && len(w.sent) == 0:
		return "a message is told"
	}
	return ""
}
