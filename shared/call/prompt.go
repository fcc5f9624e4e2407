package call

import (
	"strings"
	"time"

	"ringdown/shared/flow"
	"ringdown/shared/ncco"
)

// talk appends a sentence of our own to the script, in the language of the line.
func (t *turn) talk(text string) { t.talkIn(t.say.Language, t.plan.Style, text) }

func (t *turn) talkIn(language string, style int, text string) {
	for _, part := range split(text) {
		t.add(ncco.Talk{Text: part, Language: language, Style: style})
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

// speak appends a text of the flow, in the voice the flow chose. One that is SSML all
// the same is spoken as such, and never read out with its tags.
func (t *turn) speak(text string) {
	if len(text) > spokenBytesMax {
		text = strings.ToValidUTF8(text[:spokenBytesMax], "")
	}
	language, style := t.voice()
	if !strings.Contains(text, "<speak") {
		t.talkIn(language, style, text)
		return
	}
	pieces, ok := splitMarked(text)
	if !ok {
		t.talkIn(language, style, unmarked(text))
		return
	}
	for _, part := range pieces {
		if unmarked(part) == "" {
			t.rest(breakTime(part))
			continue
		}
		t.add(ncco.Talk{Text: part, Language: language, Style: style})
	}
}

// rest is a pause between prompts. Flows write it as SSML with nothing but breaks, which the provider refuses as a talk
// without words, and the whole script with it.
func (t *turn) rest(d time.Duration) {
	const shortest, longest = 100 * time.Millisecond, time.Minute // NCCO reference, wait; ours: nobody listens longer
	if d >= shortest {
		t.add(ncco.Wait{Seconds: min(d, longest).Seconds()})
	}
}

// speakMarked appends SSML. What references bring in may be mark-up of the author's or
// any text; where the one reading is not well formed, the other is taken.
func (t *turn) speakMarked(ssml string) {
	text := t.expand(ssml)
	if _, ok := splitMarked(text); !ok {
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
	if !playable(url) {
		return false
	}
	t.add(ncco.Stream{URL: url})
	return true
}

// playable reports whether an address can stand in a script: a web address, or a file
// that is shipped or stored with us.
func playable(url string) bool {
	const longest = 2048 // as package ncco has it
	_, rest, ok := strings.Cut(url, ":")
	return ok && rest != "" && len(url) <= longest && !strings.ContainsAny(url, " \t\r\n\"<>") &&
		(strings.HasPrefix(url, "https://") || strings.HasPrefix(url, "http://") || strings.HasPrefix(url, "asset:"))
}

// voice is how prompts of the flow are spoken. The safe flow speaks sentences of ours.
func (t *turn) voice() (language string, style int) {
	f := t.c.Flow
	switch {
	case f.Flow == safeFlowName:
	case f.Voice.Language != "":
		return f.Voice.Language, f.Voice.Style
	case f.Contact.Language != "" && spoken(f.Contact.Language) && f.Contact.Language != t.plan.Language:
		return f.Contact.Language, 0
	}
	return t.say.Language, t.plan.Style
}

// unrested leaves out pauses at the end of a script that an input follows: keys pressed in a pause would be lost, and
// the input waits anyway.
func unrested(script ncco.Script) ncco.Script {
	for len(script) > 0 {
		if _, rests := script[len(script)-1].(ncco.Wait); !rests {
			break
		}
		script = script[:len(script)-1]
	}
	return script
}

// bargeIn lets a key cut short what is said right before an input. The provider's
// rule: after a bargeIn, the next action that is not of the same kind must be the
// input (NCCO reference, talk and stream, bargeIn), so a change of kind ends it.
func bargeIn(script ncco.Script) {
	for i := len(script) - 1; i >= 0 && script[i].Verb() == script[len(script)-1].Verb(); i-- {
		switch a := script[i].(type) {
		case ncco.Talk:
			a.BargeIn = true
			script[i] = a
		case ncco.Stream:
			a.BargeIn = true
			script[i] = a
		}
	}
}
