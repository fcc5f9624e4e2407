package words

import (
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"
)

// fragments are spoken inside another sentence and so do not end like one.
var fragments = []string{"keyStar", "keyHash", "withheld", "unverified"}

var (
	place = regexp.MustCompile(`\{([a-z]+)\}`)
	// glued is a place that text follows without a gap: a filled-in attribute path would swallow
	// it.
	glued = regexp.MustCompile(`\}(?:[\w-]|\.[\w-])`)
)

// longest keeps one sentence under ten seconds of speech (about 15 characters a second); a caller
// forgets more than that.
const longest = 150

// sentences calls each with every sentence of every language.
func sentences(t *testing.T, each func(t *testing.T, key string, places []string, sentence string)) {
	t.Helper()
	for _, tag := range Languages {
		w, n := In(tag), 0
		w.Each(func(key string, places []string, sentence *string) {
			n++
			t.Run(tag+"/"+key, func(t *testing.T) { each(t, key, places, *sentence) })
		})
		if fields := reflect.TypeFor[Words]().NumField(); n != fields-1 { // all but Language
			t.Fatalf("%d sentences of %d fields were read", n, fields)
		}
	}
}

func TestEveryLanguageFillsEverySentence(t *testing.T) {
	for _, tag := range Languages {
		if w := In(tag); w.Language != tag || !Known(tag) {
			t.Errorf("the words of %q call themselves %q", tag, w.Language)
		}
	}
	sentences(t, func(t *testing.T, key string, places []string, s string) {
		if strings.TrimSpace(s) == "" {
			t.Error("empty")
		}
		if s != strings.Join(strings.Fields(s), " ") {
			t.Errorf("%q: blanks at an end, or two in a row", s)
		}
	})
}

func TestPlacesAreTheDocumentedOnes(t *testing.T) {
	sentences(t, func(t *testing.T, key string, places []string, s string) {
		var found []string
		for _, m := range place.FindAllStringSubmatch(s, -1) {
			found = append(found, m[1])
		}
		want := slices.Clone(places)
		slices.Sort(found)
		slices.Sort(want)
		if !slices.Equal(found, want) {
			t.Errorf("%q holds the places %v, want %v", s, found, want)
		}
		if rest := place.ReplaceAllString(s, ""); strings.ContainsAny(rest, "{}$<>&") {
			t.Errorf("%q: a brace, a reference or a mark-up sign would be spoken", s)
		}
		if glued.MatchString(s) {
			t.Errorf("%q: text follows a place without a gap", s)
		}
	})
}

func TestSentencesAreSpeakable(t *testing.T) {
	sentences(t, func(t *testing.T, key string, places []string, s string) {
		if n := len([]rune(s)); n > longest {
			t.Errorf("%d characters, at most %d: %q", n, longest, s)
		}
		if strings.ContainsFunc(s, func(r rune) bool { return !unicode.IsPrint(r) }) {
			t.Errorf("%q holds a character that nobody can speak", s)
		}
		if !slices.Contains(fragments, key) && !strings.HasSuffix(s, ".") && !strings.HasSuffix(s, "。") {
			t.Errorf("%q does not end like a sentence", s)
		}
	})
}

func TestFillReplacesWhatItIsGivenAndLeavesTheRest(t *testing.T) {
	got := Fill("For {team}, press {key}. {team}!", "team", "platform", "other", "x")
	if want := "For platform, press {key}. platform!"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestInTakesAnyRegionAndFallsBackToEnglish(t *testing.T) {
	tests := map[string]struct{ language, goodbye string }{
		"de-DE":     {"de-DE", "Auf Wiederhören."},
		"de-AT":     {"de-AT", "Auf Wiederhören."}, // another region keeps its own voice
		"en-GB-WLS": {"en-GB-WLS", "Goodbye."},
		"cmn-TW":    {"cmn-TW", "再见。"},
		"xx-YY":     {"en-US", "Goodbye."}, // English words need an English voice
		"":          {"en-US", "Goodbye."},
	}
	for tag, want := range tests {
		if w := In(tag); w.Language != want.language || w.Goodbye != want.goodbye {
			t.Errorf("In(%q) = %q %q, want %q %q", tag, w.Language, w.Goodbye, want.language, want.goodbye)
		}
	}
	if Known("ru-RU") || Known("") {
		t.Error("a language without words counts as known")
	}
}

// A long sentence that two languages have was copied, and not translated; short ones are the same
// in related languages.
func TestLanguagesShareNoSentence(t *testing.T) {
	const shareable = 40
	first := map[string]string{}
	sentences(t, func(t *testing.T, key string, places []string, s string) {
		language, _, _ := strings.Cut(strings.TrimPrefix(t.Name(), "TestLanguagesShareNoSentence/"), "/")
		if other, twice := first[s]; twice && other != language && len(s) > shareable {
			t.Errorf("%q is said in %s too", s, other)
		}
		first[s] = language
	})
}

func TestRegionsSayKeysTheirOwnWay(t *testing.T) {
	for tag, hash := range map[string]string{
		"en-US": "pound", "en-CA": "pound", "en-GB": "hash", "en-AU": "hash", "en-IE": "hash", "en-IN": "hash",
		"fr-FR": "dièse", "fr-CA": "carré", "es-ES": "almohadilla", "es-MX": "gato", "es-US": "numeral", "es-CO": "numeral",
		"pt-BR": "jogo da velha", "pt-PT": "cardinal",
	} {
		if w := In(tag); w.KeyHash != hash || !strings.HasSuffix(w.Recording, " "+hash+".") {
			t.Errorf("%s says %q, and %q; want %q", tag, w.KeyHash, w.Recording, hash)
		}
	}
}

var chosen Words // keeps the compiler from leaving the benchmark out

func BenchmarkIn(b *testing.B) {
	for _, tag := range []string{"en-US", "es-MX", "cmn-CN", "xx"} {
		b.Run(tag, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				chosen = In(tag)
			}
		})
	}
}

func TestKeysAreSpokenByName(t *testing.T) {
	w := In("de-DE")
	for key, want := range map[string]string{"*": "Stern-Taste", "#": "Raute-Taste", "7": "7"} {
		if got := w.Key(key); got != want {
			t.Errorf("Key(%q) = %q, want %q", key, got, want)
		}
	}
}
