package settings

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"ringdown/shared/alert"
	"ringdown/shared/dialplan"
	"ringdown/shared/e164"
	"ringdown/shared/flow"
	"ringdown/shared/problem"
)

const withFlow = `version: 1
users: [{id: ana, phones: [{number: +14155550101}]}, {id: ben, phones: [{number: +14155550102}]}]
teams: [{id: network, tiers: [[ana]]}]
lines:
  - id: acme
    number: +14155550100
    flow: own.json
    team: network
`

// one is a document of one action and a hang-up.
func one(kind, parameters, errors string) []byte {
	return []byte(`{"Version":"2019-10-30","StartAction":"a","Metadata":{},"Actions":[
{"Identifier":"a","Type":"` + kind + `","Parameters":` + parameters + `,"Transitions":{"NextAction":"b","Errors":[` + errors + `]}},
{"Identifier":"b","Type":"DisconnectParticipant","Parameters":{},"Transitions":{}}]}`)
}

// rings is a document that rings somebody besides users.
func rings(number string) []byte {
	return one("TransferParticipantToThirdParty", `{"ThirdPartyPhoneNumber":"`+number+`","ThirdPartyConnectionTimeLimitSeconds":"20","ContinueFlowExecution":"True"}`,
		failsOver+`,{"ErrorType":"CallFailed","NextAction":"b"},{"ErrorType":"ConnectionTimeLimitExceeded","NextAction":"b"}`)
}

const waitingFlow = `{"Version":"2019-10-30","StartAction":"b","Metadata":{"type":"customerQueue"},"Actions":[{"Identifier":"b","Type":"EndFlowExecution","Parameters":{},"Transitions":{}}]}`

const failsOver = `{"ErrorType":"NoMatchingError","NextAction":"b"}`

func TestFlowFilesAreThoseTheSettingsName(t *testing.T) {
	file := withFlow + "  - {id: b, number: +14155550109, flow: own.json}\nflows: {x: z.json, y: after.json}\n"
	if got := FlowFiles([]byte(file)); !slices.Equal(got, []string{"after.json", "own.json", "z.json"}) {
		t.Errorf("got %v", got)
	}
	if got := FlowFiles([]byte(": no yaml")); got != nil {
		t.Errorf("of a broken file: %v", got)
	}
}

func TestAttachedFlowsAreChecked(t *testing.T) {
	good := one("MessageParticipant", `{"Text":"Hello."}`, failsOver)
	for _, c := range []struct {
		name, more string
		document   []byte
		want       string // a fault, or "warning: …"; "" for none
	}{
		{"a good one", "", good, ""},
		{"none at all", "", nil, "7:5: lines[0].flow: the flow document own.json was not found: put it beside the settings file, or correct the name"},
		{"no JSON", "", []byte("hello"), "7:5: lines[0].flow: own.json: "},
		{"a type that cannot run", "", one("ShowView", `{}`, failsOver), `7:5: lines[0].flow: own.json:2:1: action "a", Actions[0].Type: ShowView is not supported here: a phone has no screen to show a view on`},
		{"a type nobody has", "", one("PlayPrompt", `{}`, failsOver), `7:5: lines[0].flow: own.json:2:1: action "a", Actions[0].Type: "PlayPrompt" is not in the language`},
		{"a team nobody has", "", one("TransferParticipantToTeam", `{"TeamId":"netwrk"}`, failsOver+`,{"ErrorType":"ConnectionTimeLimitExceeded","NextAction":"b"},{"ErrorType":"NoParticipantAvailable","NextAction":"b"}`),
			`7:5: lines[0].flow: own.json:2:1: action "a": no team has the id "netwrk": did you mean "network"?`},
		{"encryption", "", one("GetParticipantInput", `{"Text":"x","StoreInput":"True","InputTimeLimitSeconds":"5","InputValidation":{"CustomValidation":{"MaximumLength":"4"}},"InputEncryption":{"EncryptionKeyId":"k","Key":"x"}}`, failsOver),
			`action "a", Actions[0].Parameters.InputEncryption.Key: InputEncryption.Key has no effect here: nothing is encrypted`},
		{"a flow that is not listed", "", one("TransferToFlow", `{"ContactFlowId":"other"}`, failsOver), `7:5: warning: lines[0].flow: own.json:2:1: action "a": no flow has the id "other": list it under flows:`},
		{"a hook to a flow that is not listed", "", one("UpdateContactEventHooks", `{"EventHooks":{"CustomerQueue":"arn:aws:connect:eu-west-2:1:instance/1/contact-flow/gone"}}`, failsOver),
			`7:5: warning: lines[0].flow: own.json:2:1: action "a": no flow has the id "arn:aws:connect:eu-west-2:1:instance/1/contact-flow/gone": list it under flows:, or nothing of the hook CustomerQueue is ever heard`},
		{"a hook to a flow that is", "flows: {waiting: other.json}\n", one("UpdateContactEventHooks", `{"EventHooks":{"CustomerQueue":"arn:aws:connect:eu-west-2:1:instance/1/contact-flow/waiting"}}`, failsOver), ""},
		{"a hook by an attribute", "", one("UpdateContactEventHooks", `{"EventHooks":{"CustomerQueue":"$.Attributes.waiting"}}`, failsOver), ""},
		{"a waiting flow as a whisper", "flows: {waiting: other.json}\n", one("UpdateContactEventHooks", `{"EventHooks":{"AgentWhisper":"waiting"}}`, failsOver),
			`action "a": the flow "waiting": it has the type customerQueue, which is not for the hook AgentWhisper`},
		{"a whisper that breaks off", "flows: {ask: asking.json}\n", one("UpdateContactEventHooks", `{"EventHooks":{"AgentWhisper":"ask"}}`, failsOver),
			`warning: flows.ask: asking.json:2:1: action "a", Actions[0]: GetParticipantInput does not run in a whisper: the whisper ends here and the talk begins`},
		{"a waiting flow on a line", "", []byte(waitingFlow), "lines[0].flow: own.json:1:1: Metadata.type: a flow of the type customerQueue cannot answer a line: list it under flows:"},
		{"a prompt by its address", "", one("MessageParticipant", `{"PromptId":"https://cdn.example.com/a.mp3"}`, failsOver), ""},
		{"a function by its ARN", "functions: [arn:aws:lambda:eu-west-2:1:function:look]\n", one("InvokeLambdaFunction", `{"LambdaFunctionARN":"arn:aws:lambda:eu-west-2:1:function:look","InvocationTimeLimitSeconds":"3"}`, failsOver), ""},
		{"no function", "functions: [look]\n", good, `functions[0]: "look" is no function: write its ARN`},
		{"no prompt", "prompts: {hello: ftp://x/a.mp3}\n", good, `prompts.hello: "ftp://x/a.mp3" is no https address`},
		{"a flow whose file is missing", "flows: {other: gone.json}\n", good, "flows.other: the flow document gone.json was not found"},
		{"a ring beside the flow", "    ring: {rounds: 2}\n", good, "lines[0].ring.rounds: the line has a flow of its own, which says this: remove it here, or remove flow:"},
		{"a zero of the ring beside the flow", "    ring: {comfortSeconds: 0}\n", good, "lines[0].ring.comfortSeconds: the line has a flow of its own"},
		{"the patience of its queues", "    ring: {totalSeconds: 300}\n", good, ""},
		{"too much patience of its queues", "    ring: {totalSeconds: 3000}\n", good, "lines[0].ring.totalSeconds: 3000 is out of range"},
		{"messages beside the flow", "    messages: {welcome: {text: Hi}}\n", good, "lines[0].messages: the line has a flow of its own"},
		{"an attendant beside the flow", "    attendant: {keys: {1: network}}\n", good, "lines[0].attendant: the line has a flow of its own"},
		{"a mode beside the flow", "    mode: live\n", good, "lines[0].mode: the line has a flow of its own"},
		{"an alert beside the flow", "    alert: call\n", good, "lines[0].alert: the line has a flow of its own"},
		{"no team that is told", "  - {id: b, number: +14155550109, flow: own.json}\n", good, "warning: lines[1].team: nobody is told of a call whose flow chose no team"},
		{"no team, and none wanted", "  - {id: b, number: +14155550109, flow: own.json, alert: none}\n", good, ""},
		{"a team nobody has that is told", "  - {id: b, number: +14155550109, flow: own.json, team: netwrk}\n", good, `lines[1].team: no team has the id "netwrk"`},
		{"an empty name", "  - {id: b, number: +14155550109, flow: \"\"}\n", good, "lines[1].flow: the file is missing"},
		{"a third party at home", "", rings("+14155550177"), ""},
		{"a third party abroad", "", rings("+5312345678"), `7:5: lines[0].flow: own.json:2:1: action "a": +5312345678 is a number of CU, and numbers of US alone are rung: list CU too, under dialling: countries:`},
		{"a third party abroad that is allowed", "dialling: {countries: [US, GB, CU]}\n", rings("+5312345678"), ""},
		{"a premium third party", "", rings("+19005550177"), "premium rate"},
		{"our own number", "dialling: {countries: [US, GB]}\n", rings("+14155550100"), "a number of this installation"},
		{"a number that callers key", "", rings("$.StoredCustomerInput"), `7:5: warning: lines[0].flow: own.json:2:1: action "a": callers key the number that is rung, at your cost`},
		{"a module", "", []byte(`{"Version":"2019-10-30","StartAction":"b","Settings":{"InputParameters":[],"OutputParameters":[],"Transitions":[]},"Actions":[{"Identifier":"b","Type":"EndFlowModuleExecution","Parameters":{},"Transitions":{}}]}`),
			"lines[0].flow: own.json is a module"},
	} {
		t.Run(c.name, func(t *testing.T) {
			documents := map[string][]byte{"other.json": []byte(waitingFlow), "asking.json": one("GetParticipantInput",
				`{"Text":"1?","InputTimeLimitSeconds":"5"}`, failsOver+`,{"ErrorType":"InputTimeLimitExceeded","NextAction":"b"},{"ErrorType":"NoMatchingCondition","NextAction":"b"}`)}
			if c.document != nil {
				documents["own.json"] = c.document
			}
			s, problems := Parse([]byte(withFlow+c.more), documents)
			said := told(problems)
			if c.want == "" && said != "" || !strings.Contains(said, c.want) {
				t.Errorf("got %s\nwant %s", said, c.want)
			}
			if plans, err := s.Compile(); !problem.Fatal(problems) && (err != nil || !sameFlow(plans[0].Flow, parsed(t, c.document))) {
				t.Errorf("compiled to %+v, %v", plans, err)
			}
		})
	}
}

func parsed(t *testing.T, document []byte) flow.Flow {
	t.Helper()
	f, err := flow.Parse(document)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestALineWithAFlowBringsAllThatTheFlowMayName(t *testing.T) {
	s := good(t, "own-flow.yaml")
	d, err := s.CompileLine("operations")
	if err != nil {
		t.Fatal(err)
	}
	if d.QueueSeconds != 300 {
		t.Errorf("a queue keeps callers for %d s", d.QueueSeconds)
	}
	if d.Flow.StartAction != "Trace" || len(d.Flows) != 2 || d.Flows["say-hello"].StartAction != "Hello" || !d.Flows["say-hello"].Module() {
		t.Errorf("flows: %q, %v", d.Flow.StartAction, d.Flows)
	}
	if len(d.Teams) != 2 || len(d.Users) != 2 || d.Teams["databases"].Hours != "weekdays" || len(d.Hours) != 1 || d.DefaultTeam != "databases" {
		t.Errorf("teams %v, users %v, hours %v, team %q", d.Teams, d.Users, d.Hours, d.DefaultTeam)
	}
	if d.Prompts["welcome"] == "" || len(d.LambdaARNs) != 1 {
		t.Errorf("prompts %v, functions %v", d.Prompts, d.LambdaARNs)
	}
}

func TestExportGivesAFlowOfItsOwnBack(t *testing.T) {
	document, err := beside("own-flow.json")
	if err != nil {
		t.Fatal(err)
	}
	f, err := good(t, "own-flow.yaml").Export("operations")
	if err != nil || !sameFlow(f, parsed(t, document)) {
		t.Errorf("got %q with %d actions, %v", f.Name(), len(f.Actions), err)
	}
}

func TestADisabledLineDoesNotRunItsFlow(t *testing.T) {
	s, problems := Parse([]byte(withFlow+"    enabled: false\n"), map[string][]byte{"own.json": one("MessageParticipant", `{"Text":"Hello."}`, failsOver)})
	d, err := s.CompileLine("acme")
	if err != nil || problem.Fatal(problems) || d.Flow.StartAction != "Disabled" {
		t.Errorf("starts with %q: %v, %v", d.Flow.StartAction, err, problems)
	}
}

func TestAVoicemailMadeOfPartsRunsAsOneRecording(t *testing.T) {
	document, err := beside("../../flows/message_of_parts.json")
	if err != nil {
		t.Fatal(err)
	}
	s, problems := Parse([]byte(withFlow), map[string][]byte{"own.json": document})
	d, err := s.CompileLine("acme")
	if err != nil {
		t.Fatal(err, problems)
	}
	if !slices.ContainsFunc(d.Flow.Actions, func(a flow.Action) bool { return a.Type == "RecordParticipantMessage" }) {
		t.Error("no message is recorded")
	}
}

// TestANewSettingIsNotIgnoredBesideAFlow: whoever adds one and does not think of lines with a flow of
// their own has it refused there.
func TestANewSettingIsNotIgnoredBesideAFlow(t *testing.T) {
	type group struct {
		Applies   int `json:"applies" flow:"applies"`
		Imaginary int `json:"imaginary"`
	}
	line := struct {
		Known     int   `json:"known,omitempty" flow:"applies"`
		Imaginary *bool `json:"imaginary,omitempty"`
		Group     group `json:"group,omitzero"`
	}{1, new(bool), group{1, 1}}
	c := checker{given: func(string) bool { return false }}
	c.besideFlow("line", reflect.ValueOf(line))
	if said := told(c.problems); strings.Count(said, "flow of its own") != 2 || !strings.Contains(said, "line.imaginary: ") || !strings.Contains(said, "line.group.imaginary: ") {
		t.Errorf("got %s", said)
	}
}

// TestWhatAppliesBesideAFlowIsCompiled: a setting that is tagged as applying changes the dialplan.
func TestWhatAppliesBesideAFlowIsCompiled(t *testing.T) {
	own := one("MessageParticipant", `{"Text":"Hello."}`, failsOver)
	own = []byte(strings.TrimSuffix(string(own), "]}") + `,{"Identifier":"v","Type":"ShowView","Parameters":{},"Transitions":{"NextAction":"b","Errors":[` + failsOver + `]}}]}`) // never reached
	compiled := func(change func(l *Line)) dialplan.Dialplan {
		t.Helper()
		s, problems := Parse([]byte(withFlow), map[string][]byte{"own.json": own, "other.json": []byte(strings.Replace(string(own), "Hello.", "Hi.", 1))})
		s.Teams = append(s.Teams, dialplan.Team{ID: "desk", Tiers: [][]string{{"ben"}}})
		s.EscalationRules = []alert.Rule{{ID: "night", Steps: []alert.Step{{Targets: []alert.Target{{Tier: 1}}}}}}
		change(&s.Lines[0])
		plans, err := s.Compile()
		if err != nil || problem.Fatal(problems) {
			t.Fatal(err, problems, s.Check())
		}
		return plans[0]
	}
	changes := map[string]func(l *Line){
		"id": func(l *Line) { l.ID = "other" }, "number": func(l *Line) { l.Number = "+14155550109" },
		"numbers":     func(l *Line) { l.Number, l.Numbers = "", []e164.Number{"+14155550100", "+14155550109"} },
		"description": func(l *Line) { l.Description = "Other" }, "enabled": func(l *Line) { l.Enabled = new(bool) },
		"language": func(l *Line) { l.Language = "de-DE" }, "style": func(l *Line) { l.Style = 1 },
		"block": func(l *Line) { l.Block = []string{"withheld"} }, "withheld": func(l *Line) { l.Withheld = WithheldIsRejected },
		"challenge": func(l *Line) { l.Challenge = true }, "limits": func(l *Line) { l.Limits.LinePerHour = 3 },
		"alert": func(l *Line) { l.Alert = AlertNever }, "alertAfterSeconds": func(l *Line) { l.AlertAfter = 60 },
		"words":   func(l *Line) { l.Words = map[string]Sentence{"goodbye": {Text: "Bye."}} },
		"lenient": func(l *Line) { l.Lenient = new(true) },
		"flow":    func(l *Line) { l.Flow = "other.json" }, "team": func(l *Line) { l.Team = "desk" }, "totalSeconds": func(l *Line) { l.Ring.TotalSeconds = 300 },
		"escalation": func(l *Line) { l.Escalation = "night" },
	}
	plain := compiled(func(*Line) {})
	tagged := 0
	for _, field := range append(reflect.VisibleFields(reflect.TypeFor[Line]()), reflect.VisibleFields(reflect.TypeFor[Ring]())...) {
		if !applies(field) {
			continue
		}
		tagged++
		key, _, _ := strings.Cut(field.Tag.Get("json"), ",")
		change := changes[key]
		if change == nil {
			t.Errorf("%s is said to apply beside a flow: change it here, and see that the dialplan is another", key)
			continue
		}
		if reflect.DeepEqual(compiled(change), plain) {
			t.Errorf("%s is said to apply beside a flow, and changes nothing", key)
		}
	}
	if tagged != len(changes) {
		t.Errorf("%d settings are tagged, %d are tried", tagged, len(changes))
	}
}
