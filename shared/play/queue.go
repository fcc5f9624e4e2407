package play

import (
	"errors"
	"time"

	"ringdown/shared/flow"
)

// A caller in a queue is in two places. The ring is the host's; the position in the flow is the
// caller's, who is in the flow of the CustomerQueue hook meanwhile, or with the music. Frames say
// where the caller comes back to.

const (
	// queuePatienceSeconds and queueRounds are the longest a line may set for a ring: a queue has
	// no end of its own, and its caller waits as long as anybody may.
	queuePatienceSeconds, queueRounds = 600, 5
	// queueRingSeconds and queueAcceptSeconds are what a line rings with that says nothing.
	queueRingSeconds, queueAcceptSeconds = 20, 5
	// queuePauseSeconds is between two rounds: a phone that was busy is so still a moment later, and
	// its caller is not alone meanwhile.
	queuePauseSeconds = 15
)

var errNoQueue = errors.New("no team and no user of the line has this id or name")

// queueNamed finds the queue an action names.
func (r *Run) queueNamed(p flow.Parameters) (Queue, error) {
	q, ok := r.host.Queue(r.Text(p, "QueueId"), r.Text(p, "AgentId"))
	if !ok {
		return Queue{}, errNoQueue
	}
	return q, nil
}

// enqueue begins to ring a queue for the caller. The first result says whether it did,
// the other what the action came to. From is the frame to which the caller comes back.
func (r *Run) enqueue(q Queue, from Frame) (bool, outcome) {
	if !r.host.Listening() {
		return false, r.failed(flow.NoMatchingError, "there is no caller to wait")
	}
	waits := r.at.Waits
	err := r.host.Ring(Ring{
		Queue: q, Flow: from.Flow, Action: from.Action, PatienceSeconds: queuePatienceSeconds, Rounds: queueRounds, Leaves: true, EndOnExit: true,
		RingSeconds: queueRingSeconds, AcceptSeconds: queueAcceptSeconds, PauseSeconds: queuePauseSeconds, AcceptDigit: "1", DeclineDigit: "2",
	})
	switch {
	case errors.Is(err, ErrNobody):
		return false, r.failed(flow.QueueAtCapacity, "%v", err)
	case err != nil:
		return false, r.failed(flow.NoMatchingError, "%v", err)
	}
	if waits > 0 { // of the queue before
		r.at.Stack = framesBelow(r.at.Stack, waits-1)
	}
	return true, r.waitInQueue(from)
}

// waitInQueue sends the caller into the flow of the hook, or to the music.
func (r *Run) waitInQueue(from Frame) outcome {
	at := r.at
	id, waitingFlow, ok := r.named(at.Hooks.CustomerQueue)
	if !ok {
		at.Flow, at.Action, at.FlowAttributes = from.Flow, from.Action, from.Attributes
		r.host.Hold(r.take(), nil)
		return waiting
	}
	at.Stack = append(at.Stack, from)
	at.Waits = len(at.Stack)
	at.Flow, at.FlowAttributes = id, nil
	return outcome{next: waitingFlow.StartAction}
}

// Return takes the caller from the waiting flow to the action that began the ring; it does
// nothing for a caller who is in none.
func (r *Run) Return() {
	at := r.at
	if !at.InWaitingFlow() {
		return
	}
	r.host.Interrupt()
	if n := at.Waits - 1; n < len(at.Stack) {
		frame := at.Stack[n]
		at.Flow, at.Action, at.FlowAttributes = frame.Flow, frame.Action, frame.Attributes
		at.Stack = framesBelow(at.Stack, n)
	}
	at.Waits = 0
	at.Paused, at.Keys = false, nil
	at.Until = time.Time{}
}

// hold leaves a caller whose waiting flow is over, or cannot go on, with the music. The phones
// go on ringing.
func (r *Run) hold() {
	r.Return()
	r.host.Turn()
	r.host.Hold(r.take(), nil)
}

// leaveQueue stops the phones that ring for a caller who takes another way: a message,
// another number, the end. The flow goes on where it is.
func (r *Run) leaveQueue() {
	if !r.at.InWaitingFlow() {
		return
	}
	r.host.StopRinging()
}

// onlyEndsWaitingFlow reports whether an action ends the waiting flow of a queue but not the wait.
func (r *Run) onlyEndsWaitingFlow(a flow.Action) bool {
	if !r.at.InWaitingFlow() {
		return false
	}
	switch a.Type {
	case "EndFlowExecution":
		return true
	case "EndFlowModuleExecution":
		return len(r.at.Stack) <= r.at.Waits
	}
	return false
}
