package play

import (
	"errors"

	"ringdown/shared/flow"
	"ringdown/shared/speech"
)

// transferParticipantToTeam rings the people on call for a team and lets the one who
// presses the key talk to the caller. The flow goes on when the responder has left,
// or by an error: ConnectionTimeLimitExceeded (nobody accepted), CallFailed (no phone
// could be reached), NoParticipantAvailable (nobody is on call), NoMatchingError
// (the look-up failed); or by the result LeaveDigitPressed. NCCO: input
// (asynchronous), talk, conversation; the phones are rung by calls of their own.
var transferParticipantToTeam = action{
	departs: true,
	begin: func(r *Run, a flow.Action) outcome {
		if !r.host.Listening() {
			return failed(flow.NoMatchingError)
		}
		ring := r.teamRing(a)
		switch err := r.host.Ring(ring); {
		case errors.Is(err, ErrNobody):
			return failed(flow.NoParticipantAvailable)
		case err != nil:
			return failed(flow.NoMatchingError)
		}
		var waitingMessages []speech.Prompt
		for _, m := range a.Parameters.Objects("WaitingMessages") {
			if _, recorded := m.String("Media.Uri"); !recorded { // a recorded one is the music
				said, _ := r.Prompts(m)
				waitingMessages = append(waitingMessages, said...)
			}
		}
		r.host.Hold(r.take(), waitingMessages)
		return waiting
	},
}

func (v View) teamRing(a flow.Action) Ring {
	p := a.Parameters
	strategy, _ := p.String("RingStrategy")
	return Ring{
		Team: v.Text(p, "TeamId"), Flow: v.at.Flow, Action: a.Identifier, AtOnce: strategy == "Simultaneous",
		RingSeconds:     v.number(p, "ParticipantConnectionTimeLimitSeconds", 20, 5, 120),
		AcceptSeconds:   v.number(p, "AcceptanceTimeLimitSeconds", 5, 1, inputSecondsMax),
		Rounds:          v.number(p, "MaximumRounds", 2, 1, 5),
		ComfortSeconds:  v.number(p, "ComfortSeconds", comfortSeconds, 0, 120),
		PauseSeconds:    v.number(p, "RingPauseSeconds", 10, 0, 60),
		RingsPerMinute:  v.number(p, "RingsPerMinute", ringsPerMinute, 1, 20),
		PatienceSeconds: v.number(p, "ConnectionTimeLimitSeconds", 120, 10, 600),
		Keys:            v.responderKeys(p),
		LeaveDigit:      digit(v.Text(p, "LeaveDigit"), ""),
		EndOnExit:       v.endsAfter(a),
	}
}

// responderKeys is what a responder may press. A key that would do both accepts.
func (v View) responderKeys(p flow.Parameters) ResponderKeys {
	keys := ResponderKeys{}
	if decline := digit(v.Text(p, "DeclineDigit"), ""); decline != "" {
		keys[decline] = Decline
	}
	keys[digit(v.Text(p, "AcceptanceDigit"), "1")] = Accept
	return keys
}

func digit(text, otherwise string) string {
	if len(text) == 1 {
		return text
	}
	return otherwise
}

// endsAfter reports whether the call is over when the responder leaves.
func (v View) endsAfter(a flow.Action) bool {
	next, ok := flow.Choose(a, flow.Succeed())
	if !ok {
		return false
	}
	following, ok := v.document().Action(next)
	return ok && following.Type == "DisconnectParticipant"
}
