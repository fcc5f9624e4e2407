package play

import "ringdown/shared/flow"

// messageParticipant says a text or plays audio, and the flow goes on at once: what
// is said is collected until an action waits. NCCO: talk or stream.
var messageParticipant = action{
	begin: func(r *Run, a flow.Action) outcome {
		if !r.host.Listening() {
			return done(flow.Succeed())
		}
		if !r.prompt(a.Parameters) {
			return failed(flow.NoMatchingError)
		}
		return done(flow.Succeed())
	},
}
