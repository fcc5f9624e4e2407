package call

import (
	"strings"
	"time"

	"ringdown/shared/dialplan"
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
// whoever picks up: like a responder's phone, without the key. With
// ContinueFlowExecution "True" the flow goes on when the third party has left, with
// "False" it is over then. Errors: CallFailed (busy, rejected, not to be reached, or a
// number that may not be dialled), ConnectionTimeLimitExceeded (nobody picked up),
// NoMatchingError (that is no number). NCCO: conversation; the phone is rung by a call
// of its own.
var transferParticipantToThirdParty = action{
	departs: true,
	begin: func(t *turn, a flow.Action) outcome {
		if !t.callerListens() {
			return failed(flow.NoMatchingError)
		}
		number, err := e164.Parse(t.text(a.Parameters, "ThirdPartyPhoneNumber"))
		if err != nil {
			return t.failed(flow.NoMatchingError, "the third party's number: %v", err)
		}
		if err := t.plan.MayDial().Check(number); err != nil {
			return t.failed(callFailed, "ring a third party: %v", err)
		}
		extension, err := extensionOf(t.text(a.Parameters, "ThirdPartyDTMFDigits"))
		if err != nil {
			return t.failed(flow.NoMatchingError, "the keys for the third party: %v", err)
		}
		t.begin(t.thirdPartyRing(a, dialplan.Phone{Number: number, Extension: extension}))
		t.script = append(t.script, t.room(t.c.Ring, false))
		return waiting
	},
}

func (t *turn) thirdPartyRing(a flow.Action, phone dialplan.Phone) *Ring {
	seconds := t.number(a.Parameters, "ThirdPartyConnectionTimeLimitSeconds", thirdPartySeconds, 0, 600)
	if seconds == 0 {
		seconds = thirdPartySeconds
	}
	seconds = min(max(seconds, 5), ringSecondsMax)
	goesOn, _ := a.Parameters.String("ContinueFlowExecution")
	leaves := strings.EqualFold(goesOn, "False")
	return &Ring{
		Outside: phone, Started: t.now, Until: t.now.Add(time.Duration(seconds)*time.Second + 2*legGrace),
		RingSeconds: seconds, Rounds: 1, Leaves: leaves, EndOnExit: leaves || t.endsAfter(a),
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
