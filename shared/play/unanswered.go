package play

import (
	"errors"

	"ringdown/shared/flow"
)

// A queue of the language has no end: its caller waits until somebody answers, and the error
// branches of a transfer are for a queue that is full or not there. Most flows hang up in them.
// Here the patience ends, and then a flow of ours says so and offers a message.

// unansweredFlowName is the flow that takes over where nobody in a queue answered.
const unansweredFlowName = "unanswered"

// The places where it begins: nobody accepted, or nobody is on call.
const (
	nobodyAccepted = "No response"
	nobodyOnCall   = "Nobody on call"
)

var unansweredFlow = flow.Flow{
	Version: flow.Version, StartAction: nobodyAccepted,
	Actions: []flow.Action{
		step(nobodyAccepted, "MessageParticipant", "Take message", nil, "Text", "$.Words.NoResponse"),
		step(nobodyOnCall, "MessageParticipant", "Take message", nil, "Text", "$.Words.NobodyOnCall"),
		step("Take message", "RecordParticipantMessage", "Alert voicemail", []string{flow.MessageRecorded, "Alert voicemail", flow.MessageEmpty, "Goodbye"},
			"Text", "$.Words.Recording", "RecordingTimeLimitSeconds", "180", "EndOnSilenceSeconds", "10"),
		step("Alert voicemail", "CreateTask", "Thanks", nil, "ContactFlowId", taskOfMessage, "Name", "Voicemail, nobody answered the queue"),
		step("Thanks", "MessageParticipant", "Goodbye", nil, "Text", "$.Words.Thanks"),
		step("Goodbye", "MessageParticipant", "Hang up", nil, "Text", "$.Words.Goodbye"),
		step("Hang up", "DisconnectParticipant", "", nil),
	},
}

var errNoQueueChosen = errors.New("no queue was chosen before")

// offers are the actions that give a caller whom nobody answered something to do, or people
// something to know. A flow that goes elsewhere may hold any of them.
var offers = map[string]bool{
	"CreateCallbackContact": true, "CreateTask": true, "GetParticipantInput": true, "InvokeFlowModule": true, "RecordParticipantMessage": true,
	"TransferContactToQueue": true, "TransferParticipantToTeam": true, "TransferParticipantToThirdParty": true, "TransferToFlow": true,
}

// speaks are those that say something.
var speaks = map[string]bool{"MessageParticipant": true, "MessageParticipantIteratively": true}

// reaches reports whether the flow can come to one of these types from an action, without a
// second time through another.
func (v View) reaches(from, without string, types ...map[string]bool) bool {
	seen := map[string]bool{without: true, "": true}
	next := []string{from}
	for len(next) > 0 {
		id := next[0]
		next = next[1:]
		a, ok := v.document().Action(id)
		if seen[id] || !ok {
			continue
		}
		seen[id] = true
		for _, t := range types {
			if t[a.Type] {
				return true
			}
		}
		next = append(next, a.Transitions.NextAction)
		for _, c := range a.Transitions.Conditions {
			next = append(next, c.NextAction)
		}
		for _, e := range a.Transitions.Errors {
			next = append(next, e.NextAction)
		}
	}
	return false
}

// nobodyInQueue goes on with a caller whom nobody of the queue answered. The branch is one for a
// queue that is full or not there; it is taken only where it offers the caller something.
func (r *Run) nobodyInQueue(a flow.Action, kind string) {
	if next, ok := r.choose(a, flow.Fail(kind)); ok && r.reaches(next, a.Identifier, offers) {
		r.walk(next)
		return
	}
	r.at.enter(unansweredFlowName)
	r.walk(nobodyAccepted)
}

// notTransferred is a transfer that could not begin. Its branch is taken, unless that would hang up
// without a word.
func (r *Run) notTransferred(a flow.Action, err error) outcome {
	failed := r.failed(notQueued(err), "%v", err)
	if next, ok := r.choose(a, failed.result); !ok || !r.host.Listening() || r.reaches(next, a.Identifier, offers, speaks) {
		return failed
	}
	begin := nobodyAccepted
	if errors.Is(err, ErrNobody) {
		begin = nobodyOnCall
	}
	r.at.enter(unansweredFlowName)
	return outcome{next: begin}
}

// RingFailed goes on with a caller whom nobody accepted.
func (r *Run) RingFailed(kind string) {
	if a, does, ok := r.waitsIn(); ok && does.unanswered != nil {
		does.unanswered(r, a, kind)
		return
	}
	r.Proceed(flow.Fail(kind))
}

// enter leaves the line's flow for one that is built in.
func (p *Position) enter(name string) {
	p.Flow, p.Stack, p.FlowAttributes, p.Paused = name, nil, nil, false
}
