package settings

import (
	"maps"
	"slices"
	"strings"

	"ringdown/shared/speech"
	"ringdown/shared/speech/words"
)

// The words that stand inside other sentences: a recording cannot.
var insideOthers = []string{"keyStar", "keyHash", "withheld", "unverified"}

// wordsOn returns what is said on a line: the product's words, those that the settings give for the
// language, and those of the line over them.
func (s Settings) wordsOn(l Line) words.Words {
	w := s.wordsOf(l.Language)
	w.Each(func(key string, _ []string, sentence *string) {
		if m, ok := l.Words[key]; ok {
			*sentence = s.written(m, *sentence)
		}
	})
	return w
}

// written is a sentence as it stands in the table of words.
func (s Settings) written(m Sentence, usual string) string {
	if m = s.recorded(m); m.Audio != "" {
		return speech.Recorded(m.Audio)
	}
	return or(m.Text, usual)
}

// recorded puts the address of a prompt in place of its id.
func (s Settings) recorded(m Sentence) Sentence {
	if m.Prompt != "" {
		m.Audio, m.Prompt = s.Prompts[m.Prompt], ""
	}
	return m
}

// ownWords are the words that a dialplan has to bring along; nil where the product's are said.
func (s Settings) ownWords(l Line) *words.Words {
	if len(l.Words) == 0 {
		return s.given(l.Language)
	}
	w := s.wordsOn(l)
	return &w
}

// lineWords checks the sentences that a line says in place of the usual ones.
func (c *checker) lineWords(path string, l Line) {
	known := map[string][]string{}
	var keys []string
	w := words.In(words.English)
	w.Each(func(key string, places []string, _ *string) {
		known[key] = places
		keys = append(keys, key)
	})
	for _, key := range slices.Sorted(maps.Keys(l.Words)) {
		at, m := path+"."+key, l.Words[key]
		places, ok := known[key]
		if !ok {
			c.wrong(at, "no sentence has the name %q: %s", key, instead(key, keys))
			continue
		}
		c.sentence(at, m, places)
		if m.Text == "" {
			if slices.Contains(insideOthers, key) {
				c.wrong(at, "this stands inside other sentences, where no recording can be played: write text:")
			}
			continue
		}
		for _, place := range places {
			if !strings.Contains(m.Text, "{"+place+"}") {
				c.wrong(at+".text", "{%s} is missing: the sentence is not complete without it", place)
			}
		}
	}
}

// sentence checks text, audio or prompt, of which there is one.
func (c *checker) sentence(at string, m Sentence, places []string) {
	written := 0
	for _, s := range []string{m.Text, m.Audio, m.Prompt} {
		if s != "" {
			written++
		}
	}
	switch {
	case written > 1:
		c.wrong(at, "a sentence is text, audio or a prompt: keep one of them")
	case m.Text != "":
		c.text(at+".text", m.Text, places)
	case m.Audio != "":
		c.audio(at+".audio", m.Audio)
	case m.Prompt != "":
		if _, ok := c.s.Prompts[m.Prompt]; !ok {
			c.wrong(at+".prompt", "no prompt has the id %q: %s", m.Prompt, instead(m.Prompt, slices.Sorted(maps.Keys(c.s.Prompts))))
		}
	case c.given(at):
		c.wrong(at, "the sentence is empty: write text:, audio: or prompt:, or leave it out for the usual one")
	}
}
