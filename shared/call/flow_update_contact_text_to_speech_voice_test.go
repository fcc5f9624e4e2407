package call

import (
	"testing"

	"ringdown/shared/ncco"
)

func voiceOf(parameters string, branches ...string) string {
	return ends(act("start", "UpdateContactTextToSpeechVoice", parameters, "yes", branches...))
}

func TestAVoiceSpeaksTheFlowsPrompts(t *testing.T) {
	for _, c := range []struct {
		voice, language string
		style           int
	}{{"Joanna", "en-US", 0}, {"joanna", "en-US", 0}, {"Olivia", "en-AU", 2}, {"Léa", "fr-FR", 2}, {"Lea", "fr-FR", 2}, {"Vicki", "de-DE", 2}} {
		t.Run(c.voice, func(t *testing.T) {
			r := newRig(t, voiceOf(`{"TextToSpeechVoice":"`+c.voice+`","TextToSpeechEngine":"Neural","TextToSpeechStyle":"None"}`, "!NoMatchingError > failed"))
			talk, ok := r.arrive().Script[0].(ncco.Talk)
			if !ok || talk.Text != "yes." || talk.Language != c.language || talk.Style != c.style {
				t.Errorf("got %+v", talk)
			}
		})
	}
}

func TestTheNameOfTheVoiceIsReadBack(t *testing.T) {
	reaches(t, "Amy | yes.", ends(act("start", "UpdateContactTextToSpeechVoice", `{"TextToSpeechVoice":"amy"}`, "tell"), speak("tell", "$.TextToSpeechVoiceId", "yes")))
}

func TestAnUnknownVoiceFailsWhereTheFlowSaysWhatThen(t *testing.T) {
	reaches(t, "failed.", voiceOf(`{"TextToSpeechVoice":"Marvin"}`, "!NoMatchingError > failed"))
	reaches(t, "yes.", voiceOf(`{"TextToSpeechVoice":"Marvin"}`))
}

func TestOurOwnSentencesKeepTheLanguageOfTheLine(t *testing.T) {
	r := newRig(t, list(act("start", "UpdateContactTextToSpeechVoice", `{"TextToSpeechVoice":"Vicki"}`, "nowhere")))
	for _, a := range r.arrive().Script {
		if talk, ok := a.(ncco.Talk); ok && talk.Language != "en-US" {
			t.Errorf("%q is said in %s", talk.Text, talk.Language)
		}
	}
}
