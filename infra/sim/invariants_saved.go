package sim

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"ringdown/shared/alert"
	"ringdown/shared/call"
	"ringdown/shared/port"
)

// saved holds every version of a call against the one before it.
func (v *watch) saved(c call.Call) {
	was, known := v.last[c.ID]
	v.last[c.ID] = c
	if c.Version != was.Version+1 {
		v.fail("versions grow by one", "call %s from %d to %d", c.ID, was.Version, c.Version)
	}
	if len(c.Legs) <= 3 && v.speed == Handlers {
		body, err := json.Marshal(c)
		if err != nil {
			v.fail("a call can be stored", "call %s: %v", c.ID, err)
		}
		v.report.LargestItem = max(v.report.LargestItem, len(body))
		if len(body) > itemBytesMax {
			v.fail("a call of three legs takes at most 4 KB", "call %s takes %d bytes: %s", c.ID, len(body), body)
		}
	}
	if was.Voicemail().Empty() && !c.Voicemail().Empty() && slices.ContainsFunc(c.Alerts, toldAsMissed) {
		v.late[c.ID] = true
	}
	v.grown(was, c, known)
	v.ringBegun(was, c)
	v.everybodyRung(was, c)
}

// grown: what is final stays, and no leg goes back, but from a dial that was not done.
func (v *watch) grown(was, c call.Call, known bool) {
	if !known {
		return
	}
	if !was.EndedAt.IsZero() && (!c.EndedAt.Equal(was.EndedAt)) {
		v.fail("a call ends once", "call %s ended at %s and again at %s", c.ID, was.EndedAt, c.EndedAt)
	}
	if !was.EndedAt.IsZero() && c.Outcome != was.Outcome && !heardLater(was, c) {
		v.fail("an outcome is final", "call %s was %s and is %s", c.ID, was.Outcome, c.Outcome)
	}
	if !was.Caller.Left.IsZero() && !c.Caller.Left.Equal(was.Caller.Left) {
		v.fail("a caller leaves once", "call %s", c.ID)
	}
	for i, l := range was.Legs {
		if i >= len(c.Legs) || c.Legs[i].ID != l.ID {
			v.fail("no leg is forgotten", "leg %s of call %s", l.ID, c.ID)
			continue
		}
		now := c.Legs[i]
		notDone := l.State == call.Dialling && now.State == call.Wanted
		shownUp := l.State == call.Over && (l.End == call.Lost || l.Provider == "") && now.Provider != "" && now.State < call.Over && (now.Unwanted || won(c, now))
		again := l.End == call.PassedOver && l.Dialled.IsZero() && l.Provider == "" // it never rang, and its turn comes once more
		if now.State < l.State && !notDone && !shownUp && !again {
			v.fail("a leg never goes back", "leg %s of call %s was %s (%s) and is %s", l.ID, c.ID, l.State, l.End, now.State)
		}
		if l.State == call.Over && l.End != now.End && !again && !(shownUp && won(c, now)) {
			v.fail("an end is final", "leg %s of call %s ended %s, and then %s", l.ID, c.ID, l.End, now.End)
		}
	}
}

// won reports whether a leg has the call. Of a leg that is given up as lost no webhook ever came; one that
// shows itself after all is hung up, unless its first sign is the key, pressed while nobody has the
// call: to refuse somebody who stands there would be wrong, and it is the same leg.
func won(c call.Call, l call.Leg) bool { return c.Ring != nil && c.Ring.Winner == l.ID }

// toldAsMissed reports whether an alert has told that a call was missed.
func toldAsMissed(a call.OwedAlert) bool { return a.Kind == alert.Missed && !a.QueuedAt.IsZero() }

// heardLater reports whether an outcome changed for what became known of the message alone: one came
// after the call had ended, or nobody speaks in the one that counted until it was listened to. Then the
// call is what it had been without the message: missed, or closed where its flow had ended as written
// and the provider's fallback took the message without being asked.
func heardLater(was, c call.Call) bool {
	came := was.Voicemail().Empty() && !c.Voicemail().Empty()
	silent := !was.Voicemail().Empty() && c.Voicemail().Empty() && slices.ContainsFunc(c.Messages, func(m call.Recording) bool {
		return m.ID == was.Voicemail().ID && m.Silent // another one may stand last, too short to hold anything
	})
	switch {
	case c.Outcome == call.VoicemailLeft:
		return came && was.Outcome != call.Talked
	case c.Outcome == call.Missed, c.Outcome == call.Closed:
		return silent && was.Outcome == call.VoicemailLeft
	}
	return false
}

// ringBegun: who is rung is fixed when a ring begins.
func (v *watch) ringBegun(was, c call.Call) {
	if c.Ring != nil && (was.Ring == nil || !was.Ring.Started.Equal(c.Ring.Started)) {
		v.snapshotIsTrue(c)
	}
}

// What a call may cause on the queues: an envelope each for what happens to it and to a leg of it, and for
// the timers between (one a minute in a long call). Twice of it all is the queue's right, and no more:
// what breeds goes beyond any number.
const (
	envelopesMax   = 100
	envelopesOfLeg = 12
	// envelopeTries is how often one comes where what it asks for fails: once, and five times more, which
	// the engine counts in the envelope.
	envelopeTries = 6
)

// envelopesMost bounds the envelopes of a call. Those of a decision that could not be saved were sent
// beside the save: they wait for it, as often as others are tried again, and the record never had the
// legs whose dials they ask for.
func (v *watch) envelopesMost(c call.Call) int {
	most := envelopesMax + envelopesOfLeg*len(c.Legs) + int(c.EndedAt.Sub(c.Arrived).Minutes())
	if v.excused(StoreAway, StoreFails, StoreUnsure, DialplansAway, RESTFails, LostRESTReply) {
		most *= envelopeTries
	}
	return most
}

// counted counts the envelopes of each call.
func (v *watch) counted(lose func(port.Envelope) bool) func(port.Envelope) bool {
	return func(e port.Envelope) bool {
		id := e.Call
		if id == "" {
			id, _, _ = strings.Cut(e.Alert, "-")
		}
		v.queued[id]++
		return lose(e)
	}
}

// settled holds a call that is over to what its record must say.
func (v *watch) settled(c call.Call) {
	name := fmt.Sprintf("call %s", c.ID)
	switch {
	case c.EndedAt.IsZero():
		v.fail("every call ends", "%s is still on, in %q; deadline %s", name, c.Flow.Action, c.Deadline)
	case !c.Deadline.IsZero():
		v.fail("a call that ended wants nothing", "%s wants to be looked at at %s: %+v", name, c.Deadline, call.Orders(c))
	}
	if n, most := v.queued[c.ID], v.envelopesMost(c); n > most {
		v.fail("envelopes do not breed", "%s caused %d, with %d legs at most %d", name, n, len(c.Legs), most)
	}
	v.report.Outcomes[string(c.Outcome)]++
	for _, l := range c.Legs {
		if l.State != call.Over {
			v.fail("every leg ends", "leg %s of %s is %s", l.ID, name, l.State)
		}
		v.report.Ends[string(l.End)]++
	}
}
