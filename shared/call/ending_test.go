package call

import (
	"reflect"
	"testing"
	"time"

	"ringdown/shared/alert"
)

// That the team heard of the call while it rang does not tell them how it ended.
func TestAMissedCallIsToldThoughTheCallItselfWas(t *testing.T) {
	r := newRig(t, `{"Identifier":"start","Type":"CreateTask","Parameters":{"ContactFlowId":"alert-call","Name":"A call"},"Transitions":{"NextAction":"ring","Errors":[{"ErrorType":"NoMatchingError","NextAction":"ring"}]}},
		{"Identifier":"ring","Type":"TransferParticipantToTeam","Parameters":{"TeamId":"support"},"Transitions":{"NextAction":"hang up","Errors":[{"ErrorType":"NoMatchingError","NextAction":"hang up"}]}},`+hangUp)
	r.arrive()
	r.pass(10 * time.Second)
	r.do(LegEnded{Leg: CallerLeg, Reason: Completed})
	r.closed(Missed, alert.Call, alert.Missed)
}

// The flow has said goodbye, and the caller is gone, while the audio is still on its way.
func TestACallIsNotClosedBeforeItsAudioIsKnown(t *testing.T) {
	r := newRig(t, messageFlow)
	r.arrive()
	r.pass(20 * time.Second)
	r.spoken()
	r.do(LegEnded{Leg: CallerLeg, Reason: Completed})
	if !r.c.EndedAt.IsZero() {
		t.Fatalf("closed as %q, and the message is on its way", r.c.Outcome)
	}
	r.do(audio)
	r.closed(VoicemailLeft, alert.Voicemail)
}

func TestTheMessageIsTheLastInWhichSomebodySpeaks(t *testing.T) {
	r := newRig(t, messageFlow)
	r.arrive()
	r.do(audio)
	r.do(MessageRecorded{Recording: "second", URL: audio.URL, Bytes: 30_000, Seconds: 9})
	r.do(AudioStored{Recording: "second", Key: "key", Heard: true})
	if v := r.c.Voicemail(); v.ID != audio.Recording {
		t.Errorf("the message is %q, in which nobody speaks", v.ID)
	}
}

func TestARecordingToldTwiceIsOneMessage(t *testing.T) {
	r := newRig(t, messageFlow)
	r.arrive()
	r.do(audio)
	r.do(audio)
	if len(r.c.Messages) != 1 {
		t.Errorf("messages %+v", r.c.Messages)
	}
}

func TestAnArrivalToldTwiceIsOneCall(t *testing.T) {
	r := ringSupport(t, "")
	first := r.arrive()
	r.dial("1")
	r.now = r.now.Add(2 * time.Second)
	before := r.c.clone()
	if again := r.arrive(); !reflect.DeepEqual(again, first) {
		t.Errorf("the reply is %q, and was %q", sounds(again.Script), sounds(first.Script))
	}
	if len(r.c.Legs) != len(before.Legs) || !r.c.Arrived.Equal(before.Arrived) || r.c.Legs[0].State != Dialled {
		t.Errorf("the call is %+v, and was %+v", r.c, before)
	}
}

func TestTheLeaveKeyEndsNoTalk(t *testing.T) {
	r := ringSupport(t, `,"LeaveDigit":"*"`)
	r.arrive()
	r.dial("1")
	r.accept("1")
	r.talk("1")
	r.press("*")
	if !r.c.talking() || r.ended("1") {
		t.Errorf("the caller is taken out of the talk, to %q", r.c.Flow.Action)
	}
}

// What an alert says of a message is not known before the message is.
func TestAnAlertOfAMessageWaitsForIt(t *testing.T) {
	r := newRig(t, messageFlow)
	r.arrive()
	r.pass(20 * time.Second)
	r.spoken()
	if raise, owed := r.raised(); !owed || !raise.At.After(r.now.Add(10*time.Second)) {
		t.Fatalf("due at %s (%v), and nobody knows the message", raise.At, owed)
	}
	r.do(audio)
	if raise, owed := r.raised(); !owed || raise.At.After(r.now.Add(hearTime)) {
		t.Errorf("due at %s (%v), want it in seconds", raise.At, owed)
	}
}
