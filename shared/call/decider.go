package call

import (
	"time"

	"ringdown/shared/dialplan"
	"ringdown/shared/ncco"
	"ringdown/shared/play"
)

// Facts are what a decision may know besides the call: the moment, and the dialplan
// that the call pinned when it arrived.
type Facts struct {
	Now      time.Time
	Dialplan dialplan.Dialplan
	// Progress is what the calls of the line are doing, by team; nil when nobody looked.
	Progress map[string]Progress
	// Arrivals are the calls of the last hour, for a call that arrives at a line with limits.
	Arrivals []dialplan.Arrival
}

// Reply is what the webhook that told the event is answered with. Without a script
// nothing changes for that leg (204); a script replaces what the leg was running.
// It is never an empty script: the provider would end the call without a word.
type Reply struct{ Script ncco.Script }

// Unchanged reports whether the leg goes on with what it was running.
func (r Reply) Unchanged() bool { return r.Script == nil }

// Decision is what an event has made of a call. Its fields are in the order in which they are used.
type Decision struct {
	// Call is the call as it is now. It is saved before anything else is done with the decision,
	// over the version it was decided on: when somebody else was faster, the whole decision is
	// thrown away and made anew. What the call is owed (Orders) is performed after the save, by
	// the function that loads the call next. The envelope that asks for it goes out beside the save; package
	// engine says which ways the two can fall, and which test shows each.
	Call Call
	// Reply is given to the webhook that waits once the call is saved; where it cannot be saved, the caller
	// hears an apology instead. An order may be performed before the reply is heard, so none
	// repeats or undoes what the reply does.
	Reply Reply
	// Trail is told once the call is saved: the actions the flow came to in this decision, in
	// order, for those who watch. It is not part of the call and never stored.
	Trail []play.Visit
}

// decider is one decision under way. It works on its own copy of the call. What its parts do is told
// on their types: callerScript speaks to the caller, phones moves the responders' legs, owed keeps
// what people have to know. The decider itself takes events and runs the flow.
type decider struct {
	*present
	callerScript
	phones
	owed
	run       *play.Run
	dismissed *dismissed
}

// newDecider begins a decision about a copy of the call.
func newDecider(c Call, f Facts) *decider {
	copied := c.clone()
	now := &present{view: viewOf(&copied, f.Dialplan), now: f.Now, progress: f.Progress, arrivals: f.Arrivals}
	d := &decider{present: now, callerScript: callerScript{present: now}, phones: phones{now}, owed: owed{now}}
	d.run = play.New(d, &copied.Flow, d.line())
	return d
}
