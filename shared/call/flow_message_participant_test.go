package call

import (
	"strings"
	"testing"

	"ringdown/shared/ncco"
)

func message(parameters string) string {
	return ends(set("start", "name", "Tom & Jerry", "say"), act("say", "MessageParticipant", parameters, "yes", "!NoMatchingError > failed"))
}

func TestMessageParticipant(t *testing.T) {
	for _, c := range []struct{ name, parameters, want string }{
		{"a text", `{"Text":"Hello $.Attributes.name."}`, "Hello Tom & Jerry. | yes."},
		{"a blank text says nothing", `{"Text":" "}`, "yes."},
		{"an attribute without a value says nothing", `{"Text":"$.External.message"}`, "yes."},
		{"a price is no reference", `{"Text":"It costs $.50."}`, "It costs $.50. | yes."},
		{"SSML", `{"SSML":"<speak>Hello<break time=\"1s\"/> you</speak>"}`, `<speak>Hello<break time="1s"></break> you</speak> | yes.`},
		{"SSML without its outer tag", `{"SSML":"Hello <break/> you"}`, `<speak>Hello <break></break> you</speak> | yes.`},
		{"SSML with an ampersand from outside", `{"SSML":"<speak>$.Attributes.name</speak>"}`, `<speak>Tom &amp; Jerry</speak> | yes.`},
		{"SSML that is broken is read without its tags", `{"SSML":"<speak>Hello <b>you</speak>"}`, "Hello you | yes."},
		{"SSML in Text", `{"Text":"<speak>Hello</speak>"}`, "<speak>Hello</speak> | yes."},
		{"tags of other voices are left out", `{"SSML":"<speak><amazon:effect name=\"whispered\">psst</amazon:effect><p>x</p></speak>"}`, "<speak>psst<p>x</p></speak> | yes."},
		{"silent SSML", `{"SSML":"<speak> </speak>"}`, "yes."},
		{"a prompt by address", `{"PromptId":"https://cdn.example.com/a.mp3"}`, "https://cdn.example.com/a.mp3 | yes."},
		{"a prompt by id", `{"PromptId":"welcome"}`, "https://cdn.example.com/w.mp3 | yes."},
		{"a prompt by ARN", `{"PromptId":"arn:aws:connect:eu-west-2:1:instance/i/prompt/welcome"}`, "https://cdn.example.com/w.mp3 | yes."},
		{"an unknown prompt", `{"PromptId":"none"}`, "failed."},
		{"a prompt of no address", `{"PromptId":"$.Attributes.none"}`, "failed."},
		{"a file", `{"Media":{"Uri":"https://cdn.example.com/m.wav","SourceType":"S3","MediaType":"Audio"}}`, "https://cdn.example.com/m.wav | yes."},
		{"a file only Amazon reaches", `{"Media":{"Uri":"s3://bucket/m.wav"}}`, "failed."},
		{"a file with a blank in its address", `{"Media":{"Uri":"https://cdn.example.com/m m.wav"}}`, "failed."},
		{"an empty text beside a prompt", `{"Text":"","PromptId":"welcome"}`, "https://cdn.example.com/w.mp3 | yes."},
		{"nothing at all", `{}`, "failed."},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := newRig(t, message(c.parameters))
			r.plan.Prompts = map[string]string{"welcome": "https://cdn.example.com/w.mp3"}
			r.wants("hears", r.arrive().Script, c.want)
		})
	}
}

func TestALongTextIsSpokenInPiecesThatEndWithASentence(t *testing.T) {
	text := strings.Repeat("This is a sentence. ", 200)
	r := newRig(t, message(`{"Text":"`+text+`"}`))
	s := r.arrive().Script
	if len(s) != 4 {
		t.Fatalf("%d pieces: %s", len(s), sounds(s))
	}
	var all []string
	for _, a := range s[:3] {
		piece := a.(ncco.Talk).Text
		if !strings.HasSuffix(strings.TrimSpace(piece), ".") {
			t.Errorf("a piece ends with %q", piece[len(piece)-20:])
		}
		all = append(all, strings.TrimSpace(piece))
	}
	if got := strings.Join(all, " "); got != strings.TrimSpace(text) {
		t.Error("words were lost or doubled")
	}
}

func TestAVeryLongFlowOfPromptsStaysAScriptTheProviderTakes(t *testing.T) {
	long := strings.Repeat("word ", 1100)
	r := newRig(t, ends(loopOf("start", "100", "say", "yes"), act("say", "MessageParticipant", `{"Text":"`+long+`"}`, "start")))
	r.arrive() // the rig validates every script
	for range 30 {
		r.spoken()
	}
	if !r.c.Flow.Ended {
		t.Errorf("still at %+v", r.c.Flow.Loops)
	}
}
