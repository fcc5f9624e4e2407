package settings

import (
	"strings"
	"testing"

	"ringdown/shared/speech/words"
)

// translated returns every sentence as somebody would give it in a language that the product lacks.
func translated() words.Words {
	var w words.Words
	w.Each(func(key string, places []string, sentence *string) {
		*sentence = key
		for _, place := range places {
			*sentence += ", {" + place + "}"
		}
	})
	return w
}

func TestALanguageOfWhichEverySentenceIsGiven(t *testing.T) {
	s := settings(func(s *Settings) {
		s.Lines[0].Language = "ru-RU"
		s.Words = map[string]words.Words{"ru": translated()}
	})
	d := compiled(t, s)
	said := d.Sentences()
	if d.Language != "ru-RU" || said.Language != "ru-RU" || said.Taken != "taken" || said.Apology != "apology" {
		t.Errorf("the line speaks %q: %+v", d.Language, said)
	}
	if in := words.In("en-US"); d.Sentences().Goodbye == in.Goodbye {
		t.Error("the goodbye is English")
	}
}

func TestOneSentenceInPlaceOfTheProducts(t *testing.T) {
	s := settings(func(s *Settings) {
		s.Lines[0].Language = "de-CH"
		s.Words = map[string]words.Words{"de-DE": {Goodbye: "Adieu."}}
	})
	said := compiled(t, s).Sentences()
	if said.Goodbye != "Adieu." || said.Moment != words.In("de-DE").Moment {
		t.Errorf("got %q, %q", said.Goodbye, said.Moment)
	}
}

func TestWordsThatCannotBeSaid(t *testing.T) {
	missing := translated()
	missing.Goodbye, missing.KeyStar = "", ""
	for name, tt := range map[string]struct {
		language string
		given    map[string]words.Words
		want     string
	}{
		"two are missing":  {"ru-RU", map[string]words.Words{"ru-RU": missing}, "where 2 are missing: keyStar, goodbye"},
		"a place is not":   {"en-US", map[string]words.Words{"en-US": {Screening: "Call for {line}."}}, "{caller} is missing"},
		"a place too many": {"en-US", map[string]words.Words{"en-US": {Goodbye: "Bye, {caller}."}}, "nothing is filled in here"},
		"no such voice":    {"en-US", map[string]words.Words{"tlh": {Goodbye: "Qapla."}}, `no voice speaks the language "tlh"`},
		"twice the same":   {"en-US", map[string]words.Words{"zh": {Goodbye: "再见。"}, "zh-CN": {Goodbye: "再见。"}}, "are for the same voices"},
	} {
		s := settings(func(s *Settings) { s.Lines[0].Language, s.Words = tt.language, tt.given })
		var all strings.Builder
		for _, p := range s.Check() {
			all.WriteString(p.String() + "\n")
		}
		if !strings.Contains(all.String(), tt.want) {
			t.Errorf("%s: got %q, want %q", name, all.String(), tt.want)
		}
	}
}
