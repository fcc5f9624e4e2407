package play

import "ringdown/shared/flow"

// transferContactToQueue rings the queue that UpdateContactTargetQueue chose. Success
// leaves this flow: the caller waits in the flow of the CustomerQueue hook while phones
// ring, talks to whoever accepts, and the call is over afterwards. Errors:
// QueueAtCapacity (nobody is on call), NoMatchingError (no queue was chosen, or the
// look-up failed); and the latter as well when everybody was rung and nobody accepted,
// because a caller must not wait for nothing. NCCO: as TransferParticipantToTeam, or
// what the waiting flow says.
var transferContactToQueue = action{
	departs: true,
	begin: func(r *Run, a flow.Action) outcome {
		if r.at.Queue == (Queue{}) {
			return r.failed(flow.NoMatchingError, "no queue was chosen before")
		}
		_, o := r.enqueue(r.at.Queue, Frame{Flow: r.at.Flow, Action: a.Identifier, Attributes: r.at.FlowAttributes})
		return o
	},
}
