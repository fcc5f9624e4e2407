package call

import (
	"strings"
	"testing"
	"time"

	"ringdown/shared/ncco"
)

func thirdParty(parameters, continues string) string {
	return `{"Identifier":"start","Type":"TransferParticipantToThirdParty","Parameters":{` + parameters + `,
		"ThirdPartyConnectionTimeLimitSeconds":"25","ContinueFlowExecution":"` + continues + `"},
		"Transitions":{"NextAction":"after","Errors":[{"ErrorType":"NoMatchingError","NextAction":"error"},
		{"ErrorType":"CallFailed","NextAction":"failed"},{"ErrorType":"ConnectionTimeLimitExceeded","NextAction":"late"}]}},` +
		say("after") + "," + say("error") + "," + say("failed") + "," + say("late") + "," + hangUp
}

func TestThirdPartyIsRungWithoutAKey(t *testing.T) {
	r := newRig(t, thirdParty(`"ThirdPartyPhoneNumber":"$.Attributes.to","ThirdPartyDTMFDigits":",12#","CallerId":{"Number":"$.CustomerEndpoint.Address"}`, "True"))
	r.plan.Flow = document(t, `{"Identifier":"start","Type":"UpdateContactAttributes","Parameters":{"Attributes":{"to":"+14155550177"}},"Transitions":{"NextAction":"ring"}},`+
		strings.Replace(thirdParty(`"ThirdPartyPhoneNumber":"$.Attributes.to","ThirdPartyDTMFDigits":",12#","CallerId":{"Number":"$.CustomerEndpoint.Address"}`, "True"), `"start"`, `"ring"`, 1))
	r.wants("the caller waits", r.arrive().Script, "conversation")
	d := r.dial("1")
	if d.To != "+14155550177" || d.From != "+14155550199" || d.Extension != "ww12#" || d.RingSeconds != 25 {
		t.Errorf("dialled %+v", d)
	}
	if d.Script[0].Verb() != "wait" {
		t.Error("the extension is keyed into the room: the caller hears it")
	}
	room, ok := d.Script[len(d.Script)-1].(ncco.Conversation)
	if !ok || !room.StartOnEnter || room.EndOnExit || room.Name != r.c.Room() {
		t.Errorf("a third party picks up to %+v, want the room, and the flow after it", d.Script)
	}
	r.do(LegJoined{Leg: CallerLeg})
	r.do(LegAnswered{Leg: "1"})
	if r.c.Ring.Winner != "1" {
		t.Fatal("answered is accepted, nobody was asked for a key")
	}
	r.talk("1")
	r.do(LegEnded{Leg: "1", Reason: Completed})
	r.wants("the third party left", r.moved(), "after.")
	if r.c.TalkedAt.IsZero() {
		t.Error("the two never talked, as the call has it")
	}
}

func TestThirdPartyErrors(t *testing.T) {
	const good = `"ThirdPartyPhoneNumber":"+14155550177"`
	tests := map[string]struct {
		parameters, continues string
		end                   Event
		want                  string
	}{
		"busy":                     {good, "True", LegEnded{Leg: "1", Reason: Busy}, "failed."},
		"rejected":                 {good, "True", LegEnded{Leg: "1", Reason: Rejected}, "failed."},
		"not to be reached":        {good, "True", LegEnded{Leg: "1", Reason: Failed}, "failed."},
		"the dial is refused":      {good, "True", LegNotDialled{Leg: "1"}, "failed."},
		"nobody picks up":          {good, "True", LegEnded{Leg: "1", Reason: Unanswered}, "late."},
		"no webhook ever comes":    {good, "True", TimerFired{}, "late."},
		"nobody, and no flow then": {good, "False", LegEnded{Leg: "1", Reason: Unanswered}, "late."},
		"no number":                {`"ThirdPartyPhoneNumber":"$.Attributes.none"`, "True", nil, "error."},
		"an emergency number":      {`"ThirdPartyPhoneNumber":"911"`, "True", nil, "error."},
		"a premium number":         {`"ThirdPartyPhoneNumber":"+19005550177"`, "True", nil, "failed."},
		"a number abroad":          {`"ThirdPartyPhoneNumber":"+25261550177"`, "True", nil, "failed."},
		"our own number":           {`"ThirdPartyPhoneNumber":"+14155550100"`, "True", nil, "failed."},
		"keys that are none":       {good + `,"ThirdPartyDTMFDigits":"abc"`, "True", nil, "error."},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			r := newRig(t, thirdParty(tt.parameters, tt.continues))
			reply := r.arrive()
			if tt.end == nil {
				r.wants("the caller", reply.Script, tt.want)
				if r.c.Flow.Reason == "" || strings.Contains(r.c.Flow.Reason, "911") || strings.Contains(r.c.Flow.Reason, "5550177") {
					t.Errorf("reason %q: it must be there, and hold no number", r.c.Flow.Reason)
				}
				return
			}
			r.do(LegJoined{Leg: CallerLeg})
			if _, refused := tt.end.(LegNotDialled); refused {
				r.do(LegDialling{Leg: "1"})
			} else {
				r.dial("1")
			}
			if _, timer := tt.end.(TimerFired); timer {
				r.pass(time.Minute)
			}
			r.do(tt.end)
			r.wants("the caller", r.moved(), tt.want)
		})
	}
}

func TestThirdPartyWithoutAFlowAfterwards(t *testing.T) {
	r := newRig(t, thirdParty(`"ThirdPartyPhoneNumber":"+14155550177"`, "False"))
	r.arrive()
	d := r.dial("1")
	if room := d.Script[len(d.Script)-1].(ncco.Conversation); !room.EndOnExit {
		t.Error("the caller stays in a room that nobody comes back to")
	}
	r.do(LegAnswered{Leg: "1"})
	r.talk("1")
	r.do(LegEnded{Leg: "1", Reason: Completed})
	if !r.c.Flow.Ended || r.c.Caller.HangUp.IsZero() || r.moved() != nil {
		t.Errorf("the flow went on at %q", r.c.Flow.Action)
	}
}

func TestThirdPartyJoinIsToldBeforeTheAnswer(t *testing.T) {
	r := newRig(t, thirdParty(`"ThirdPartyPhoneNumber":"+14155550177"`, "True"))
	r.arrive()
	r.dial("1")
	r.do(LegJoined{Leg: "1"})
	if r.c.Ring.Winner != "1" || r.c.leg("1").State != Joined {
		t.Errorf("the leg is %v, winner %q", r.c.leg("1").State, r.c.Ring.Winner)
	}
}

func TestThirdPartyPicksUpAfterTheCallerLeft(t *testing.T) {
	r := newRig(t, thirdParty(`"ThirdPartyPhoneNumber":"+14155550177"`, "True"))
	r.arrive()
	r.dial("1")
	r.do(LegEnded{Leg: CallerLeg})
	r.do(LegAnswered{Leg: "1"})
	if !r.ended("1") || r.c.Ring.Winner != "" {
		t.Error("the phone keeps a line to nobody")
	}
}

func TestThirdPartyIsShownTheLineWhereTheCallersNumberIsRefused(t *testing.T) {
	r := newRig(t, thirdParty(`"ThirdPartyPhoneNumber":"+14155550177","CallerId":{"Number":"$.CustomerEndpoint.Address"}`, "True"))
	r.arrive()
	r.do(LegDialling{Leg: "1"})
	r.do(LegNotDialled{Leg: "1"})
	if d := r.dial("1"); d.From != "+14155550100" {
		t.Errorf("shows %s", d.From)
	}
}
