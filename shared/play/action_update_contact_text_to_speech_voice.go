package play

import (
	"ringdown/shared/flow"
	"ringdown/shared/speech"
)

// updateContactTextToSpeechVoice chooses the voice of the prompts that follow.
// TextToSpeechVoice is a name of Amazon Polly's; voices.go says what it becomes.
// TextToSpeechEngine and TextToSpeechStyle choose between recordings of one voice that
// the provider does not have, and are passed over. An unknown voice is NoMatchingError
// where the action has that branch, and otherwise leaves the voice as it is: a prompt
// in the wrong voice is better than none. NCCO: language and style of talk.
var updateContactTextToSpeechVoice = action{
	begin: func(r *Run, a flow.Action) outcome {
		v, ok := speech.VoiceNamed(r.Text(a.Parameters, "TextToSpeechVoice"))
		if !ok {
			return failedOrPassedOver(r, a)
		}
		r.at.Voice = v
		return done(flow.Succeed())
	},
}

// failedOrPassedOver fails where the flow says what to do then, and goes on where it
// does not: for actions nothing depends on, whose error branch the language leaves out.
func failedOrPassedOver(r *Run, a flow.Action) outcome {
	if _, ok := r.choose(a, flow.Fail(flow.NoMatchingError)); ok {
		return failed(flow.NoMatchingError)
	}
	return done(flow.Succeed())
}
