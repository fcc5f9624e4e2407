package check

import (
	"slices"
	"testing"

	"ringdown/shared/flow"
)

func TestRewriteMakesOneActionOfTheParts(t *testing.T) {
	original := parseSample(t, "message_of_parts.json")
	f, rewritten := Rewrite(original)
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
	if !sameFlow(original, parseSample(t, "message_of_parts.json")) {
		t.Error("the original was changed")
	}
}

func TestRewriteLeavesOtherFlowsAlone(t *testing.T) {
	for _, name := range []string{"support_line.json", "waiting_room.json", "module.json", "bad_values.json"} {
		f := parseSample(t, name)
		if g, rewritten := Rewrite(f); len(rewritten) != 0 || !sameFlow(f, g) {
			t.Errorf("%s: %q", name, rewritten)
		}
	}
	// A menu during a recorded call compares keys: it is no pause.
	f := parseText(t, `{"Version":"2019-10-30","StartAction":"on","Actions":[
	{"Identifier":"on","Type":"UpdateContactRecordingBehavior","Parameters":{"RecordingBehavior":{"RecordedParticipants":["Agent","Customer"],"IVRRecordingBehavior":"Enabled"}},"Transitions":{"NextAction":"menu"}},
	{"Identifier":"menu","Type":"GetParticipantInput","Parameters":{"Text":"1?","InputTimeLimitSeconds":"5"},"Transitions":{"NextAction":"on","Conditions":[{"NextAction":"on","Condition":{"Operator":"Equals","Operands":["1"]}}],"Errors":[{"NextAction":"on","ErrorType":"InputTimeLimitExceeded"}]}}]}`)
	if _, rewritten := Rewrite(f); len(rewritten) != 0 {
		t.Errorf("a menu was taken for a pause: %q", rewritten)
	}
}

func TestRewriteKnowsTheSuccessorOfTheSwitch(t *testing.T) {
	f, rewritten := Rewrite(parseSample(t, "message_by_the_successor.json"))
	if !slices.Equal(rewritten, []string{"hold"}) {
		t.Fatalf("rewritten: %q", rewritten)
	}
	if _, ok := f.Action("on"); ok || f.Actions[0].Transitions.NextAction != "hold" {
		t.Errorf("after the greeting %q, want hold", f.Actions[0].Transitions.NextAction)
	}
}

// voicemailOf is an arrangement with another switch, words and exit.
func voicemailOf(t *testing.T, on, off, words string) flow.Flow {
	return parseText(t, `{"Version":"2019-10-30","StartAction":"on","Actions":[
	{"Identifier":"on",`+on+`,"Transitions":{"NextAction":"pause","Errors":[{"NextAction":"end","ErrorType":"NoMatchingError"}]}},
	{"Identifier":"pause","Type":"GetParticipantInput","Parameters":{"Text":"`+words+`","InputTimeLimitSeconds":"60"},"Transitions":{"NextAction":"off","Errors":[{"NextAction":"off","ErrorType":"InputTimeLimitExceeded"},{"NextAction":"off","ErrorType":"NoMatchingCondition"},{"NextAction":"off","ErrorType":"NoMatchingError"}]}},
	{"Identifier":"off",`+off+`,"Transitions":{"NextAction":"end","Errors":[{"NextAction":"end","ErrorType":"NoMatchingError"}]}},
	{"Identifier":"end","Type":"DisconnectParticipant"}]}`)
}

func stream(state string) string {
	return `"Type":"UpdateContactMediaStreamingBehavior","Parameters":{"MediaStreamingState":"` + state + `","MediaStreamType":"Audio"}`
}

func recorded(state string) string {
	return `"Type":"UpdateContactRecordingBehavior","Parameters":{"RecordingBehavior":{"RecordedParticipants":[],"IVRRecordingBehavior":"` + state + `"}}`
}

func TestRewriteTellsAMessageFromAKey(t *testing.T) {
	for _, c := range []struct {
		name, on, off, words string
		message              bool
		want                 string // what the checker says
	}{
		{"silence while audio is streamed", stream("Enabled"), stream("Disabled"), " ", true, ""},
		{"a message asked for", recorded("Enabled"), recorded("Disabled"), "Please leave your message, then press hash.", true, ""},
		{"any key asked for", recorded("Enabled"), recorded("Disabled"), "Press any key to go on.", false, "warning automated-recording"},
		{"any key while audio is streamed", stream("Enabled"), stream("Disabled"), "Press any key to go on.", false, "error unsupported-action"},
	} {
		f := voicemailOf(t, c.on, c.off, c.words)
		if _, rewritten := Rewrite(f); (len(rewritten) == 1) != c.message {
			t.Errorf("%s: rewritten %q", c.name, rewritten)
		}
		said := ""
		for _, x := range Findings(f, Language()) {
			said += string(x.Severity) + " " + x.Rule
		}
		if said != c.want {
			t.Errorf("%s: said %q, want %q", c.name, said, c.want)
		}
	}
}

func TestRewriteLeavesOutWhatSwitchesNothingOff(t *testing.T) {
	f, rewritten := Rewrite(parseSample(t, "stream_switched_off.json"))
	if _, ok := f.Action("off"); ok || len(rewritten) != 0 || f.StartAction != "s" {
		t.Errorf("begins with %q, rewritten %q", f.StartAction, rewritten)
	}
}

func TestLenientTakesTheErrorBranch(t *testing.T) {
	f := parseText(t, `{"Version":"2019-10-30","StartAction":"bot","Actions":[
	{"Identifier":"bot","Type":"ConnectParticipantWithLexBot","Parameters":{"Text":"How can I help?"},"Transitions":{"NextAction":"end","Errors":[{"NextAction":"menu","ErrorType":"NoMatchingError"},{"NextAction":"end","ErrorType":"NoMatchingCondition"}]}},
	{"Identifier":"menu","Type":"ShowView","Parameters":{"ViewResource":{"Id":"v"},"InvocationTimeLimitSeconds":"5"},"Transitions":{"NextAction":"end"}},
	{"Identifier":"end","Type":"DisconnectParticipant"}]}`)
	g, failing := Lenient(f, Language())
	if !slices.Equal(failing, []string{"bot"}) || g.StartAction != "menu" {
		t.Errorf("begins with %q, failing %q", g.StartAction, failing)
	}
}

func TestRewriteEndedByHash(t *testing.T) {
	document := func(key, leads string) flow.Flow {
		return parseText(t, `{"Version":"2019-10-30","StartAction":"on","Actions":[
		{"Identifier":"on","Type":"UpdateContactRecordingBehavior","Parameters":{"RecordingBehavior":{"RecordedParticipants":[],"IVRRecordingBehavior":"Enabled"}},"Transitions":{"NextAction":"pause"}},
		{"Identifier":"pause","Type":"GetParticipantInput","Parameters":{"SSML":"<speak><break time=\"5s\"/></speak>","InputTimeLimitSeconds":"60"},"Transitions":{"NextAction":"off","Conditions":[{"NextAction":"`+leads+`","Condition":{"Operator":"Equals","Operands":["`+key+`"]}}],"Errors":[{"NextAction":"off","ErrorType":"InputTimeLimitExceeded"},{"NextAction":"off","ErrorType":"NoMatchingCondition"},{"NextAction":"off","ErrorType":"NoMatchingError"}]}},
		{"Identifier":"off","Type":"UpdateContactRecordingBehavior","Parameters":{"RecordingBehavior":{"RecordedParticipants":[],"IVRRecordingBehavior":"Disabled"}},"Transitions":{"NextAction":"end"}},
		{"Identifier":"end","Type":"DisconnectParticipant"}]}`)
	}
	if _, rewritten := Rewrite(document("#", "off")); len(rewritten) != 1 {
		t.Error("a pause that hash ends is one all the same")
	}
	for _, other := range []flow.Flow{document("#", "end"), document("1", "off")} {
		if _, rewritten := Rewrite(other); len(rewritten) != 0 {
			t.Errorf("a menu was taken for a pause: %q", rewritten)
		}
	}
}

func TestRewriteWithTheLoopInFront(t *testing.T) {
	f := parseText(t, `{"Version":"2019-10-30","StartAction":"on","Actions":[
	{"Identifier":"on","Type":"UpdateContactRecordingBehavior","Parameters":{"RecordingBehavior":{"RecordedParticipants":["Agent"],"IVRRecordingBehavior":"Enabled"}},"Transitions":{"NextAction":"again"}},
	{"Identifier":"again","Type":"Loop","Parameters":{"LoopCount":"3"},"Transitions":{"NextAction":"end","Conditions":[{"NextAction":"pause","Condition":{"Operator":"Equals","Operands":["ContinueLooping"]}},{"NextAction":"end","Condition":{"Operator":"Equals","Operands":["DoneLooping"]}}]}},
	{"Identifier":"pause","Type":"GetParticipantInput","Parameters":{"SSML":"<speak><break time=\"5s\"/></speak>","InputTimeLimitSeconds":"30"},"Transitions":{"NextAction":"again","Errors":[{"NextAction":"again","ErrorType":"InputTimeLimitExceeded"},{"NextAction":"end","ErrorType":"NoMatchingCondition"},{"NextAction":"end","ErrorType":"NoMatchingError"}]}},
	{"Identifier":"end","Type":"DisconnectParticipant","Transitions":{}}]}`)
	g, rewritten := Rewrite(f)
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

// sameFlow reports whether two documents are written alike, wherever they were read from.
func sameFlow(f, g flow.Flow) bool {
	a, err := f.Write()
	b, other := g.Write()
	return err == nil && other == nil && string(a) == string(b)
}
