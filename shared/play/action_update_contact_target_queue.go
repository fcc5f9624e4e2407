package play

import "ringdown/shared/flow"

// updateContactTargetQueue chooses the queue for a later transfer: QueueId is a team, or
// AgentId a user. NoMatchingError where the line has no such team or user. NCCO: none.
var updateContactTargetQueue = action{
	begin: func(r *Run, a flow.Action) outcome {
		q, err := r.queueNamed(a.Parameters)
		if err != nil {
			return r.failed(flow.NoMatchingError, "%v", err)
		}
		r.at.Queue = q
		return done(flow.Succeed())
	},
}
