package speech

import (
	"strings"
	"time"
	"unicode"
)

// How long things take is estimated, never known: the provider does not say when a
// text was spoken. An estimate too long leaves a caller with music for a moment, one
// too short cuts a sentence, so it errs on the long side.
const (
	// charactersPerSecond of an English text-to-speech voice at its usual pace, rounded down.
	charactersPerSecond = 13
	speechPause         = 400 * time.Millisecond // before and after each text
	// audioTime stands for a recorded prompt, whose length nobody told us.
	audioTime = 10 * time.Second
)

// Duration estimates how long prompts take.
func Duration(prompts []Prompt) time.Duration {
	var sum time.Duration
	for _, p := range prompts {
		once := p.Pause
		switch {
		case p.Text != "":
			once = TextDuration(p.Text)
		case p.URL != "":
			once = audioTime
		}
		sum += once * time.Duration(max(p.Loop, 1))
	}
	return sum
}

// TextDuration estimates how long one text takes to say, SSML or not.
func TextDuration(text string) time.Duration {
	pauses := time.Duration(0)
	if strings.HasPrefix(text, speakTag) {
		text, pauses = Plain(text), BreakTime(text)
	}
	return speechPause + pauses + time.Duration(lettersOf(text))*time.Second/charactersPerSecond
}

// lettersOf counts a text as if its language were written in letters: one sign of East Asia is a
// syllable or a word.
func lettersOf(text string) int {
	letters := 0
	for _, r := range text {
		switch {
		case unicode.In(r, unicode.Han, unicode.Hangul):
			letters += 3
		case unicode.In(r, unicode.Hiragana, unicode.Katakana):
			letters += 2
		default:
			letters++
		}
	}
	return letters
}
