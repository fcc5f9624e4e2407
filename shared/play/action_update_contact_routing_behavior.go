package play

import "ringdown/shared/flow"

// updateContactRoutingBehavior, and the two spellings of routing criteria, are passed
// over: there is no queue whose order they could change, and a team's schedule says who
// is rung.
var updateContactRoutingBehavior = action{
	begin: func(r *Run, a flow.Action) outcome { return done(flow.Succeed()) },
}
