package check

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"ringdown/shared/flow"
	"ringdown/shared/problem"
)

// Beside each sample that is wrong lies what must be found in it; no command rewrites that. The other samples must
// be clean.
func TestCheckFindsWhatStandsBesideEachSample(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(samples, "*.json"))
	if err != nil || len(files) < 7 {
		t.Fatalf("samples: %v %v", files, err)
	}
	expected := map[string]string{}
	for _, name := range []string{"bad_shapes", "bad_values", "round_and_round"} {
		expected[name+".json"] = string(readSample(t, name+".findings"))
	}
	for _, file := range files {
		name := filepath.Base(file)
		if name == "legacy.json" {
			continue
		}
		t.Run(name, func(t *testing.T) {
			var got strings.Builder
			for _, finding := range Findings(parseSample(t, name), Language()) {
				fmt.Fprintln(&got, oneLine(finding))
			}
			if got.String() != expected[name] {
				t.Errorf("got:\n%s\nwant:\n%s", got.String(), expected[name])
			}
		})
	}
}

func TestCheckOneAction(t *testing.T) {
	const nme = `{"NextAction":"z","ErrorType":"NoMatchingError"}`
	menu := func(more string) string {
		return `{"Identifier":"a","Type":"GetParticipantInput","Parameters":{"Text":"1?","InputTimeLimitSeconds":"5"` + more + `},"Transitions":{"NextAction":"z","Errors":[{"NextAction":"z","ErrorType":"InputTimeLimitExceeded"},{"NextAction":"z","ErrorType":"NoMatchingCondition"}`
	}
	dial := func(continues, errors string) string {
		return `{"Identifier":"a","Type":"TransferParticipantToThirdParty","Parameters":{"ThirdPartyPhoneNumber":"+12025550100","ThirdPartyConnectionTimeLimitSeconds":30,"ContinueFlowExecution":` + continues + `},"Transitions":{"NextAction":"z","Errors":[` + nme + errors + `]}}`
	}
	ring := func(more string) string {
		return `{"Identifier":"a","Type":"TransferParticipantToTeam","Parameters":{"TeamId":"t",` + more + `},"Transitions":{"NextAction":"z","Errors":[` + nme + `,{"NextAction":"z","ErrorType":"ConnectionTimeLimitExceeded"},{"NextAction":"z","ErrorType":"NoParticipantAvailable"},{"NextAction":"z","ErrorType":"CallFailed"}]}}`
	}
	record := func(more string) string {
		return `{"Identifier":"a","Type":"RecordParticipantMessage","Parameters":{` + more + `},"Transitions":{"NextAction":"z","Errors":[` + nme + `]}}`
	}
	say := func(text string) string {
		return `{"Identifier":"a","Type":"MessageParticipant","Parameters":{"Text":"` + text + `"},"Transitions":{"NextAction":"z"}}`
	}
	cases := []struct {
		name, action string
		want         string // severity and rule of each finding, or "" for none
	}{
		{"a prompt needs no error branch", say("hi"), ""},
		{"a price is not an attribute", say("$.50 each, or $5"), ""},
		{"an unknown root is an error", say("$.BadValue"), "error unknown-attribute"},
		{"a root that needs a key", say("$.Attributes, please"), "warning unknown-attribute"},
		{"a key in brackets after a full stop", say("To $.Attributes.['C Email']."), ""},
		{"a segment attribute in brackets", say("$.SegmentAttributes['connect:Subtype'].ValueString"), ""},
		{"3,000 characters may be spoken", say(strings.Repeat("x", 3000)), ""},
		{"3,001 draw a warning", say(strings.Repeat("é", 3001)), "warning prompt-length-3000"},
		{"6,001 are too many", say(strings.Repeat("x", 6001)), "error parameter-value"},
		{"a silent prompt is one", say(" "), ""},
		{"an older menu lacks NoMatchingError", menu("") + `]}}`, "warning error-branches"},
		{"booleans and numbers as such", menu(`,"StoreInput":false,"DTMFConfiguration":{"InterdigitTimeLimitSeconds":3}`) + `,` + nme + `]}}`, ""},
		{"null is absent", menu(`,"StoreInput":null`) + `,` + nme + `]}}`, ""},
		{"an input over 300 seconds is unusual", menu(`,"InputTimeLimitSeconds":"301"`) + `,` + nme + `]}}`, "warning duplicate-key, warning parameter-value"},
		{"a stored number without InvalidPhoneNumber", `{"Identifier":"a","Type":"GetParticipantInput","Parameters":{"Text":"n","InputTimeLimitSeconds":"5","StoreInput":"true","InputValidation":{"PhoneNumberValidation":{"NumberFormat":"E164"}}},"Transitions":{"NextAction":"z","Errors":[` + nme + `]}}`, "error error-branches"},
		{"encryption goes with CustomValidation only", `{"Identifier":"a","Type":"GetParticipantInput","Parameters":{"Text":"n","InputTimeLimitSeconds":"5","StoreInput":"True","InputEncryption":{"Key":"k"},"InputValidation":{"PhoneNumberValidation":{"NumberFormat":"E164"}}},"Transitions":{"NextAction":"z","Errors":[` + nme + `,{"NextAction":"z","ErrorType":"InvalidPhoneNumber"}]}}`, "error exclusive-parameters, error ignored-parameter"},
		{"a transfer that ends the flow needs one branch", dial(`"False"`, ""), ""},
		{"a transfer that goes on wants three", dial(`true`, ""), "warning error-branches, warning error-branches"},
		{"a static parameter takes no attribute", `{"Identifier":"a","Type":"UpdateFlowLoggingBehavior","Parameters":{"FlowLoggingBehavior":"$.Attributes.log"},"Transitions":{"NextAction":"z"}}`, "error static-parameter"},
		{"a whole value may be an attribute", `{"Identifier":"a","Type":"UpdateContactTargetQueue","Parameters":{"QueueId":"$.Attributes.q"},"Transitions":{"NextAction":"z","Errors":[` + nme + `]}}`, ""},
		{"part of it may not", `{"Identifier":"a","Type":"UpdateContactTargetQueue","Parameters":{"QueueId":"q-$.Attributes.q"},"Transitions":{"NextAction":"z","Errors":[` + nme + `]}}`, "warning static-parameter"},
		{"one of a group is needed", `{"Identifier":"a","Type":"UpdateContactTargetQueue","Parameters":{},"Transitions":{"NextAction":"z","Errors":[` + nme + `]}}`, "error required-parameter"},
		{"an empty value without a way out", `{"Identifier":"a","Type":"UpdateContactTargetQueue","Parameters":{"QueueId":""},"Transitions":{"NextAction":"z"}}`, "error empty-value, error error-branches"},
		{"AnalyticsBehavior is free", `{"Identifier":"a","Type":"UpdateContactRecordingBehavior","Parameters":{"RecordingBehavior":{"RecordedParticipants":[]},"AnalyticsBehavior":{"New":[{"x":1}]}},"Transitions":{"NextAction":"z"}}`, ""},
		{"both are recorded", `{"Identifier":"a","Type":"UpdateContactRecordingBehavior","Parameters":{"RecordingBehavior":{"RecordedParticipants":["Customer","Agent"]}},"Transitions":{"NextAction":"z"}}`, ""},
		{"one is recorded", `{"Identifier":"a","Type":"UpdateContactRecordingBehavior","Parameters":{"RecordingBehavior":{"RecordedParticipants":["Agent"]}},"Transitions":{"NextAction":"z"}}`, "warning recorded-together"},
		{"who is recorded", `{"Identifier":"a","Type":"UpdateContactRecordingBehavior","Parameters":{"RecordingBehavior":{"RecordedParticipants":["Caller"]}},"Transitions":{"NextAction":"z"}}`, "error parameter-value"},
		{"an open type keeps unknown parameters", `{"Identifier":"a","Type":"UpdateContactData","Parameters":{"Mood":"calm"},"Transitions":{"NextAction":"z","Errors":[` + nme + `]}}`, "warning unknown-parameter"},
		{"a list where an object belongs", `{"Identifier":"a","Type":"UpdateContactEventHooks","Parameters":{"EventHooks":[]},"Transitions":{"NextAction":"z","Errors":[` + nme + `]}}`, "error parameter-value, error required-parameter"},
		{"one hook at a time", `{"Identifier":"a","Type":"UpdateContactEventHooks","Parameters":{"EventHooks":{"CustomerQueue":"f","AgentWhisper":"g"}},"Transitions":{"NextAction":"z","Errors":[` + nme + `]}}`, "error exclusive-parameters"},
		{"a leave key needs its branch", `{"Identifier":"a","Type":"TransferParticipantToTeam","Parameters":{"TeamId":"t","LeaveDigit":"9"},"Transitions":{"NextAction":"z","Errors":[` + nme + `,{"NextAction":"z","ErrorType":"ConnectionTimeLimitExceeded"},{"NextAction":"z","ErrorType":"NoParticipantAvailable"},{"NextAction":"z","ErrorType":"CallFailed"}]}}`, "error conditional-shape"},
		{"what happens anyway may be asked for", ring(`"AcceptanceRequired":"true","ContinueFlowExecution":"True"`), ""},
		{"a key is always asked for", ring(`"AcceptanceRequired":"False"`), "error ignored-parameter"},
		{"the flow goes on after the team's call", ring(`"ContinueFlowExecution":"False"`), "error ignored-parameter"},
		{"responders see no name", ring(`"CallerId":{"Name":"Hotline"}`), "error ignored-parameter"},
		{"nor does a third party", strings.Replace(dial(`"False"`, ""), `"ContinueFlowExecution"`, `"CallerId":{"Name":"Hotline"},"ContinueFlowExecution"`, 1), "warning ignored-parameter"},
		{"how a team is rung is fixed", ring(`"RingStrategy":"$.Attributes.how"`), "error static-parameter"},
		{"nothing is transcribed", record(`"TranscriptionEnabled":"True"`), "error ignored-parameter"},
		{"nobody asked for it to be", record(`"TranscriptionEnabled":"False"`), ""},
		{"the usual shortest message", record(`"MinimumRecordingSeconds":"2"`), ""},
		{"a moment that a phone has not", `{"Identifier":"a","Type":"UpdateContactEventHooks","Parameters":{"EventHooks":{"AgentHold":"f"}},"Transitions":{"NextAction":"z","Errors":[` + nme + `]}}`, "warning ignored-parameter"},
		{"a moment that it has", `{"Identifier":"a","Type":"UpdateContactEventHooks","Parameters":{"EventHooks":{"CustomerQueue":"f"}},"Transitions":{"NextAction":"z","Errors":[` + nme + `]}}`, ""},
		{"agents are only compared with none", `{"Identifier":"a","Type":"CheckMetricData","Parameters":{"MetricType":"NumberOfAgentsOnline"},"Transitions":{"NextAction":"z","Errors":[` + nme + `,{"NextAction":"z","ErrorType":"NoMatchingCondition"}],"Conditions":[{"NextAction":"z","Condition":{"Operator":"NumberGreaterThan","Operands":["3"]}}]}}`, "error conditional-shape"},
		{"waiting callers with any number", `{"Identifier":"a","Type":"CheckMetricData","Parameters":{"MetricType":"NumberOfContactsInQueue"},"Transitions":{"NextAction":"z","Errors":[` + nme + `,{"NextAction":"z","ErrorType":"NoMatchingCondition"}],"Conditions":[{"NextAction":"z","Condition":{"Operator":"NumberLessOrEqualTo","Operands":["3"]}}]}}`, ""},
		{"a condition inside a condition", `{"Identifier":"a","Type":"Compare","Parameters":{"ComparisonValue":"$.Channel"},"Transitions":{"NextAction":"z","Errors":[{"NextAction":"z","ErrorType":"NoMatchingCondition"}],"Conditions":[{"NextAction":"z","Condition":{"Operator":"Equals","Operands":[{"Operator":"Equals","Operands":["x"]}]}}]}}`, "error conditional-shape"},
		{"a wrong operator without operands", menu("") + `,` + nme + `],"Conditions":[{"NextAction":"z","Condition":{"Operator":"NumberLessThan"}}]}}`, "error conditional-shape, error conditional-shape"},
		{"an operator without operands", menu("") + `,` + nme + `],"Conditions":[{"NextAction":"z","Condition":{"Operator":"Equals","Operands":[]}}]}}`, "error conditional-shape"},
		{"a module's end outside a module", `{"Identifier":"a","Type":"EndFlowModuleExecution","Parameters":{},"Transitions":{}}`, "warning module-settings, warning reachable-blocks"},
		{"nothing reads a bot here", `{"Identifier":"a","Type":"ConnectParticipantWithLexBot","Parameters":{},"Transitions":{"NextAction":"z"}}`, "error unsupported-action"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, f := range Findings(oneAction(t, c.action), Language()) {
				got = append(got, string(f.Severity)+" "+f.Rule)
			}
			slices.Sort(got)
			if s := strings.Join(got, ", "); s != c.want {
				t.Errorf("got %q, want %q", s, c.want)
			}
		})
	}
}

func TestCheckSaysWhatToUseInsteadOfInventedTypes(t *testing.T) {
	for invented, want := range map[string]string{
		"PlayPrompt": "MessageParticipant", "GetDigits": "StoreInput", "TransferToQueue": "TransferContactToQueue",
		"CheckAttribute": "Compare", "Start": "StartAction", "UnTagContact": "UntagContact", "TransfertoFlow": "TransferToFlow",
		"Xyzzy": "use one that is",
	} {
		findings := Findings(oneAction(t, `{"Identifier":"a","Type":"`+invented+`","Transitions":{"NextAction":"z"}}`), Language())
		if len(findings) != 1 || findings[0].Rule != "unknown-action" || !strings.Contains(findings[0].Message, want) {
			t.Errorf("%s: %+v, want a word about %s", invented, findings, want)
		}
	}
}

func TestCheckNamesNoPhoneNumber(t *testing.T) {
	f := oneAction(t, `{"Identifier":"a","Type":"TransferParticipantToThirdParty","Parameters":{"ThirdPartyPhoneNumber":"2025550100","ThirdPartyConnectionTimeLimitSeconds":"30","ContinueFlowExecution":"False"},"Transitions":{"NextAction":"z","Errors":[{"NextAction":"z","ErrorType":"NoMatchingError"}]}}`)
	findings := Findings(f, Language())
	if len(findings) != 1 || strings.Contains(findings[0].Message, "5550100") {
		t.Errorf("got %+v", findings)
	}
}

func TestCheckCountsActionsAndBoundsItsReport(t *testing.T) {
	long := flow.Flow{Version: flow.Version, StartAction: "a"}
	for i := range 251 {
		long.Actions = append(long.Actions, flow.Action{Identifier: fmt.Sprint(i), Type: "Nonsense"})
	}
	long.StartAction = "0"
	findings := Findings(long, Language())
	if len(findings) != maximumFindings {
		t.Errorf("%d findings, want %d", len(findings), maximumFindings)
	}
	if !slices.ContainsFunc(findings, func(f Finding) bool { return f.Rule == "action-count" }) {
		t.Error("251 actions went unnoticed")
	}
	if slices.ContainsFunc(findings, func(f Finding) bool { return f.Severity == problem.Warning }) {
		t.Error("warnings took the place of errors")
	}
	long.Actions = long.Actions[:1]
	long.Actions[0].Type = "DisconnectParticipant"
	if findings := Findings(long, Language()); len(findings) != 0 {
		t.Errorf("got %+v", findings)
	}
}

func TestCheckReportsADocumentLongerThanTheAPITakes(t *testing.T) {
	f := parseText(t, `{"Version":"2019-10-30","StartAction":"a","x":"`+strings.Repeat("é", maximumContentCharacters)+`","Actions":[{"Identifier":"a","Type":"DisconnectParticipant"}]}`)
	if findings := Findings(f, Language()); len(findings) != 1 || findings[0].Rule != "content-length" {
		t.Errorf("%+v", findings)
	}
}

func TestAttachable(t *testing.T) {
	if !Attachable([]Finding{{Problem: problem.Warningf("", "")}}) || Attachable([]Finding{{Problem: problem.Warningf("", "")}, {Problem: problem.Errorf("", "")}}) || !Attachable(nil) {
		t.Error("an error keeps a flow from being attached, a warning does not")
	}
}

// A Loop bounds its own way back; its other way out must not lead back unseen.
func TestCheckReportsOnlyRoundsThatNothingEnds(t *testing.T) {
	document := func(done string) flow.Flow {
		return parseText(t, `{"Version":"2019-10-30","StartAction":"say","Actions":[
		{"Identifier":"say","Type":"MessageParticipant","Parameters":{"Text":"hi"},"Transitions":{"NextAction":"again"}},
		{"Identifier":"again","Type":"Loop","Parameters":{"LoopCount":"3"},"Transitions":{"NextAction":"end","Conditions":[{"NextAction":"say","Condition":{"Operator":"Equals","Operands":["ContinueLooping"]}},{"NextAction":"`+done+`","Condition":{"Operator":"Equals","Operands":["DoneLooping"]}}]}},
		{"Identifier":"end","Type":"DisconnectParticipant","Transitions":{}}]}`)
	}
	if findings := Findings(document("end"), Language()); len(findings) != 0 {
		t.Errorf("a loop that ends: %+v", findings)
	}
	findings := Findings(document("say"), Language())
	if len(findings) != 1 || findings[0].Rule != "loop-without-waiting" || findings[0].Action != "say" {
		t.Errorf("a loop that begins again: %+v", findings)
	}
}

func TestCheckRefusesALeaveKeyThatAlsoChooses(t *testing.T) {
	document := func(leave string) flow.Flow {
		return parseText(t, `{"Version":"2019-10-30","StartAction":"menu","Actions":[
		{"Identifier":"menu","Type":"GetParticipantInput","Parameters":{"Text":"Press 2.","StoreInput":"False","InputTimeLimitSeconds":"5"},"Transitions":{"NextAction":"end","Conditions":[{"NextAction":"say","Condition":{"Operator":"Equals","Operands":["2"]}}],"Errors":[{"ErrorType":"InputTimeLimitExceeded","NextAction":"end"},{"ErrorType":"NoMatchingCondition","NextAction":"end"},{"ErrorType":"NoMatchingError","NextAction":"end"}]}},
		{"Identifier":"say","Type":"MessageParticipant","Parameters":{"Text":"hi"},"Transitions":{"NextAction":"ring"}},
		{"Identifier":"ring","Type":"TransferParticipantToTeam","Parameters":{"TeamId":"a","LeaveDigit":"`+leave+`"},"Transitions":{"NextAction":"end","Conditions":[{"NextAction":"end","Condition":{"Operator":"Equals","Operands":["LeaveDigitPressed"]}}],"Errors":[{"ErrorType":"ConnectionTimeLimitExceeded","NextAction":"end"},{"ErrorType":"NoParticipantAvailable","NextAction":"end"},{"ErrorType":"CallFailed","NextAction":"end"},{"ErrorType":"NoMatchingError","NextAction":"end"}]}},
		{"Identifier":"end","Type":"DisconnectParticipant","Transitions":{}}]}`)
	}
	if findings := Findings(document("#"), Language()); len(findings) != 0 {
		t.Errorf("another key: %+v", findings)
	}
	findings := Findings(document("2"), Language())
	if len(findings) != 1 || findings[0].Rule != "leave-key" || findings[0].Action != "ring" {
		t.Errorf("the key of the menu: %+v", findings)
	}
}
