package call

import (
	"ringdown/shared/dialplan"
	"ringdown/shared/flow"
	"ringdown/shared/ncco"
	"strings"
	"testing"
)

// The provider refuses a talk without words, and the whole script with it.
func TestBreaksAloneAreAWait(t *testing.T) {
	said := func(ssml string) string {
		return `{"Identifier":"start","Type":"MessageParticipant","Parameters":{"SSML":"` + ssml + `"},"Transitions":{"NextAction":"bye"}},` + say("bye") + "," + hangUp
	}
	for ssml, want := range map[string]string{
		`<speak>\n<break time=\"1500ms\"/>\n<break time=\"1s\"/>\n</speak>`: "wait 2.5 | bye.",
		`<speak><break time=\"300\"/></speak>`:                              "bye.", // no unit, no time
		`<speak><break/></speak>`:                                           "wait 1 | bye.",
	} {
		r := newRig(t, said(ssml))
		s := r.arrive().Script
		r.wants(ssml, s, want)
		if err := s.Validate(); err != nil {
			t.Error(err)
		}
	}
	r := newRig(t, `{"Identifier":"start","Type":"GetParticipantInput","Parameters":{"SSML":"<speak><break time=\"5s\"/></speak>","InputTimeLimitSeconds":"5"},"Transitions":{"NextAction":"hang up","Errors":[{"NextAction":"hang up","ErrorType":"InputTimeLimitExceeded"},{"NextAction":"hang up","ErrorType":"NoMatchingCondition"},{"NextAction":"hang up","ErrorType":"NoMatchingError"}]}},`+hangUp)
	r.wants("keys are heard at once", r.arrive().Script, "input")
}

// FuzzPrompt holds that whatever a text is, what is made of it is a script the provider
// takes, and says every letter of a plain text.
func FuzzPrompt(f *testing.F) {
	for _, seed := range []string{"Hello.", "<speak>a</speak>", "<speak>a & b", "a<speak>b", "<speak><p>" + strings.Repeat("x. ", 900) + "</p></speak>",
		" ", "<speak><break time=\"1s\"/></speak>", "\x00", strings.Repeat("é", 1600), "<speak>&nbsp;</speak>", "<speak xml:lang='en'>a</speak>", "。" + strings.Repeat("字。", 900)} {
		f.Add(seed, true)
		f.Add(seed, false)
	}
	f.Fuzz(func(t *testing.T, text string, marked bool) {
		name := "Text"
		if marked {
			name = "SSML"
		}
		v := viewOf(&Call{}, dialplan.Dialplan{Language: "en-US"})
		said, _ := v.position().Prompts(flow.NewParameters(flow.Member{Name: name, Value: flow.TextValue(text)}))
		script := scriptOf(said)
		if len(script) > 90 { // a flow collects fewer
			script = script[:90]
		}
		if len(script) == 0 {
			return
		}
		if err := script.Validate(); err != nil {
			t.Fatalf("%q: %v", text, err)
		}
		if !marked && !strings.Contains(text, "<speak") && !strings.Contains(text, "$.") && len(script) < 20 {
			var said strings.Builder
			for _, a := range script {
				said.WriteString(a.(ncco.Talk).Text)
			}
			if got, want := strings.Join(strings.Fields(said.String()), ""), strings.Join(strings.Fields(text), ""); got != want {
				t.Fatalf("said %q of %q", got, want)
			}
		}
	})
}
