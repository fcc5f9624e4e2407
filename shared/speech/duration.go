package speech

import (
	"strings"
	"time"
	"unicode/utf8"
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
	characters, pauses := utf8.RuneCountInString(text), time.Duration(0)
	if strings.HasPrefix(text, speakTag) {
		characters, pauses = utf8.RuneCountInString(Plain(text)), BreakTime(text)
	}
	return speechPause + pauses + time.Duration(characters)*time.Second/charactersPerSecond
}
