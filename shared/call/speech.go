package call

import (
	"strings"
	"time"
	"unicode/utf8"

	"ringdown/shared/ncco"
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

// speechTime estimates how long a script takes until its first waiting action.
func speechTime(s ncco.Script) time.Duration {
	var sum time.Duration
	for _, a := range s {
		switch a := a.(type) {
		case ncco.Talk:
			sum += textTime(a.Text)
		case ncco.Stream:
			sum += audioTime
		case ncco.Wait:
			sum += time.Duration(a.Seconds * float64(time.Second))
		}
	}
	return sum
}

func textTime(text string) time.Duration {
	return speechPause + time.Duration(utf8.RuneCountInString(text))*time.Second/charactersPerSecond
}

// split cuts a text into pieces the provider speaks in one go, at the end of a
// sentence where there is one, else at a blank.
func split(text string) []string {
	var out []string
	for utf8.RuneCountInString(text) > promptCharactersMax {
		head := string([]rune(text)[:promptCharactersMax])
		at := strings.LastIndexAny(head, ".!?")
		if at < 0 {
			at = strings.LastIndex(head, " ")
		}
		if at <= 0 {
			at = len(head) - 1
		}
		out = append(out, strings.TrimSpace(text[:at+1]))
		text = strings.TrimSpace(text[at+1:])
	}
	if text != "" {
		out = append(out, text)
	}
	return out
}
