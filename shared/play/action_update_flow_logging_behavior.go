package play

import "ringdown/shared/flow"

// updateFlowLoggingBehavior is passed over: every call keeps what its flow did, and no log holds
// more for a flow that asks for it.
var updateFlowLoggingBehavior = action{
	begin: func(r *Run, a flow.Action) outcome { return done(flow.Succeed()) },
}
