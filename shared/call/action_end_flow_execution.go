package call

import "ringdown/shared/flow"

// endFlowExecution ends the flow, and with it the call: nobody waits in a queue here.
// NCCO: none.
var endFlowExecution = action{
	begin: func(t *turn, a flow.Action) outcome { return over },
}
