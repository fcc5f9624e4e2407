package speech

import (
	"slices"
	"strings"
	"testing"

	"ringdown/shared/ncco"
)

// TestVoices holds the table together: every voice in one place, every language one of
// the provider's, every style one the language has.
func TestVoices(t *testing.T) {
	seen := map[string]string{}
	for _, l := range voicesByLanguage {
		if !HasVoice(l.language) {
			t.Errorf("%s: the provider does not speak it", l.language)
		}
		for _, name := range strings.Fields(l.names) {
			if other, twice := seen[plainName(name)]; twice {
				t.Errorf("%s stands under %s and %s", name, other, l.language)
			}
			seen[plainName(name)] = l.language
			if v, ok := VoiceNamed(name); !ok || v.Style < 0 || v.Style >= stylesOf(l.language) {
				t.Errorf("%s: style %d of %d", name, v.Style, stylesOf(l.language))
			}
		}
	}
	if !slices.IsSortedFunc(voicesByLanguage, func(a, b struct{ language, names string }) int { return strings.Compare(a.language, b.language) }) {
		t.Error("the table is not in the order of the languages")
	}
	for _, v := range voiceStyles {
		language := v.language
		if err := (ncco.Script{ncco.Talk{Text: "x", Language: language}}).Validate(); err != nil {
			t.Errorf("%s: %v", language, err)
		}
	}
}
