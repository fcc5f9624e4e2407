package call

import (
	"fmt"
	"maps"
	"slices"
	"time"

	"ringdown/shared/dialplan"
	"ringdown/shared/flow"
	"ringdown/shared/ncco"
	"ringdown/shared/speech/words"
)

// Facts are what a decision may know besides the call: the moment, and the dialplan
// that the call pinned when it arrived.
type Facts struct {
	Now      time.Time
	Dialplan dialplan.Dialplan
	// Progress is what the calls of the line are doing, by team; nil when nobody looked.
	Progress map[string]Progress
}

// Reply is what the webhook that told the event is answered with. Without a script
// nothing changes for that leg (204); a script replaces what the leg was running.
// It is never an empty script: the provider would end the call without a word.
type Reply struct{ Script ncco.Script }

// Unchanged reports whether the leg goes on with what it was running.
func (r Reply) Unchanged() bool { return r.Script == nil }

// Decision is the call as it is now, and the reply to whoever is waiting.
type Decision struct {
	Call  Call
	Reply Reply
	// Trail is the actions the flow came to in this decision, in order: for whoever
	// watches. It is not part of the call and never stored; the engine's own bound on
	// actions without waiting bounds it.
	Trail []Step
}

// Step is one action the flow came to.
type Step struct {
	Flow   string // "" is the line's own
	Action string
}

// Safe reports whether the step is one of the safe flow, which took over from the line's.
func (s Step) Safe() bool { return s.Flow == safeFlowName }

// turn is one decision under way. It works on its own copy of the call.
type turn struct {
	c        *Call
	now      time.Time
	plan     dialplan.Dialplan
	say      words.Words
	progress map[string]Progress

	steers bool        // the caller's webhook waits, and its reply may be a script
	reply  Reply       // so far
	script ncco.Script // what the flow has said to the caller in this decision
	moved  bool        // the flow has gone on in this decision
	trail  []Step      // the actions it came to
	// breaksOff says that the caller is taken out of a script that ends in a webhook.
	breaksOff bool
	budget    int
}

// Decide says what a call does next. The same inputs always give the same outputs.
// An event that is late, repeated or about nothing we know changes nothing.
func Decide(c Call, e Event, f Facts) Decision {
	copied := c.clone()
	t := &turn{c: &copied, now: f.Now, plan: f.Dialplan, progress: f.Progress, say: words.In(f.Dialplan.Language), budget: actionsPerEventMax}
	t.apply(e)
	t.settle()
	t.c.plan(t.now)
	return Decision{Call: *t.c, Reply: t.reply, Trail: t.trail}
}

func (t *turn) apply(e Event) {
	switch e := e.(type) {
	case CallArrived:
		t.arrived(e)
	case CallUnseen:
		t.unseen(e)
	case DigitsPressed:
		if e.Leg == CallerLeg {
			t.callerPressed(e)
		} else {
			t.responderPressed(e)
		}
	case PromptsEnded:
		t.promptsEnded(e)
	case LegAnswered:
		t.legReached(e.Leg, e.Provider, Answered)
	case LegJoined:
		t.legJoined(e)
	case LegEnded:
		t.legEnded(e)
	case MessageRecorded:
		t.messageRecorded(e)
	case TalkRecorded:
		t.talkRecorded(e)
	case MessageKept:
		t.audioKept(e)
	case TimerFired:
		// Time itself is looked at by settle.
	case AlertQueued, AlertTold:
		t.alertMoved(e)
	default:
		t.performed(e)
	}
}

// performed takes the report of an order.
func (t *turn) performed(e Event) {
	switch e := e.(type) {
	case LegDialling:
		if l := t.c.leg(e.Leg); l != nil && l.State == Wanted {
			l.State = Dialling
			l.Dialled = t.now
		}
	case LegDialled:
		t.legReached(e.Leg, e.Provider, Dialled)
	case LegNotDialled:
		t.legNotDialled(e)
	case LegHungUp:
		t.legHungUp(e)
	case LegTold:
		t.legTold(e)
	case LegChecked:
		t.legChecked(e)
	case CallerMoved:
		if e.Prompt == t.c.Caller.Prompt {
			t.c.Caller.Move = nil
		}
	case CallerNotMoved:
		t.callerNotMoved(e)
	case FunctionAsked:
		t.functionAsked(e)
	case FunctionAnswered:
		t.functionAnswered(e)
	case KeysListened:
		t.c.Caller.Listened = true
	}
}

// settle brings the call to rest: everything that time or the state of the legs
// decides, whatever the event was. What an event itself decides comes before it,
// so a key pressed in the last second wins over the timer of that second.
func (t *turn) settle() {
	t.settleLegs()
	t.settleRing()
	t.settleWaiting()
	t.settleEnd()
}

// timers are the moments at which settle would decide something new.
func (c *Call) timers() []time.Time {
	var out []time.Time
	for i := range c.Legs {
		if l := &c.Legs[i]; l.live() {
			out = append(out, c.legUntil(l))
		}
	}
	if !c.EndedAt.IsZero() {
		return out
	}
	if c.Ring != nil && !c.Ring.Closed && c.Ring.Winner == "" {
		out = append(out, c.Ring.Until)
		if c.Ring.Result != "" {
			out = append(out, c.Caller.RoomAt) // it waits for the greeting to end
		}
	}
	out = append(out, c.Flow.Until, c.AwaitRecording)
	return out
}

// longest is when a call is ended whatever it is doing.
func (c *Call) longest() time.Time {
	if c.talking() {
		return c.Arrived.Add(callLongest)
	}
	return c.Arrived.Add(waitLongest)
}

func (c Call) clone() Call {
	c.Legs = slices.Clone(c.Legs)
	c.Alerts = slices.Clone(c.Alerts)
	c.Talks = slices.Clone(c.Talks)
	c.Flow.Metrics = copied(c.Flow.Metrics)
	c.Invocations = slices.Clone(c.Invocations) // the maps in them are never changed
	c.Flow.Loops = maps.Clone(c.Flow.Loops)
	c.Flow.Attributes = maps.Clone(c.Flow.Attributes)
	c.Flow.FlowAttributes = maps.Clone(c.Flow.FlowAttributes)
	c.Flow.Stack = slices.Clone(c.Flow.Stack) // a frame is never changed
	c.Flow.Keys = copied(c.Flow.Keys)
	c.Flow.Contact = c.Flow.Contact.clone()
	c.Ring = copied(c.Ring)
	c.Voicemail = copied(c.Voicemail)
	c.Caller.Move = copied(c.Caller.Move)
	return c
}

func copied[T any](p *T) *T {
	if p == nil {
		return nil
	}
	v := *p
	return &v
}

// fail hands the call to the safe flow: the caller hears an apology and may leave a
// message. A failure inside the safe flow ends the call with words.
func (t *turn) fail(format string, args ...any) {
	if t.away() {
		t.because(format, args...)
		t.hold()
		return
	}
	if t.c.Failure == "" {
		t.c.Failure = fmt.Sprintf("action %q: ", t.c.Flow.Action) + fmt.Sprintf(format, args...)
	}
	if t.c.Flow.Flow == safeFlowName {
		t.talk(t.say.ApologyGoodbye)
		t.finishFlow()
		return
	}
	t.c.Flow.Flow, t.c.Flow.Stack, t.c.Flow.Paused = safeFlowName, nil, false
	t.budget = actionsPerEventMax
	t.walk(safeFlow.StartAction)
}

// flow gives the document the call is in.
func (t *turn) flow() flow.Flow { return t.document(t.c.Flow.Flow) }

// document gives a flow of the line by name; "" is the line's own.
func (t *turn) document(name string) flow.Flow {
	switch name {
	case "":
		return t.plan.Flow
	case safeFlowName:
		return safeFlow
	default:
		return t.plan.Flows[name]
	}
}
