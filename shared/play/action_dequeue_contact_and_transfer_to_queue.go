package play

import "ringdown/shared/flow"

// dequeueContactAndTransferToQueue moves a caller who waits in a queue to another one,
// at most queueMovesMax times: its phones ring, the others stop, and the waiting flow
// begins anew. A move that fails leaves the caller where they are. Errors:
// QueueAtCapacity, NoMatchingError. NCCO: what the waiting flow says.
var dequeueContactAndTransferToQueue = action{
	begin: func(r *Run, a flow.Action) outcome {
		if !r.at.InWaitingFlow() {
			return r.failed(flow.NoMatchingError, "the caller is in no queue")
		}
		to, err := r.queueNamed(a.Parameters)
		if err != nil {
			return r.failed(flow.NoMatchingError, "%v", err)
		}
		o, err := r.enqueue(to, r.at.Stack[min(r.at.Waits, len(r.at.Stack))-1])
		if err != nil {
			return r.failed(notQueued(err), "%v", err)
		}
		r.at.Queue = to
		return o
	},
}
