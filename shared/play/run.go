package play

import (
	"fmt"
	"strings"
	"time"

	"ringdown/shared/flow"
	"ringdown/shared/speech"
)

// Run is the stretch of a flow that one event makes it go. It changes the position it was given.
type Run struct {
	*View
	hostView
	collected
	budget int // of immediate actions
	trail  []Visit
	early  bool // the keys were pressed while the question was being asked
}

// Visit is one action the flow came to.
type Visit struct {
	Flow   string // "" is the line's own
	Action string
}

// BuiltIn reports whether the action is one of a flow that took over from the line's.
func (v Visit) BuiltIn() bool { return Position{Flow: v.Flow}.InBuiltInFlow() }

// New returns a run of the flow whose position is at, on a line that speaks like that.
func New(host Host, at *Position, line Line) *Run {
	v := NewView(host, at, line)
	return &Run{View: &v, hostView: hostView{&v, host}, collected: collected{View: &v}, budget: actionsPerEventMax}
}

// Trail returns the actions the flow came to, in order. The bound on immediate actions bounds it.
func (r *Run) Trail() []Visit { return r.trail }

// Start begins the flow of the position: the line's own, unless the caller is to take another.
func (r *Run) Start() {
	r.walk(r.document().StartAction)
}

// current is the action the flow waits in; false when it is over, or not begun.
func (v View) current() (flow.Action, bool) { return v.document().Action(v.at.Action) }

// waitsIn is the action that an event is for; false when the flow waits in none.
func (v View) waitsIn() (flow.Action, action, bool) {
	a, ok := v.current()
	if !ok || v.at.Ended || v.at.Paused {
		return flow.Action{}, action{}, false
	}
	return a, actions[a.Type], true
}

// Pressed takes the caller's keys; "" is that none was pressed.
func (r *Run) Pressed(digits string) {
	if a, does, ok := r.waitsIn(); ok && does.pressed != nil {
		r.host.Reply()
		does.pressed(r, a, digits)
	}
}

// PressedEarly takes keys that were pressed before the question was over: those of a number need
// not be all.
func (r *Run) PressedEarly(digits string) {
	r.early = true
	r.Pressed(digits)
}

// Answered says that the caller has answered whatever was asked, so that surplus keys are known.
func (r *Run) Answered() { r.at.Answered = r.host.Now() }

// AskAgain puts the question under way once more, to a caller whose surplus key cut it short; it
// does nothing where none is.
func (r *Run) AskAgain() {
	if a, does, ok := r.waitsIn(); ok && does.pressed != nil {
		r.host.Reply()
		r.walk(a.Identifier)
	}
}

// Spoken goes on after the last words of a script that asked to be told.
func (r *Run) Spoken() {
	if r.at.Paused && !r.at.Ended {
		r.host.Reply()
		r.resume()
		return
	}
	if a, does, ok := r.waitsIn(); ok && does.spoken != nil {
		r.host.Reply()
		does.spoken(r, a)
	}
}

// Overdue goes on with a flow whose webhook never came.
func (r *Run) Overdue() {
	if r.at.Paused {
		r.resume()
		return
	}
	if a, does, ok := r.waitsIn(); ok && does.overdue != nil {
		does.overdue(r, a)
		return
	}
	r.fail("timed out waiting for the action's webhook")
}

// Left tells the flow that its caller hung up. A flow that has nothing to do without one ends.
func (r *Run) Left() {
	r.at.Until = time.Time{}
	if a, does, ok := r.waitsIn(); ok && does.left != nil {
		does.left(r, a)
		return
	}
	r.at.Ended = true
}

// Proceed leaves the waiting action with a result and walks on to the next one.
func (r *Run) Proceed(result flow.Result) {
	a, ok := r.current()
	if !ok {
		r.fail("the flow has no such action")
		return
	}
	next, ok := r.choose(a, result)
	if !ok {
		r.fail("the flow has no branch for the result %+v", result)
		return
	}
	r.walk(next)
}

// choose names the action that follows. An operand may be a reference, and is read now.
func (v View) choose(a flow.Action, result flow.Result) (string, bool) {
	if _, compares := result.Value(); compares {
		a = a.Resolve(v.attribute)
	}
	return flow.Choose(a, result)
}

// walk steps through immediate actions until one waits or the flow ends, and then
// gives the caller what was said on the way.
func (r *Run) walk(id string) {
	r.host.NewScript()
	for {
		if len(r.said) >= promptsMax {
			r.pause(id)
			return
		}
		a, ok := r.document().Action(id)
		r.at.Action, r.at.Until = id, time.Time{}
		if !ok {
			r.fail("the flow has no such action")
			return
		}
		if r.budget--; r.budget < 0 {
			r.fail("more than %d actions without waiting", actionsPerEventMax)
			return
		}
		does, ok := actions[a.Type]
		if !ok {
			r.fail("type %s cannot be run", a.Type)
			return
		}
		if r.onlyEndsWaitingFlow(a) {
			if id, ok = r.at.interrupted(); ok {
				continue
			}
			r.hold()
			return
		}
		if does.departs {
			r.leaveQueue()
		}
		r.trail = append(r.trail, Visit{Flow: r.at.Flow, Action: id})
		o := does.begin(r, a)
		switch {
		case r.at.Ended || o.ends:
			r.finish()
			return
		case o.waits:
			if r.at.awaited() == nil {
				r.at.QuietSince = time.Time{}
			}
			return
		case o.next != "":
			id = o.next
			continue
		}
		if id, ok = r.choose(a, o.result); !ok {
			r.fail("the flow has no branch for the result %+v", o.result)
			return
		}
	}
}

// take returns what was said, which the host is about to be given.
func (c *collected) take() []speech.Prompt {
	said := c.said
	c.said = nil
	return said
}

// notify has the host tell when all that was said is over.
func (r *Run) notify(after string) {
	r.at.Until = r.host.Now().Add(speech.Duration(r.said) + inputGrace)
	r.host.Notify(r.take(), after)
}

// pause says what has been collected before the next action begins: a script has an
// end, and a flow that repeats a prompt a hundred times need not.
func (r *Run) pause(id string) {
	r.at.Action, r.at.Paused = id, true
	r.notify("prompts")
}

// resume goes on with the action that waited for the prompts before it.
func (r *Run) resume() {
	r.at.Paused = false
	r.walk(r.at.Action)
}

// Stop says a last sentence and ends the flow, whatever it was doing.
func (r *Run) Stop(sentence string) {
	r.say(sentence)
	r.finish()
}

// Finish ends the flow: the caller hears what is left to say, and the call ends with it.
func (r *Run) Finish() {
	r.host.NewScript()
	r.finish()
}

func (r *Run) finish() {
	if r.at.Ended {
		return
	}
	r.at.Ended = true
	r.at.Until = time.Time{}
	r.host.End(r.take())
}

// fail hands the call to the safe flow: the caller hears an apology and may leave a
// message. A failure inside the safe flow ends the call with words. One in the waiting flow of a
// queue costs the caller nothing but its words.
func (r *Run) fail(format string, args ...any) {
	if r.at.InWaitingFlow() {
		r.reason(format, args...)
		r.hold()
		return
	}
	r.host.Failed(fmt.Sprintf("action %q: ", r.at.Action) + fmt.Sprintf(format, args...))
	if r.at.InSafeFlow() {
		r.Stop(r.words.ApologyGoodbye)
		return
	}
	r.at.enter(safeFlowName)
	r.budget = actionsPerEventMax
	r.walk(safeFlow.StartAction)
}

// reason notes why the present action failed. Reasons end up in logs: no phone numbers.
func (r *Run) reason(format string, args ...any) {
	const bytesMax = 200 // of a state that is saved on every step
	text := fmt.Sprintf("action %q: ", r.at.Action) + fmt.Sprintf(format, args...)
	r.at.Reason = strings.ToValidUTF8(text[:min(len(text), bytesMax)], "")
}

// failed is an action that failed for a reason worth keeping with the call: the flow
// goes on as it is written, and people who wonder why read it in the record.
func (r *Run) failed(kind, format string, args ...any) outcome {
	r.reason(format, args...)
	return failed(kind)
}
