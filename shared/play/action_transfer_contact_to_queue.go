package play

import "ringdown/shared/flow"

// transferContactToQueue rings the queue that UpdateContactTargetQueue chose. Success
// leaves this flow: the caller waits in the flow of the CustomerQueue hook while phones
// ring, talks to the responder who accepts, and the call is over afterwards. Errors:
// QueueAtCapacity (nobody is on call), NoMatchingError (no queue was chosen, or the
// look-up failed). A caller whom nobody took until the patience was over is told so and
// may leave a message, unless the branch NoMatchingError offers something itself; so is one
// whose error branch would hang up without a word. NCCO: as TransferParticipantToTeam,
// or what the waiting flow says.
var transferContactToQueue = action{
	departs: true,
	begin: func(r *Run, a flow.Action) outcome {
		if r.at.Queue == (Queue{}) {
			return r.notTransferred(a, errNoQueueChosen)
		}
		o, err := r.enqueue(r.at.Queue, Frame{Flow: r.at.Flow, Action: a.Identifier, Attributes: r.at.FlowAttributes})
		if err != nil {
			return r.notTransferred(a, err)
		}
		return o
	},
	unanswered: (*Run).nobodyInQueue,
}
