package call

import "ringdown/shared/flow"

// updateContactTargetQueue chooses the queue for a later transfer: QueueId is a team, or
// AgentId a user. NoMatchingError where the line has no such team or user. NCCO: none.
var updateContactTargetQueue = action{
	begin: func(t *turn, a flow.Action) outcome {
		q, err := t.queueNamed(a.Parameters)
		if err != nil {
			return t.failed(flow.NoMatchingError, "%v", err)
		}
		t.c.Queue = q
		return done(flow.Succeed())
	},
}
