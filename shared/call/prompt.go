package call

import (
	"strings"

	"ringdown/shared/flow"
	"ringdown/shared/ncco"
	"ringdown/shared/speech"
)

// talk appends a sentence of our own to the script, in the language of the line.
func (t *turn) talk(text string) { t.talkIn(t.say.Language, t.plan.Style, text) }

func (t *turn) talkIn(language string, style int, text string) {
	for _, a := range speech.Talks(language, style, text) {
		t.add(a)
	}
}

// add appends a prompt, unless the script already holds more than anybody listens to:
// a script that is too long is refused as a whole, and the call with it.
func (t *turn) add(a ncco.Action) {
	if len(t.script) < 2*promptsMax {
		t.script = append(t.script, a)
	}
}

// prompt appends what an action of the language says: a text, SSML, a prompt of the
// dialplan or an audio file, with the references in it filled in. A text of blanks is
// the language's way to say nothing. False when there is no such audio.
func (t *turn) prompt(body flow.Parameters) bool {
	if text, _ := body.String("Text"); text != "" {
		t.speak(t.expand(text))
		return true
	}
	if ssml, _ := body.String("SSML"); ssml != "" {
		t.speakMarked(ssml)
		return true
	}
	if id, _ := body.String("PromptId"); id != "" {
		return t.play(t.audio(t.expand(id)))
	}
	if url, _ := body.String("Media.Uri"); url != "" {
		return t.play(t.expand(url))
	}
	return body.Has("Text") || body.Has("SSML")
}

// speak appends a text of the flow, in the voice the flow chose.
func (t *turn) speak(text string) {
	language, style := t.voice()
	for _, a := range speech.Prompts(language, style, text) {
		t.add(a)
	}
}

// speakMarked appends SSML. What references bring in may be mark-up of the author's or
// any text; where the one reading is not well formed, the other is taken.
func (t *turn) speakMarked(ssml string) {
	text := t.expand(ssml)
	if _, ok := speech.SplitSSML(text); !ok {
		text = flow.Expand(ssml, func(path string) (string, bool) {
			value, ok := t.attribute(path)
			return ncco.EscapeSSML(value), ok
		})
	}
	if !strings.HasPrefix(strings.TrimSpace(text), "<speak") {
		text = "<speak>" + text + "</speak>"
	}
	t.speak(text)
}

// audio is the address of a prompt by its id: one of the dialplan's, or the id itself
// where it is an address.
func (t *turn) audio(id string) string {
	if url, ok := byID(t.plan.Prompts, id); ok {
		return url
	}
	return id
}

// play appends audio; false when the address is none the provider could fetch.
func (t *turn) play(url string) bool {
	if !speech.Playable(url) {
		return false
	}
	t.add(ncco.Stream{URL: url})
	return true
}

// voice is how prompts of the flow are spoken. The safe flow speaks sentences of ours.
func (t *turn) voice() (language string, style int) {
	f := t.c.Flow
	switch {
	case f.Flow == safeFlowName:
	case f.Voice.Language != "":
		return f.Voice.Language, f.Voice.Style
	case f.Contact.Language != "" && speech.HasVoice(f.Contact.Language) && f.Contact.Language != t.plan.Language:
		return f.Contact.Language, 0
	}
	return t.say.Language, t.plan.Style
}
