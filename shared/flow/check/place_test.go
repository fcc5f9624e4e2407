package check

import (
	"strings"
	"testing"

	"ringdown/shared/problem"
)

func TestPlaceKnowsAQueueFlow(t *testing.T) {
	findings := Place(parseSample(t, "queue_flow.json"))
	if len(findings) != 1 || findings[0].Severity != problem.Error || !strings.Contains(findings[0].Message, "list it under flows: and name it in the hook CustomerQueue") {
		t.Errorf("%+v", findings)
	}
	for _, name := range []string{"contact_flow_object.json", "support_line.json", "waiting_room.json"} {
		if findings := Place(parseSample(t, name)); len(findings) != 0 {
			t.Errorf("%s: %+v", name, findings)
		}
	}
}

func TestHookWantsAFlowMadeForIt(t *testing.T) {
	f := parseSample(t, "queue_flow.json")
	if Hook("CustomerQueue", f) != "" || Hook("AgentWhisper", f) == "" || Hook("AgentWhisper", parseSample(t, "support_line.json")) != "" {
		t.Error("a queue flow is for the hook CustomerQueue, and a flow of no such type for any")
	}
}

func TestWhisperSaysWhereItBreaksOff(t *testing.T) {
	whisper := func(first string) []Finding {
		return Whisper(oneAction(t, `{"Identifier":"a",`+first+`,"Transitions":{"NextAction":"z"}}`))
	}
	if findings := whisper(`"Type":"MessageParticipant","Parameters":{"Text":"hi"}`); len(findings) != 0 {
		t.Errorf("words run to their end: %+v", findings)
	}
	if findings := whisper(`"Type":"GetParticipantInput","Parameters":{}`); len(findings) != 1 || findings[0].Rule != "whisper-breaks-off" || findings[0].Action != "a" {
		t.Errorf("nobody is asked in a whisper: %+v", findings)
	}
}

// An identifier that the designer made is shown nowhere: its block is.
func TestNamedIsWhatTheDesignerShows(t *testing.T) {
	const made = "0f5a3c1e-1111-4222-8333-abcdefabcdef"
	for action, want := range map[string]string{
		`{"Identifier":"Greeting","Type":"MessageParticipant"}`:                                                                 `action "Greeting"`,
		`{"Identifier":"` + made + `","Type":"MessageParticipant","Parameters":{"Text":"Call us on +1 415 555 0100 any day."}}`: `the block Play prompt "Call us on +…" (` + made + `)`,
		`{"Identifier":"` + made + `","Type":"GetParticipantInput","Parameters":{"StoreInput":"True"}}`:                         `the block Store customer input (` + made + `)`,
		`{"Identifier":"` + made + `","Type":"UpdateContactEventHooks","Parameters":{"EventHooks":{"CustomerQueue":"f"}}}`:      `the block Set customer queue flow (` + made + `)`,
	} {
		if got := Named(parseText(t, `{"Actions":[`+action+`]}`).Actions[0]); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}
