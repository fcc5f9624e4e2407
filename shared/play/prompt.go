package play

import (
	"strings"

	"ringdown/shared/flow"
	"ringdown/shared/speech"
)

// Prompts returns what an action of the language says: a text, SSML, a prompt of the dialplan or
// an audio file, with the references in it filled in. A text of blanks is the language's way to
// say nothing. False when there is no such audio.
func (v View) Prompts(body flow.Parameters) ([]speech.Prompt, bool) {
	if text, _ := body.String("Text"); text != "" {
		return v.speakText(text), true
	}
	if ssml, _ := body.String("SSML"); ssml != "" {
		return v.speakSSML(ssml), true
	}
	if id, _ := body.String("PromptId"); id != "" {
		return audio(v.audio(v.expand(id)))
	}
	if url, _ := body.String("Media.Uri"); url != "" {
		return audio(v.expand(url))
	}
	return nil, body.Has("Text") || body.Has("SSML")
}

// speak is a text of the flow, in the voice the flow chose.
func (v View) speak(text string) []speech.Prompt {
	language, style := v.voice()
	return speech.Speak(text, language, style)
}

// speakText is a text of the flow. In a part of it that is SSML, what references bring in is text; and
// nothing that they bring in is ever taken for the address of a recording.
func (v View) speakText(text string) []speech.Prompt {
	var all strings.Builder
	for _, segment := range speech.Segments(text) {
		all.WriteString(flow.Expand(segment, func(path string) (string, bool) {
			value, ok := v.spoken(path)
			if value = speech.Unmarked(value); speech.IsSSML(segment) {
				value = speech.EscapeSSML(value)
			}
			return value, ok
		}))
	}
	return v.speak(all.String())
}

// speakSSML is SSML of the flow. What references bring in may be mark-up of the author's or
// any text; where the one reading is not well formed, the other is taken.
func (v View) speakSSML(ssml string) []speech.Prompt {
	value := v.spoken
	if strings.Contains(ssml, "<say-as") { // its author says how it is read
		value = v.attribute
	}
	text := flow.Expand(ssml, value)
	if _, ok := speech.SplitSSML(text); !ok {
		text = flow.Expand(ssml, func(path string) (string, bool) {
			text, ok := value(path)
			return speech.EscapeSSML(text), ok
		})
	}
	if !strings.HasPrefix(strings.TrimSpace(text), "<speak") {
		text = "<speak>" + text + "</speak>"
	}
	return v.speak(text)
}

// spoken is the value of a reference for a voice: keys are read one by one, however few they are,
// and so is what a flow has kept of them.
func (v View) spoken(path string) (string, bool) {
	const idDigitsMin = 4 // shorter ones are counts
	value, ok := v.attribute(path)
	path = flow.PlainReference(path)
	if path == "$.StoredCustomerInput" || strings.HasPrefix(path, "$.Attributes.") && len(value) >= idDigitsMin {
		value = speech.Spell(value)
	}
	return value, ok
}

// audio is one recording; false when the address is none that could be fetched.
func audio(url string) ([]speech.Prompt, bool) {
	if !speech.Playable(url) {
		return nil, false
	}
	return []speech.Prompt{{URL: url}}, true
}

// audio is the address of a prompt by its id: one of the dialplan's, or the id itself
// where it is an address.
func (v View) audio(id string) string {
	if url, ok := v.facts.Audio(id); ok {
		return url
	}
	return id
}

// voice is how prompts of the flow are spoken. A built-in flow speaks sentences of ours.
func (v View) voice() (language string, style int) {
	at := v.at
	switch {
	case at.InBuiltInFlow():
	case at.Voice.Language != "":
		return at.Voice.Language, at.Voice.Style
	case at.Contact.Language != "" && speech.HasVoice(at.Contact.Language) && at.Contact.Language != v.line.Language:
		return at.Contact.Language, 0
	}
	return v.words.Language, v.line.Style
}

// prompt says what an action of the language says; false when there is no such audio.
func (c *collected) prompt(body flow.Parameters) bool {
	said, ok := c.Prompts(body)
	c.add(said...)
	return ok
}

// say says a sentence of our own, in the language of the line.
func (c *collected) say(sentence string) {
	c.add(speech.Speak(sentence, c.words.Language, c.line.Style)...)
}

// add collects prompts, unless there are more already than anybody listens to: a script
// that is too long is refused as a whole, and the call with it.
func (c *collected) add(prompts ...speech.Prompt) {
	for _, p := range prompts {
		if len(c.said) < 2*promptsMax {
			c.said = append(c.said, p)
		}
	}
}
