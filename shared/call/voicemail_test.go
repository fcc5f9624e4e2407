package call

import (
	"slices"
	"testing"
	"time"

	"ringdown/shared/alert"
)

// messageFlow takes a message, and tells of it.
const messageFlow = `{"Identifier":"start","Type":"RecordParticipantMessage","Parameters":{"Text":"Speak."},"Transitions":{"NextAction":"task",
	"Conditions":[{"NextAction":"task","Condition":{"Operator":"Equals","Operands":["MessageRecorded"]}},{"NextAction":"hang up","Condition":{"Operator":"Equals","Operands":["MessageEmpty"]}}],
	"Errors":[{"ErrorType":"NoMatchingError","NextAction":"hang up"}]}},
	{"Identifier":"task","Type":"CreateTask","Parameters":{"ContactFlowId":"alert-voicemail","Name":"Voicemail"},"Transitions":{"NextAction":"hang up","Errors":[{"ErrorType":"NoMatchingError","NextAction":"hang up"}]}},
	{"Identifier":"hang up","Type":"DisconnectParticipant","Parameters":{},"Transitions":{}}`

var audio = MessageRecorded{Recording: "rec", URL: "https://example.com/rec", Bytes: 30_000, Seconds: 7}

func kinds(c Call) []alert.Kind {
	var out []alert.Kind
	for _, a := range c.Alerts {
		out = append(out, a.Kind)
	}
	return out
}

// closed fails unless the call is over with that outcome and those alerts.
func (r *rig) closed(want Outcome, alerts ...alert.Kind) {
	r.t.Helper()
	if r.c.EndedAt.IsZero() || r.c.Outcome != want || !slices.Equal(kinds(r.c), alerts) {
		r.t.Errorf("ended %s as %q with alerts %v, want %q with %v (at %q, deadline %s)", r.c.EndedAt, r.c.Outcome, kinds(r.c), want, alerts, r.c.Flow.Action, r.c.Deadline)
	}
}

// The audio is known, the notice behind it is lost, and then the caller hangs up:
// nothing else will ever be heard of the call.
func TestCallerLeavesBetweenAMessageAndItsNotice(t *testing.T) {
	r := newRig(t, messageFlow)
	r.arrive()
	r.pass(20 * time.Second)
	r.do(audio)
	r.pass(time.Second)
	r.do(LegEnded{Leg: CallerLeg, Reason: Completed})
	r.closed(VoicemailLeft, alert.Voicemail)
}

// The notice behind the audio comes so late that the team was told of the message without the flow:
// the step that tells of it then tells of nothing new.
func TestAMessageIsToldOnceHoweverLateItsStepComes(t *testing.T) {
	r := newRig(t, messageFlow)
	r.arrive()
	r.do(audio)
	r.pass(messageToldWithin + time.Second)
	if got := kinds(r.c); !slices.Equal(got, []alert.Kind{alert.Voicemail}) {
		t.Fatalf("alerts %v before the flow goes on", got)
	}
	r.spoken()
	r.do(LegEnded{Leg: CallerLeg, Reason: Completed})
	r.closed(VoicemailLeft, alert.Voicemail)
}

// The provider's fallback takes a message in the middle of a call whose flow never
// came to voicemail.
func TestMessageTakenByTheFallbackIsTold(t *testing.T) {
	r := newRig(t, queueFlow(supportQueue))
	r.arrive()
	r.do(audio)
	r.do(LegEnded{Leg: CallerLeg, Reason: Completed})
	r.closed(VoicemailLeft, alert.Voicemail)
}

func TestMessageAfterTheEndIsTold(t *testing.T) {
	r := newRig(t, messageFlow)
	r.arrive()
	r.do(LegEnded{Leg: CallerLeg, Reason: Completed})
	r.pass(5 * time.Minute)
	r.closed(Missed, alert.Missed)
	r.do(AlertQueued{Alert: "1"}) // the team has heard that nothing was left
	r.do(audio)
	r.closed(VoicemailLeft, alert.Missed, alert.Voicemail)
	r.do(audio)
	r.closed(VoicemailLeft, alert.Missed, alert.Voicemail)
}

// The flow's own alert of a message is told as a missed call, because nobody speaks in it. A message that
// comes after is news.
func TestAMessageAfterOneToldAsMissedIsTold(t *testing.T) {
	r := newRig(t, messageFlow)
	r.arrive()
	r.do(audio)
	r.spoken()
	r.do(LegEnded{Leg: CallerLeg, Reason: Completed})
	r.do(AudioStored{Recording: audio.Recording, Key: "key", Heard: true})
	r.do(AlertQueued{Alert: "1"})
	r.closed(Missed, alert.Missed)
	r.do(MessageRecorded{Recording: "late", URL: audio.URL, Bytes: 30_000, Seconds: 7})
	r.closed(VoicemailLeft, alert.Missed, alert.Voicemail)
}

func TestQuietLineIsQuiet(t *testing.T) {
	missed := newRig(t, queueFlow(supportQueue))
	missed.plan.Quiet = true
	missed.arrive()
	missed.do(LegEnded{Leg: CallerLeg, Reason: Completed})
	missed.closed(Missed)
	missed.do(audio)
	missed.closed(VoicemailLeft)
	safe := newRig(t, `{"Identifier":"start","Type":"Loop","Parameters":{"LoopCount":"1"},"Transitions":{"NextAction":"nowhere"}}`)
	safe.plan.Quiet = true
	safe.arrive()
	if safe.c.Failure == "" {
		t.Error("the safe flow has not taken over")
	}
	safe.do(audio)
	safe.spoken()
	safe.do(LegEnded{Leg: CallerLeg, Reason: Completed})
	safe.closed(VoicemailLeft)
	asked := newRig(t, messageFlow)
	asked.plan.Quiet = true
	asked.arrive()
	asked.do(audio)
	asked.spoken()
	asked.do(LegEnded{Leg: CallerLeg, Reason: Completed})
	asked.closed(VoicemailLeft, alert.Voicemail)
	unseen := newRig(t, messageFlow)
	unseen.plan.Quiet = true
	unseen.do(CallUnseen{Leg: "leg", From: "+14155550199", To: "+14155550100", Message: audio})
	unseen.closed(VoicemailLeft)
}

// goodbyeFlow ends without ringing anybody and without asking for a message: a line out of service.
const goodbyeFlow = `{"Identifier":"start","Type":"DisconnectParticipant","Parameters":{},"Transitions":{}}`

// A message that the fallback took on such a line, and in which nobody speaks, leaves the call closed,
// whether it is listened to before the caller's leg ends or after.
func TestASilentMessageNobodyAskedForLeavesTheCallClosed(t *testing.T) {
	end := LegEnded{Leg: CallerLeg, Reason: Completed}
	heard := AudioStored{Recording: audio.Recording, Key: "key", Heard: true}
	for name, order := range map[string][]Event{"before the end": {audio, heard, end}, "after it": {audio, end, heard}} {
		t.Run(name, func(t *testing.T) {
			r := newRig(t, goodbyeFlow)
			r.arrive()
			for _, e := range order {
				r.do(e)
			}
			if r.c.EndedAt.IsZero() || r.c.Outcome != Closed || slices.Contains(kinds(r.c), alert.Missed) {
				t.Errorf("ended %s as %q with alerts %v, want closed and nobody told of a missed call", r.c.EndedAt, r.c.Outcome, kinds(r.c))
			}
		})
	}
}
