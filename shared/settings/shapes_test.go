package settings

import (
	"encoding/json"
	"testing"

	"ringdown/shared/flow"
)

// shape is the parameters of one action as JSON.
func shape(t *testing.T, f flow.Flow, id string) string {
	t.Helper()
	a, ok := f.Action(id)
	if !ok {
		t.Fatalf("no action %q", id)
	}
	whole, err := flow.Flow{Actions: []flow.Action{a}}.MarshalJSON()
	if err != nil {
		t.Fatal(err)
	}
	var doc struct {
		Actions []struct{ Parameters json.RawMessage }
	}
	if err := json.Unmarshal(whole, &doc); err != nil {
		t.Fatal(err)
	}
	return string(doc.Actions[0].Parameters)
}

func TestShapesOfEveryActionWithAMenu(t *testing.T) {
	f := compiled(t, settings(func(s *Settings) { withMenu(s); s.Lines[0].Alert = AlertOnCall })).Flow
	want := map[string]string{
		welcome:         `{"Text":"You've reached Acme support."}`,
		menuAgain:       `{"LoopCount":"3"}`,
		menu:            `{"Text":"For Platform, press 1. For network, press 3. For Platform, press 4.","InputTimeLimitSeconds":"7","StoreInput":"False"}`,
		wrongKey:        `{"Text":"That isn't one of the options."}`,
		noKeyPressed:    `{"Text":"Sorry, I didn't get a choice."}`,
		"Pick platform": `{"Attributes":{"team":"platform","teamName":"Platform"},"TargetContact":"Current"}`,
		"Pick network":  `{"Attributes":{"team":"network","teamName":"network"},"TargetContact":"Current"}`,
		menuDefault:     `{"Attributes":{"team":"network","teamName":"network"},"TargetContact":"Current"}`,
		putThrough:      `{"Text":"I'll connect you now."}`,
		alertCall:       `{"ContactFlowId":"alert-call","Name":"Call from $.CustomerEndpoint.Address for $.Attributes.teamName"}`,
		ringTeam: `{"TeamId":"$.Attributes.team","RingStrategy":"Sequential","ParticipantConnectionTimeLimitSeconds":"20",` +
			`"ConnectionTimeLimitSeconds":"120","MaximumRounds":"2","ComfortSeconds":"30","RingPauseSeconds":"10","RingsPerMinute":"6","AcceptanceRequired":"True",` +
			`"AcceptanceMessage":{"Text":"Acme support, from $.Attributes.callerSpoken. Press 1 to take it, 2 to pass. For $.Attributes.teamName."},` +
			`"AcceptanceDigit":"1","DeclineDigit":"2","AcceptanceTimeLimitSeconds":"5",` +
			`"WaitingMessages":[{"Text":"Please hold while we reach the person on call. To leave a message instead, press star at any time."}],` +
			`"LeaveDigit":"*","CallerId":{"Number":"$.SystemEndpoint.Address"},"ContinueFlowExecution":"True"}`,
		noResponse:   `{"Text":"Sorry, nobody can take your call right now."}`,
		nobodyOnCall: `{"Text":"Nobody is on call at the moment."}`,
		takeMessage: `{"Text":"Please leave a message after the tone. When you're done, press pound.","RecordingTimeLimitSeconds":"180",` +
			`"EndOnSilenceSeconds":"10","DTMFConfiguration":{"InputTerminationSequence":"#"},"PlayTone":"True","MinimumRecordingSeconds":"2"}`,
		thanks:  `{"Text":"Thank you. Your message has been recorded. Goodbye."}`,
		goodbye: `{"Text":"Goodbye."}`,
		hangUp:  `{}`,
	}
	for id, w := range want {
		if got := shape(t, f, id); got != w {
			t.Errorf("%s\n got %s\nwant %s", id, got, w)
		}
	}
	if len(f.Actions) != len(want) {
		t.Errorf("%d actions, %d are known here", len(f.Actions), len(want))
	}
}

func TestShapeOfTheVoicemailAlert(t *testing.T) {
	want := `{"ContactFlowId":"alert-voicemail","Name":"Voicemail from $.CustomerEndpoint.Address for $.Attributes.teamName",` +
		`"References":{"Recording":"$.Recording.Url"}}`
	if got := shape(t, compiled(t, settings(nil)).Flow, alertVoicemail); got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
}

func TestWhatIsSaidWhileRinging(t *testing.T) {
	off := false
	const hint = "To leave a message instead, press star at any time."
	sound := Sentence{Audio: "https://cdn.example.com/a.mp3"}
	const played = `{"Media":{"Uri":"https://cdn.example.com/a.mp3","SourceType":"S3","MediaType":"Audio"}}`
	tests := []struct {
		name   string
		change func(*Line)
		field  string
		want   string
	}{
		{"own waiting text keeps the hint", func(l *Line) { l.Sentences.Waiting.Text = "Wait." }, "WaitingMessages", `[{"Text":"Wait. ` + hint + `"}]`},
		{"own text that names the key says it itself", func(l *Line) { l.Sentences.Waiting.Text = "{key} leaves."; l.Ring.LeaveKey = "#" }, "WaitingMessages", `[{"Text":"pound leaves."}]`},
		{"without a leave key there is no hint", func(l *Line) { l.Ring.LeaveKey = NoKey }, "WaitingMessages", `[{"Text":"Please hold while we reach the person on call."}]`},
		{"without voicemail there is no hint", func(l *Line) { l.Voicemail.Enabled = &off; l.Alert = AlertOnCall }, "WaitingMessages", `[{"Text":"Please hold while we reach the person on call."}]`},
		{"a recording comes last, because it loops", func(l *Line) { l.Sentences.Waiting = sound }, "WaitingMessages", `[{"Text":"` + hint + `"},` + played + `]`},
		{"a recording alone", func(l *Line) { l.Sentences.Waiting = sound; l.Ring.LeaveKey = NoKey }, "WaitingMessages", `[` + played + `]`},
		{"own screening keeps the keys", func(l *Line) { l.Sentences.Screening.Text = "{team} for {line}." }, "AcceptanceMessage", `{"Text":"$.Attributes.teamName for Acme support. Press 1 to take it, 2 to pass."}`},
		{"own screening that names the keys", func(l *Line) { l.Sentences.Screening.Text = "{accept} or {decline}: {caller}" }, "AcceptanceMessage", `{"Text":"1 or 2: $.Attributes.callerSpoken"}`},
		{"own screening may refer to the call", func(l *Line) { l.Sentences.Screening.Text = "From $.CustomerEndpoint.Address, {accept} takes it" }, "AcceptanceMessage", `{"Text":"From $.CustomerEndpoint.Address, 1 takes it"}`},
		{"recorded screening is whole", func(l *Line) { l.Sentences.Screening = sound }, "AcceptanceMessage", played},
		{"German", func(l *Line) { l.Language = "de-AT" }, "WaitingMessages", `[{"Text":"Bitte bleiben Sie dran. Wir versuchen, die Bereitschaft zu erreichen. Um stattdessen eine Nachricht zu hinterlassen, drücken Sie jederzeit die Stern-Taste."}]`},
		{"all at once", func(l *Line) { l.Ring.Strategy = All }, "RingStrategy", `"Simultaneous"`},
		{"the caller's number is shown", func(l *Line) { l.Ring.CallerID = ShowCaller }, "CallerId", `{"Number":"$.CustomerEndpoint.Address"}`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			f := compiled(t, settings(func(s *Settings) { test.change(&s.Lines[0]) })).Flow
			var parameters map[string]json.RawMessage
			if err := json.Unmarshal([]byte(shape(t, f, ringTeam)), &parameters); err != nil {
				t.Fatal(err)
			}
			if got := string(parameters[test.field]); got != test.want {
				t.Errorf("got  %s\nwant %s", got, test.want)
			}
		})
	}
}

func TestALineWithoutLeaveKeyOffersNone(t *testing.T) {
	f := compiled(t, settings(func(s *Settings) { s.Lines[0].Ring.LeaveKey = NoKey })).Flow
	a, _ := f.Action(ringTeam)
	if a.Parameters.Has("LeaveDigit") || len(a.Transitions.Conditions) > 0 {
		t.Errorf("parameters %v, conditions %v", a.Parameters, a.Transitions.Conditions)
	}
}

func TestALookUpThatFailsIsNotCalledNobodyOnCall(t *testing.T) {
	a, _ := compiled(t, settings(nil)).Flow.Action(ringTeam)
	want := map[string]string{
		flow.ConnectionTimeLimitExceeded: noResponse, flow.CallFailed: noResponse,
		flow.NoParticipantAvailable: nobodyOnCall, flow.NoMatchingError: noResponse,
	}
	if len(a.Transitions.Errors) != len(want) || a.Transitions.NextAction != hangUp {
		t.Errorf("transitions %+v", a.Transitions)
	}
	for _, e := range a.Transitions.Errors {
		if want[e.ErrorType] != e.NextAction {
			t.Errorf("%s leads to %q, want %q", e.ErrorType, e.NextAction, want[e.ErrorType])
		}
	}
}
