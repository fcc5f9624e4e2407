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

// Prompt is one thing that somebody hears: a text that is spoken, audio that is played, or a pause.
// Package call writes prompts as the actions of the provider.
type Prompt struct {
	Text     string // plain or SSML, at most CharactersMax spoken characters
	Language string // of the text, as the provider writes it
	Style    int    // of the language's voices
	URL      string // of audio
	Pause    time.Duration
	Loop     int // how often; 0 is once
	// Whole says that it must be heard to its end: a legal notice, say. Nothing cuts it short.
	Whole bool
}

// HoldMusic is the shipped music, resolved to its address at the edge.
const HoldMusic = "asset:hold.mp3"

// The bounds of a pause: the shortest is the provider's (NCCO reference, wait), the longest
// is ours, because nobody listens longer.
const pauseMin, pauseMax = 100 * time.Millisecond, time.Minute

// Speak returns the prompts that say a text. One that is SSML is spoken as such, and never read out
// with its tags; where its tags are wrong they are left out. Numbers that people key or note down
// are read digit by digit (Digits), but for those that SSML says how to read. Breaks alone are a
// pause: the provider refuses a talk without words, and the whole script with it. A
// recorded sentence is played where it stands.
func Speak(text, language string, style int) []Prompt {
	if len(text) > textBytesMax {
		text = strings.ToValidUTF8(text[:textBytesMax], "")
	}
	segments := Segments(text)
	if strings.Contains(text, "<speak") && !strings.Contains(text, speakEnd) {
		segments = []string{text} // no document at all: its tags are left out
	}
	var out []Prompt
	for _, s := range segments {
		if url, ok := recording(s); ok {
			out = append(out, Prompt{URL: url})
		} else if len(segments) == 1 {
			out = speak(Unmarked(s), language, style)
		} else if s = strings.TrimSpace(Unmarked(s)); s != "" {
			out = append(out, speak(s, language, style)...)
		}
	}
	return out
}

// speak speaks one segment that is no recording.
func speak(text, language string, style int) []Prompt {
	pieces, ok := []string(nil), false
	if strings.Contains(text, "<speak") {
		if pieces, ok = SplitSSML(text); !ok {
			text = Plain(text)
		}
	}
	if !ok {
		pieces = Split(Digits(text))
	}
	var out []Prompt
	for _, piece := range pieces {
		if !ok || Plain(piece) != "" {
			out = append(out, Prompt{Text: piece, Language: language, Style: style})
		} else if d := BreakTime(piece); d >= pauseMin {
			out = append(out, Prompt{Pause: min(d, pauseMax)})
		}
	}
	return out
}

// Playable reports whether an address can stand in a script: a web address, or a file
// that is shipped or stored with us.
func Playable(url string) bool {
	_, rest, ok := strings.Cut(url, ":")
	return ok && rest != "" && len(url) <= ncco.URLCharactersMax && !strings.ContainsAny(url, " \t\r\n\"<>") &&
		(strings.HasPrefix(url, "https://") || strings.HasPrefix(url, "http://") || strings.HasPrefix(url, "asset:"))
}

// EscapeSSML writes a text so that it can stand inside SSML.
func EscapeSSML(text string) string { return ncco.EscapeSSML(text) }

// WithoutClosingPauses leaves out pauses at the end of prompts that an input follows: keys pressed
// in a pause would be lost, and the input waits anyway.
func WithoutClosingPauses(prompts []Prompt) []Prompt {
	for n := len(prompts); n > 0; n-- {
		if p := prompts[n-1]; p.Text != "" || p.URL != "" {
			return prompts[:n]
		}
	}
	return nil
}
