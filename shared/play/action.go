package play

import "ringdown/shared/flow"

// action is how one type of the language runs. begin is called when the flow comes
// to it; the others answer what happens while it waits, and may be nil.
type action struct {
	begin   func(r *Run, a flow.Action) outcome
	pressed func(r *Run, a flow.Action, digits string) // the caller's keys
	spoken  func(r *Run, a flow.Action)                // its script came to the notify
	overdue func(r *Run, a flow.Action)                // its webhook never came
	left    func(r *Run, a flow.Action)                // the caller hung up; without it the flow ends
	// nobody accepted the ring it began; without it the flow goes on with the error
	unanswered func(r *Run, a flow.Action, kind string)
	departs    bool // a caller who waits in a queue leaves it here
}

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
