// Package speech turns words into what the provider speaks: prompts cut to the length of
// one talk action, SSML reduced to the tags it reads, voices by their names, and an
// estimate of how long all that takes.
//
// It is pure and knows no call and no flow: both say things, and what they make must be
// taken by the same provider. SSML itself is read by package ncco, so that the check of a
// script and what is cut for it agree. The option not taken was to let each speaker
// shorten its own texts; a text too long then ends a call that another would have cut.
//
// To add a voice, add its name to the table in voices.go. To change a sentence or add a
// language, see package words below.
package speech

import (
	"strings"
	"time"

	"ringdown/shared/ncco"
)

// textBytesMax bounds one prompt: what package flow lets references grow a text to, and
// several times what the language allows one to have.
const textBytesMax = 32 << 10

// Talks says a plain text, in as many pieces as the provider needs.
func Talks(language string, style int, text string) ncco.Script {
	var script ncco.Script
	for _, part := range Split(text) {
		script = append(script, ncco.Talk{Text: part, Language: language, Style: style})
	}
	return script
}

// Prompts says a text that an author wrote. One that is SSML is spoken as such, and never
// read out with its tags; where its tags are wrong they are left out.
func Prompts(language string, style int, text string) ncco.Script {
	if len(text) > textBytesMax {
		text = strings.ToValidUTF8(text[:textBytesMax], "")
	}
	if !strings.Contains(text, "<speak") {
		return Talks(language, style, text)
	}
	pieces, ok := SplitSSML(text)
	if !ok {
		return Talks(language, style, Plain(text))
	}
	var script ncco.Script
	for _, part := range pieces {
		if Plain(part) == "" {
			script = append(script, pause(BreakTime(part))...)
			continue
		}
		script = append(script, ncco.Talk{Text: part, Language: language, Style: style})
	}
	return script
}

// pause is a pause between prompts. Flows write it as SSML with nothing but breaks, which
// the provider refuses as a talk without words, and the whole script with it.
func pause(d time.Duration) ncco.Script {
	const shortest, longest = 100 * time.Millisecond, time.Minute // NCCO reference, wait; ours: nobody listens longer
	if d < shortest {
		return nil
	}
	return ncco.Script{ncco.Wait{Seconds: min(d, longest).Seconds()}}
}

// Playable reports whether an address can stand in a script: a web address, or a file
// that is shipped or stored with us.
func Playable(url string) bool {
	_, rest, ok := strings.Cut(url, ":")
	return ok && rest != "" && len(url) <= ncco.URLCharactersMax && !strings.ContainsAny(url, " \t\r\n\"<>") &&
		(strings.HasPrefix(url, "https://") || strings.HasPrefix(url, "http://") || strings.HasPrefix(url, "asset:"))
}

// WithoutClosingPauses leaves out pauses at the end of a script that an input follows: keys
// pressed in a pause would be lost, and the input waits anyway.
func WithoutClosingPauses(script ncco.Script) ncco.Script {
	for len(script) > 0 {
		if _, rests := script[len(script)-1].(ncco.Wait); !rests {
			break
		}
		script = script[:len(script)-1]
	}
	return script
}

// BargeIn lets a key cut short what is said right before an input. The provider's
// rule: after a bargeIn, the next action that is not of the same kind must be the
// input (NCCO reference, talk and stream, bargeIn), so a change of kind ends it.
func BargeIn(script ncco.Script) {
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
