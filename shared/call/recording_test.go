package call

import (
	"strings"
	"testing"

	"ringdown/shared/flow/check"
	"ringdown/shared/ncco"
)

func records(kind, parameters string) string {
	return `{"Identifier":"start","Type":"` + kind + `","Parameters":{` + parameters + `},"Transitions":{"NextAction":"queue",
		"Errors":[{"ErrorType":"ChannelMismatch","NextAction":"mismatch"},{"ErrorType":"NoMatchingError","NextAction":"mismatch"}]}},` +
		strings.Replace(queueFlow(supportQueue), `"start"`, `"queue"`, 1) + "," + say("mismatch")
}

func TestTalkIsRecorded(t *testing.T) {
	const old, both = "UpdateContactRecordingBehavior", `["Agent","Customer"]`
	for name, tt := range map[string]struct {
		kind, parameters string
		want             bool
	}{
		"both":             {old, `"RecordingBehavior":{"RecordedParticipants":` + both + `}`, true},
		"one is the room":  {old, `"RecordingBehavior":{"RecordedParticipants":["Customer"]}`, true},
		"nobody":           {old, `"RecordingBehavior":{"RecordedParticipants":[]}`, false},
		"the screen alone": {old, `"RecordingBehavior":{"ScreenRecordedParticipants":["Agent"]}`, false},
		"the successor":    {"UpdateContactRecordingAndAnalyticsBehavior", `"VoiceBehavior":{"VoiceRecordingBehavior":{"RecordedParticipants":` + both + `}}`, true},
	} {
		t.Run(name, func(t *testing.T) {
			r := newRig(t, records(tt.kind, tt.parameters))
			for _, a := range r.arrive().Script {
				if room, ok := a.(ncco.Conversation); ok && room.Record {
					t.Error("the music is recorded")
				}
			}
			r.dial("1")
			script := r.accept("1").Script
			room := script[len(script)-1].(ncco.Conversation)
			if room.Record != tt.want || (room.EventURL != "") != tt.want {
				t.Errorf("the room is %+v", room)
			}
			if !tt.want {
				return
			}
			to, err := ncco.ParseCallback(room.EventURL)
			if err != nil || to.Kind != "recording" || to.Leg != RoomLeg || to.Call != r.c.ID {
				t.Errorf("told to %q: %v", room.EventURL, err)
			}
		})
	}
	r := newRig(t, records("UpdateContactRecordingAndAnalyticsBehavior", `"ChatBehavior":{}`))
	r.wants("a chat's", r.arrive().Script, "mismatch.")
}

// The recording of a talk comes after the call, and is not a voicemail.
func TestRecordingOfATalk(t *testing.T) {
	r := newRig(t, records("UpdateContactRecordingBehavior", `"RecordingBehavior":{"RecordedParticipants":["Agent","Customer"]}`))
	r.arrive()
	r.dial("1")
	r.accept("1")
	r.talk("1")
	r.do(LegEnded{Leg: "1", Reason: Completed})
	r.do(LegEnded{Leg: CallerLeg})
	for range 2 {
		r.do(TalkRecorded{Recording: "rec", URL: "https://api.nexmo.com/v1/files/rec", Bytes: 100000, Seconds: 60})
	}
	if len(r.c.Talks) != 1 || r.c.Voicemail() != nil || len(r.c.Alerts) != 0 || r.c.Outcome != Talked {
		t.Fatalf("talks %+v, voicemail %+v, alerts %+v, outcome %s", r.c.Talks, r.c.Messages, r.c.Alerts, r.c.Outcome)
	}
	if url, owed := r.c.AudioOf("rec"); !owed || url != "https://api.nexmo.com/v1/files/rec" {
		t.Errorf("to fetch: %q %v", url, owed)
	}
	r.do(AudioStored{Recording: "rec", Key: "talk/rec"})
	if _, owed := r.c.AudioOf("rec"); owed || r.c.Talks[0].Key != "talk/rec" {
		t.Error("its audio would be fetched again")
	}
	for i := range 2 * talksMax {
		r.do(TalkRecorded{Recording: string(rune('a' + i))})
	}
	if len(r.c.Talks) != talksMax {
		t.Errorf("%d recordings kept", len(r.c.Talks))
	}
}

// Amazon's own way to a voicemail is not an action: a flow is rewritten before it runs,
// and runs as one.
func TestRecordingOfTheAutomatedPartIsAVoicemail(t *testing.T) {
	r := newRig(t, `{"Identifier":"start","Type":"MessageParticipant","Parameters":{"Text":"Leave a message."},"Transitions":{"NextAction":"on"}},
		{"Identifier":"on","Type":"UpdateContactRecordingBehavior","Parameters":{"RecordingBehavior":{"RecordedParticipants":[],"IVRRecordingBehavior":"Enabled"}},"Transitions":{"NextAction":"beep"}},
		{"Identifier":"beep","Type":"MessageParticipant","Parameters":{"SSML":"<speak><say-as interpret-as=\"expletive\">beep</say-as></speak>"},"Transitions":{"NextAction":"hold"}},
		{"Identifier":"hold","Type":"GetParticipantInput","Parameters":{"StoreInput":"False","InputTimeLimitSeconds":"60","Text":" "},"Transitions":{"NextAction":"off",
		"Errors":[{"ErrorType":"InputTimeLimitExceeded","NextAction":"off"},{"ErrorType":"NoMatchingCondition","NextAction":"off"},{"ErrorType":"NoMatchingError","NextAction":"off"}]}},
		{"Identifier":"off","Type":"UpdateContactRecordingBehavior","Parameters":{"RecordingBehavior":{"RecordedParticipants":[],"IVRRecordingBehavior":"Disabled"}},"Transitions":{"NextAction":"bye"}},`+
		say("bye")+","+hangUp)
	r.plan.Flow, _ = check.Rewrite(r.plan.Flow)
	r.wants("the caller", r.arrive().Script, "Leave a message. | record | notify")
	r.do(MessageRecorded{Recording: "rec", Bytes: 20000, Seconds: 9})
	r.wants("afterwards", r.spoken().Script, "bye.")
	r.do(LegEnded{Leg: CallerLeg})
	if r.c.Outcome != VoicemailLeft || len(r.c.Talks) != 0 {
		t.Errorf("outcome %s", r.c.Outcome)
	}
}
