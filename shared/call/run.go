package call

import (
	"time"

	"ringdown/shared/flow"
	"ringdown/shared/ncco"
	"ringdown/shared/speech"
)

// outcome is what an action did when the flow came to it.
type outcome struct {
	waits  bool // its result comes with a later event
	ends   bool // the flow is over
	result flow.Result
	next   string // the action that follows, where no branch of this one says so
}

func done(r flow.Result) outcome { return outcome{result: r} }
func failed(kind string) outcome { return outcome{result: flow.Fail(kind)} }

var (
	waiting = outcome{waits: true}
	over    = outcome{ends: true}
)

// current is the action the call waits in.
func (t *turn) current() (flow.Action, bool) { return t.flow().Action(t.c.Flow.Action) }

// proceed leaves the waiting action with a result and walks on to the next one.
func (t *turn) proceed(r flow.Result) {
	a, ok := t.current()
	if !ok {
		t.fail("the flow has no such action")
		return
	}
	next, ok := t.choose(a, r)
	if !ok {
		t.fail("the flow has no branch for the result %+v", r)
		return
	}
	t.walk(next)
}

// choose names the action that follows. An operand may be a reference, and is read now.
func (t *turn) choose(a flow.Action, r flow.Result) (string, bool) {
	if _, compares := r.Value(); compares {
		a = a.Resolve(t.attribute)
	}
	return flow.Choose(a, r)
}

// walk steps through immediate actions until one waits or the flow ends, and then
// gives the caller what was said on the way.
func (t *turn) walk(id string) {
	t.turnPage()
	for {
		if len(t.script) >= promptsMax {
			t.pause(id)
			return
		}
		a, ok := t.flow().Action(id)
		t.c.Flow.Action, t.c.Flow.Until = id, time.Time{}
		if !ok {
			t.fail("the flow has no such action")
			return
		}
		if t.budget--; t.budget < 0 {
			t.fail("more than %d actions without waiting", actionsPerEventMax)
			return
		}
		run, ok := actions[a.Type]
		if !ok {
			t.fail("type %s cannot be run", a.Type)
			return
		}
		if t.waitsOn(a) {
			t.hold()
			return
		}
		if run.departs {
			t.leaveQueue()
		}
		t.trail = append(t.trail, Step{Flow: t.c.Flow.Flow, Action: id})
		o := run.begin(t, a)
		switch {
		case t.c.Flow.Ended || o.ends:
			t.finishFlow()
			return
		case o.waits:
			if t.c.awaited() == nil {
				t.c.Flow.Quiet = time.Time{}
			}
			t.deliver()
			return
		case o.next != "":
			id = o.next
			continue
		}
		if id, ok = t.choose(a, o.result); !ok {
			t.fail("the flow has no branch for the result %+v", o.result)
			return
		}
	}
}

// turnPage begins a new script for the caller, once in a decision: answers to the one
// before are late from here on.
func (t *turn) turnPage() {
	if !t.moved {
		t.moved = true
		t.c.Caller.Prompt++
	}
}

// pause says what has been collected before the next action begins: a script has an
// end, and a flow that repeats a prompt a hundred times need not.
func (t *turn) pause(id string) {
	t.c.Flow.Action, t.c.Flow.Paused = id, true
	t.c.Flow.Until = t.now.Add(speech.Duration(t.script) + inputGrace)
	t.script = append(t.script, t.notify("prompts"))
	t.deliver()
}

// resume goes on with the action that waited for the prompts before it.
func (t *turn) resume() {
	t.c.Flow.Paused = false
	t.walk(t.c.Flow.Action)
}

// notify asks for a PromptsEnded once everything before it was spoken.
func (t *turn) notify(after string) ncco.Notify {
	return ncco.Notify{Payload: map[string]string{"after": after}, EventURL: t.c.callback("input", CallerLeg, t.c.Caller.Prompt).String()}
}

// finishFlow ends the flow: the caller hears what is left to say, and the leg ends
// with it. Should it not, it is hung up.
func (t *turn) finishFlow() {
	if t.c.Flow.Ended {
		return
	}
	t.c.Flow.Ended = true
	t.c.Flow.Until = time.Time{}
	if len(t.script) == 0 && t.steers {
		t.talk(t.say.Goodbye)
	}
	if len(t.script) == 0 {
		t.c.Caller.HangUp = t.now
	} else {
		t.c.Caller.HangUp = t.now.Add(speech.Duration(t.script) + closingGrace)
	}
	t.deliver()
}

// deliver gives the caller the script of this decision: as the reply to the webhook
// that waits for it, or else by a transfer.
func (t *turn) deliver() {
	script := t.script
	t.script = nil
	k := &t.c.Caller
	k.Move = nil
	if !t.c.callerHere() || len(script) == 0 {
		return
	}
	k.Joined, k.Listened = time.Time{}, false
	k.RoomAt = time.Time{}
	if leadsToRoom(script) {
		k.RoomAt = t.now.Add(speech.Duration(script))
	}
	if t.steers {
		t.reply = Reply{Script: script}
		k.Kept = &Kept{Prompt: k.Prompt - 1, Script: script}
		return
	}
	k.Move = &Move{Script: script, Reply: t.breaksOff}
}

func leadsToRoom(script ncco.Script) bool {
	_, ok := script[len(script)-1].(ncco.Conversation)
	return ok
}

// settleWaiting takes a waiting action on whose webhook never came.
func (t *turn) settleWaiting() {
	c := t.c
	if c.Flow.Ended || !c.callerHere() && c.Ring == nil && c.AwaitRecording.IsZero() && c.awaited() == nil {
		return
	}
	if !c.longest().After(t.now) {
		t.tooLong()
		return
	}
	if c.Flow.Until.IsZero() || c.Flow.Until.After(t.now) {
		return
	}
	t.steers = false
	if c.Flow.Paused {
		t.resume()
		return
	}
	if a, ok := t.current(); ok {
		if run := actions[a.Type]; run.overdue != nil {
			run.overdue(t, a)
			return
		}
	}
	t.fail("nothing was heard of it in time")
}

// tooLong ends a call that reached the longest time we carry one.
func (t *turn) tooLong() {
	t.c.closeRing()
	t.cancelLegs(Cancelled)
	t.moved = true
	t.c.Caller.Prompt++
	t.talk(t.say.TimeLimitHangUp)
	t.finishFlow()
}
