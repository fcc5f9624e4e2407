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
	// queueRounds is more than fit into the patience of any line: a queue has no end of its own.
	queueRounds = 50
	// queueRingSeconds and queueAcceptSeconds are what a line rings with that says nothing.
	queueRingSeconds, queueAcceptSeconds = 20, 5
	// queuePauseSeconds is between two rounds: a phone that was busy is so still a moment later, and
	// its caller is not alone meanwhile. A queue may ring for ten minutes.
	queuePauseSeconds = 30
	// ringsPerMinute is how often a phone rings in a minute where nothing is said: a busy one is tried
	// every ten seconds, and people who are rung more often turn the phone off.
	ringsPerMinute = 6
)

var errNoQueue = errors.New("no team and no user of the line has this id or name")

// queueNamed finds the queue an action names.
func (h hostView) queueNamed(p flow.Parameters) (Queue, error) {
	q, ok := h.host.Queue(h.Text(p, "QueueId"), h.Text(p, "AgentId"))
	if !ok {
		return Queue{}, errNoQueue
	}
	return q, nil
}

// enqueue begins to ring a queue for the caller; an error says why it did not, and wraps ErrNobody
// where nobody is on call. From is the frame to which the caller comes back.
func (r *Run) enqueue(q Queue, from Frame) (outcome, error) {
	if !r.host.Listening() {
		return outcome{}, errors.New("there is no caller to wait")
	}
	waits := r.at.Waits
	err := r.host.Ring(Ring{
		Queue: q, Flow: from.Flow, Action: from.Action, Rounds: queueRounds, Leaves: true, EndOnExit: true,
		RingSeconds: queueRingSeconds, AcceptSeconds: queueAcceptSeconds, PauseSeconds: queuePauseSeconds, ComfortSeconds: comfortSeconds, RingsPerMinute: ringsPerMinute, Keys: ResponderKeys{"1": Accept, "2": Decline},
	})
	if err != nil {
		return outcome{}, err
	}
	if waits > 0 { // of the queue before
		r.at.Stack = framesBelow(r.at.Stack, waits-1)
	}
	r.at.forgetWhispers() // of the queue before
	r.prepareWhispers()
	return r.waitInQueue(from), nil
}

// notQueued is the language's error for a caller who could not be queued.
func notQueued(err error) string {
	if errors.Is(err, ErrNobody) {
		return flow.QueueAtCapacity
	}
	return flow.NoMatchingError
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
	at.Waits, at.Interrupted = len(at.Stack), nil
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
	at.Waits, at.Interrupted = 0, nil
	at.Paused, at.Keys = false, nil
	at.Until = time.Time{}
}

// hold leaves a caller whose waiting flow is over, or cannot go on, with the music. The phones
// go on ringing.
func (r *Run) hold() {
	r.Return()
	r.host.NewScript()
	r.host.Hold(r.take(), nil)
}

// interrupt leaves the repeated messages of a waiting flow for what the flow does in between.
func (r *Run) interrupt() {
	at := r.at
	if at.InWaitingFlow() {
		at.Interrupted = &Interrupted{Frame: Frame{Flow: at.Flow, Action: at.Action, Attributes: at.FlowAttributes}, Depth: len(at.Stack)}
	}
	r.Proceed(flow.Return(messagesInterrupted))
}

// interrupted returns to the messages that were interrupted; false where none were. To end the flow
// is the language's way to resume them.
func (p *Position) interrupted() (action string, ok bool) {
	from := p.Interrupted
	if from == nil || len(p.Stack) < from.Depth {
		return "", false
	}
	p.Interrupted = nil
	p.Stack = framesBelow(p.Stack, from.Depth)
	p.Flow, p.FlowAttributes = from.Flow, from.Attributes
	return from.Action, true
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
func (v View) onlyEndsWaitingFlow(a flow.Action) bool {
	if !v.at.InWaitingFlow() {
		return false
	}
	switch a.Type {
	case "EndFlowExecution":
		return true
	case "EndFlowModuleExecution":
		return len(v.at.Stack) <= v.at.Waits
	}
	return false
}
