package speech

import (
	"testing"

	"ringdown/shared/speech/words"
)

func TestLanguageOfMapsWhatPeopleWrite(t *testing.T) {
	for tag, want := range map[string]string{
		"en-US": "en-US", "en": "en-US", "en-CA": "en-US", "en-gb": "en-GB", "en_GB": "en-GB", "en-UK": "en-GB", "en-GB-WLS": "en-GB-WLS",
		"de-CH": "de-DE", "de-AT": "de-AT", "fr": "fr-FR", "fr-BE": "fr-FR", "fr-CA": "fr-CA",
		"es": "es-ES", "es-MX": "es-MX", "es-AR": "es-US", "es-419": "es-US", "pt": "pt-BR", "pt-PT": "pt-PT", "pt-AO": "pt-PT",
		"zh": "cmn-CN", "zh-CN": "cmn-CN", "zh-Hans": "cmn-CN", "zh-SG": "cmn-CN", "zh-TW": "cmn-TW", "zh-Hant-TW": "cmn-TW", "zh-HK": "yue-CN",
		"no": "nb-NO", "no-NO": "nb-NO", "nn-NO": "nb-NO", "nb": "nb-NO", "ja": "ja-JP", "ar-EG": "ar", "it-CH": "it-IT", "ru": "ru-RU",
		"xx-YY": "", "de-DA": "", "en-XX": "", "ru-RX": "", "": "", "english": "",
	} {
		if got, ok := LanguageOf(tag); got != want || ok != (want != "") {
			t.Errorf("%q: got %q, %t, want %q", tag, got, ok, want)
		}
	}
}

func TestEveryLanguageWithWordsHasAVoice(t *testing.T) {
	for _, tag := range words.Languages {
		if got, _ := LanguageOf(tag); got != tag {
			t.Errorf("%s is called %q by the provider", tag, got)
		}
	}
	for _, n := range nearestRegions {
		if !HasVoice(n.language) {
			t.Errorf("%s-%s: the provider does not speak %s", n.base, n.regions, n.language)
		}
	}
}
