package speech

import (
	"cmp"
	"strings"
	"unicode"
	"unicode/utf8"

	"ringdown/shared/ncco"
)

// CharactersMax is the longest text that is spoken in one go.
const CharactersMax = ncco.TalkCharactersMax

// Split cuts a text into pieces the provider speaks in one go, at the end of a
// sentence where there is one, else at a blank.
func Split(text string) []string {
	var out []string
	for utf8.RuneCountInString(text) > CharactersMax {
		head, rest, _ := cut(text, CharactersMax)
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
