package call

import (
	"cmp"
	"strings"
	"time"
	"unicode"
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
			sum += textTime(a.Text) * time.Duration(max(a.Loop, 1))
		case ncco.Stream:
			sum += audioTime * time.Duration(max(a.Loop, 1))
		case ncco.Wait:
			sum += time.Duration(a.Seconds * float64(time.Second))
		}
	}
	return sum
}

func textTime(text string) time.Duration {
	characters, pauses := utf8.RuneCountInString(text), time.Duration(0)
	if strings.HasPrefix(text, speakTag) {
		characters, pauses = utf8.RuneCountInString(unmarked(text)), breakTime(text)
	}
	return speechPause + pauses + time.Duration(characters)*time.Second/charactersPerSecond
}

// split cuts a text into pieces the provider speaks in one go, at the end of a
// sentence where there is one, else at a blank.
func split(text string) []string {
	var out []string
	for utf8.RuneCountInString(text) > promptCharactersMax {
		head, rest, _ := cut(text, promptCharactersMax)
		if head = strings.TrimSpace(head); head != "" {
			out = append(out, head)
		}
		text = strings.TrimSpace(rest)
	}
	if strings.TrimSpace(text) != "" {
		out = append(out, text)
	}
	return out
}

// cut takes at most n characters off a longer text. Clean says that a sentence, or at
// least a word, ends there.
func cut(text string, n int) (head, rest string, clean bool) {
	sentence, word, count := 0, 0, 0
	var before rune
	for i, r := range text {
		blank := unicode.IsSpace(r)
		switch {
		case blank && strings.ContainsRune(".!?", before), strings.ContainsRune("。！？", before):
			sentence = i
		case blank:
			word = i
		}
		if count == n {
			if at := cmp.Or(sentence, word); at > 0 {
				return text[:at], text[at:], true
			}
			return text[:i], text[i:], false
		}
		count, before = count+1, r
	}
	return text, "", true
}
