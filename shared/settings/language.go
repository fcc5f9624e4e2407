package settings

import (
	"maps"
	"slices"
	"strings"

	"ringdown/shared/speech"
	"ringdown/shared/speech/words"
)

// language returns the provider's tag for the line's language, or for that of lines that name none.
func (s Settings) language(line string) string {
	tag := or(line, or(s.Language, words.English))
	if at, ok := speech.LanguageOf(tag); ok {
		return at
	}
	return tag // a fault that the check has named
}

// given returns the words of a language where settings give any: theirs, and the product's for
// the rest. The language is the provider's tag, however settings write it.
func (s Settings) given(language string) *words.Words {
	for _, tag := range slices.Sorted(maps.Keys(s.Words)) {
		if at, ok := speech.LanguageOf(tag); ok && at == language {
			w := s.Words[tag]
			completed := completedWords(w, language)
			return &completed
		}
	}
	return nil
}

// wordsOf returns what is said in a language.
func (s Settings) wordsOf(language string) words.Words {
	if w := s.given(language); w != nil {
		return *w
	}
	return words.In(language)
}

// completedWords fills in what settings leave out; nothing for a language without words.
func completedWords(w words.Words, language string) words.Words {
	usual := words.Words{Language: language}
	if words.Known(language) {
		usual = words.In(language)
	}
	var theirs []string
	w.Each(func(_ string, _ []string, sentence *string) { theirs = append(theirs, *sentence) })
	i := 0
	usual.Each(func(_ string, _ []string, sentence *string) {
		*sentence = or(theirs[i], *sentence)
		i++
	})
	return usual
}

// language checks a tag: the provider has a voice for it, and there are words for every sentence.
func (c *checker) language(path, tag string) {
	if tag == "" {
		return
	}
	at, spoken := speech.LanguageOf(tag)
	if !spoken {
		c.wrong(path, "no voice speaks the language %q: %s", tag, instead(tag, words.Languages))
		return
	}
	w := c.s.wordsOf(at)
	if !words.Known(at) && c.s.given(at) == nil {
		w = words.Words{}
	}
	var missing []string
	w.Each(func(key string, _ []string, sentence *string) {
		if *sentence == "" {
			missing = append(missing, key)
		}
	})
	if len(missing) > 0 {
		c.wrong(path, "the product has no sentences in the language %q: write them under words: %s:, where %d are missing: %s",
			tag, tag, len(missing), strings.Join(missing, ", "))
	}
}

// givenWords checks the sentences that settings give.
func (c *checker) givenWords() {
	first := map[string]string{}
	for _, tag := range slices.Sorted(maps.Keys(c.s.Words)) {
		path := "words." + tag
		at, spoken := speech.LanguageOf(tag)
		if !spoken {
			c.wrong(path, "no voice speaks the language %q: %s", tag, instead(tag, words.Languages))
			continue
		}
		if other, twice := first[at]; twice {
			c.wrong(path, "words.%s are for the same voices: write all sentences under one of them", other)
			continue
		}
		first[at] = tag
		w := c.s.Words[tag]
		w.Each(func(key string, places []string, sentence *string) {
			if *sentence != "" || c.given(path+"."+key) {
				c.text(path+"."+key, *sentence, places)
			}
			for _, place := range places {
				if *sentence != "" && !strings.Contains(*sentence, "{"+place+"}") {
					c.wrong(path+"."+key, "{%s} is missing: the sentence is not complete without it", place)
				}
			}
		})
	}
}
