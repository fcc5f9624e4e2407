package play

import (
	"errors"
	"strings"

	"ringdown/shared/e164"
	"ringdown/shared/flow"
)

const (
	// thirdPartySeconds is the ring time of a flow that names none, or 0.
	thirdPartySeconds = 30
	// ringSecondsMax is the provider's longest ring of one phone (Voice OpenAPI, ringing_timer);
	// the language allows 600.
	ringSecondsMax = 120
)

// transferParticipantToThirdParty rings an outside number and connects the caller to
// the person who picks up: like a responder's phone, without the key. With
// ContinueFlowExecution "True" the flow goes on when the third party has left, with
// "False" it is over then. Errors: CallFailed (busy, rejected, not to be reached, or a
// number that may not be dialled), ConnectionTimeLimitExceeded (nobody picked up),
// NoMatchingError (that is no number). NCCO: conversation; the phone is rung by a call
// of its own.
var transferParticipantToThirdParty = action{
	departs: true,
	begin: func(r *Run, a flow.Action) outcome {
		if !r.host.Listening() {
			return failed(flow.NoMatchingError)
		}
		number, err := e164.Parse(r.Text(a.Parameters, "ThirdPartyPhoneNumber"))
		if err != nil {
			return r.failed(flow.NoMatchingError, "the third party's number: %v", err)
		}
		extension, err := extensionOf(r.Text(a.Parameters, "ThirdPartyDTMFDigits"))
		if err != nil {
			return r.failed(flow.NoMatchingError, "the keys for the third party: %v", err)
		}
		switch err := r.host.Ring(r.thirdPartyRing(a, number, extension)); {
		case errors.Is(err, ErrNotDialable):
			return r.failed(flow.CallFailed, "ring a third party: %v", err)
		case err != nil:
			return r.failed(flow.NoMatchingError, "ring a third party: %v", err)
		}
		r.host.Hold(r.take(), nil)
		return waiting
	},
}

func (v View) thirdPartyRing(a flow.Action, number e164.Number, extension e164.Extension) Ring {
	seconds := v.number(a.Parameters, "ThirdPartyConnectionTimeLimitSeconds", thirdPartySeconds, 0, 600)
	if seconds == 0 {
		seconds = thirdPartySeconds
	}
	goesOn, _ := a.Parameters.String("ContinueFlowExecution")
	leaves := strings.EqualFold(goesOn, "False")
	return Ring{
		Number: number, Extension: extension, Flow: v.at.Flow, Action: a.Identifier,
		RingSeconds: min(max(seconds, 5), ringSecondsMax), Rounds: 1, Leaves: leaves, EndOnExit: leaves || v.endsAfter(a),
	}
}

// extensionOf writes the language's keys as ours: a comma is a pause, which
// the service makes three quarters of a second long and we a whole one.
func extensionOf(keys string) (e164.Extension, error) {
	const pause = "ww"
	keys = strings.ReplaceAll(strings.TrimSpace(keys), " ", "")
	if keys == "" {
		return "", nil
	}
	return e164.ParseExtension(strings.ReplaceAll(keys, ",", pause))
}
