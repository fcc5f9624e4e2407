package call

import "ringdown/shared/flow"

// dequeueContactAndTransferToQueue moves a caller who waits in a queue to another one,
// at most queueMovesMax times: its phones ring, the others stop, and the waiting flow
// begins anew. A move that fails leaves the caller where they are. Errors:
// QueueAtCapacity, NoMatchingError. NCCO: what the waiting flow says.
var dequeueContactAndTransferToQueue = action{
	begin: func(t *turn, a flow.Action) outcome {
		if !t.away() {
			return t.failed(flow.NoMatchingError, "the caller is in no queue")
		}
		to, err := t.queueNamed(a.Parameters)
		if err != nil {
			return t.failed(flow.NoMatchingError, "%v", err)
		}
		before, f := t.c.Ring, t.c.Flow
		moved, o := t.enqueue(to, f.Stack[min(before.Depth, len(f.Stack)-1)])
		if moved {
			t.c.Queue = to
		}
		return o
	},
}
