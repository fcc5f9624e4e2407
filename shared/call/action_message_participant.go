package call

import "ringdown/shared/flow"

// messageParticipant says a text or plays audio, and the flow goes on at once: what
// is said is collected until an action waits. NCCO: talk or stream.
var messageParticipant = action{
	begin: func(t *turn, a flow.Action) outcome {
		if !t.callerListens() {
			return done(flow.Succeed())
		}
		if !t.prompt(a.Parameters) {
			return failed(flow.NoMatchingError)
		}
		return done(flow.Succeed())
	},
}

// callerListens reports whether there is somebody to speak to. A flow whose caller
// hung up during a recording goes on without one.
func (t *turn) callerListens() bool { return t.c.callerHere() }
