package check

import (
	"slices"
	"testing"

	"ringdown/shared/flow"
)

func TestRecognizeRecordingMakesOneActionOfTheParts(t *testing.T) {
	original := parseSample(t, "message_of_parts.json")
	f, rewritten := RecognizeRecording(original)
	if !slices.Equal(rewritten, []string{"Listen"}) {
		t.Fatalf("rewritten: %q", rewritten)
	}
	var left []string
	for _, a := range f.Actions {
		left = append(left, a.Identifier)
	}
	if !slices.Equal(left, []string{"Sorry", "Mark", "Listen", "Trouble", "Thanks", "End"}) {
		t.Errorf("left: %q", left)
	}
	listen, _ := f.Action("Listen")
	if s, _ := listen.Parameters.String("RecordingTimeLimitSeconds"); s != "120" { // 40 seconds, and twice again
		t.Errorf("records %s seconds, want 120", s)
	}
	if listen.Type != "RecordParticipantMessage" || listen.Parameters.Has("Text") {
		t.Errorf("%s %v: a blank prompt is no prompt", listen.Type, listen.Parameters)
	}
	if next, _ := flow.Choose(listen, flow.Return(flow.MessageRecorded)); next != "Thanks" {
		t.Errorf("then %q, want Thanks", next)
	}
	if next, _ := flow.Choose(listen, flow.Fail(flow.NoMatchingError)); next != "Trouble" {
		t.Errorf("on failure %q, want Trouble", next)
	}
	if sorry, _ := f.Action("Sorry"); sorry.Transitions.NextAction != "Mark" {
		t.Errorf("after the greeting %q, want Mark", sorry.Transitions.NextAction)
	}
	if findings := Findings(f, Language()); len(findings) != 0 {
		t.Errorf("%+v", findings)
	}
	if !flow.Equal(original, parseSample(t, "message_of_parts.json")) {
		t.Error("the original was changed")
	}
}

func TestRecognizeRecordingLeavesOtherFlowsAlone(t *testing.T) {
	for _, name := range []string{"support_line.json", "waiting_room.json", "module.json", "bad_values.json"} {
		f := parseSample(t, name)
		if g, rewritten := RecognizeRecording(f); len(rewritten) != 0 || !flow.Equal(f, g) {
			t.Errorf("%s: %q", name, rewritten)
		}
	}
	// A menu during a recorded call compares keys: it is no pause.
	f := parseText(t, `{"Version":"2019-10-30","StartAction":"on","Actions":[
	{"Identifier":"on","Type":"UpdateContactRecordingBehavior","Parameters":{"RecordingBehavior":{"RecordedParticipants":["Agent","Customer"],"IVRRecordingBehavior":"Enabled"}},"Transitions":{"NextAction":"menu"}},
	{"Identifier":"menu","Type":"GetParticipantInput","Parameters":{"Text":"1?","InputTimeLimitSeconds":"5"},"Transitions":{"NextAction":"on","Conditions":[{"NextAction":"on","Condition":{"Operator":"Equals","Operands":["1"]}}],"Errors":[{"NextAction":"on","ErrorType":"InputTimeLimitExceeded"}]}}]}`)
	if _, rewritten := RecognizeRecording(f); len(rewritten) != 0 {
		t.Errorf("a menu was taken for a pause: %q", rewritten)
	}
}

func TestRecognizeRecordingEndedByHash(t *testing.T) {
	document := func(key, leads string) flow.Flow {
		return parseText(t, `{"Version":"2019-10-30","StartAction":"on","Actions":[
		{"Identifier":"on","Type":"UpdateContactRecordingBehavior","Parameters":{"RecordingBehavior":{"RecordedParticipants":[],"IVRRecordingBehavior":"Enabled"}},"Transitions":{"NextAction":"pause"}},
		{"Identifier":"pause","Type":"GetParticipantInput","Parameters":{"SSML":"<speak><break time=\"5s\"/></speak>","InputTimeLimitSeconds":"60"},"Transitions":{"NextAction":"off","Conditions":[{"NextAction":"`+leads+`","Condition":{"Operator":"Equals","Operands":["`+key+`"]}}],"Errors":[{"NextAction":"off","ErrorType":"InputTimeLimitExceeded"},{"NextAction":"off","ErrorType":"NoMatchingCondition"},{"NextAction":"off","ErrorType":"NoMatchingError"}]}},
		{"Identifier":"off","Type":"UpdateContactRecordingBehavior","Parameters":{"RecordingBehavior":{"RecordedParticipants":[],"IVRRecordingBehavior":"Disabled"}},"Transitions":{"NextAction":"end"}},
		{"Identifier":"end","Type":"DisconnectParticipant"}]}`)
	}
	if _, rewritten := RecognizeRecording(document("#", "off")); len(rewritten) != 1 {
		t.Error("a pause that hash ends is one all the same")
	}
	for _, other := range []flow.Flow{document("#", "end"), document("1", "off")} {
		if _, rewritten := RecognizeRecording(other); len(rewritten) != 0 {
			t.Errorf("a menu was taken for a pause: %q", rewritten)
		}
	}
}

func TestRecognizeRecordingWithTheLoopInFront(t *testing.T) {
	f := parseText(t, `{"Version":"2019-10-30","StartAction":"on","Actions":[
	{"Identifier":"on","Type":"UpdateContactRecordingBehavior","Parameters":{"RecordingBehavior":{"RecordedParticipants":["Agent"],"IVRRecordingBehavior":"Enabled"}},"Transitions":{"NextAction":"again"}},
	{"Identifier":"again","Type":"Loop","Parameters":{"LoopCount":"3"},"Transitions":{"NextAction":"end","Conditions":[{"NextAction":"pause","Condition":{"Operator":"Equals","Operands":["ContinueLooping"]}},{"NextAction":"end","Condition":{"Operator":"Equals","Operands":["DoneLooping"]}}]}},
	{"Identifier":"pause","Type":"GetParticipantInput","Parameters":{"SSML":"<speak><break time=\"5s\"/></speak>","InputTimeLimitSeconds":"30"},"Transitions":{"NextAction":"again","Errors":[{"NextAction":"again","ErrorType":"InputTimeLimitExceeded"},{"NextAction":"end","ErrorType":"NoMatchingCondition"},{"NextAction":"end","ErrorType":"NoMatchingError"}]}},
	{"Identifier":"end","Type":"DisconnectParticipant","Transitions":{}}]}`)
	g, rewritten := RecognizeRecording(f)
	if !slices.Equal(rewritten, []string{"pause"}) {
		t.Fatalf("rewritten: %q", rewritten)
	}
	pause, _ := g.Action("pause")
	if s, _ := pause.Parameters.String("RecordingTimeLimitSeconds"); s != "90" || pause.Transitions.NextAction != "end" {
		t.Errorf("%s seconds, then %q; want 90, then end", s, pause.Transitions.NextAction)
	}
	// It also switches the recording of the conversation, so it stays.
	if on, ok := g.Action("on"); !ok || on.Transitions.NextAction != "pause" {
		t.Errorf("the switch: %v %q", ok, on.Transitions.NextAction)
	}
}
