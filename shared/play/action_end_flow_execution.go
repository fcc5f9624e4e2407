package play

import "ringdown/shared/flow"

// endFlowExecution ends the flow, and with it the call; but the waiting flow of a queue
// ends without its caller, who stays in the queue with the music (waitsOn). NCCO: none.
var endFlowExecution = action{
	begin: func(r *Run, a flow.Action) outcome { return over },
}
