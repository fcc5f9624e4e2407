package speech

import "strings"

// Voice is how prompts are spoken: the name the flow gave, and what it became.
type Voice struct {
	Name     string `json:"name,omitempty"`
	Language string `json:"language,omitempty"` // as the provider writes it
	Style    int    `json:"style,omitempty"`
}

// voiceStyles are the provider's languages with the number of styles each has, counted
// from 0 (Vonage text-to-speech guide, table of July 2021; languages it gained since
// have at least one). The counts only grow. A list and no map: a map would be built at the start of
// every function, and few calls look.
var voiceStyles = []struct {
	language string
	styles   int
}{
	{"af-ZA", 1}, {"ar", 8}, {"bg-BG", 1}, {"bn-IN", 2}, {"ca-ES", 2}, {"cmn-CN", 6}, {"cmn-TW", 4},
	{"cs-CZ", 3}, {"cy-GB", 1}, {"da-DK", 6}, {"de-AT", 1}, {"de-DE", 7}, {"el-GR", 3}, {"en-AU", 6},
	{"en-GB", 8}, {"en-GB-WLS", 1}, {"en-IE", 1}, {"en-IN", 6}, {"en-NZ", 1}, {"en-US", 12},
	{"en-ZA", 1}, {"es-CO", 1}, {"es-ES", 5}, {"es-MX", 1}, {"es-US", 3}, {"eu-ES", 1}, {"fi-FI", 2},
	{"fil-PH", 4}, {"fr-CA", 5}, {"fr-FR", 8}, {"gl-ES", 1}, {"gu-IN", 1}, {"he-IL", 1}, {"hi-IN", 6},
	{"hu-HU", 2}, {"id-ID", 5}, {"is-IS", 2}, {"it-IT", 7}, {"ja-JP", 6}, {"kn-IN", 1}, {"ko-KR", 6},
	{"lt-LT", 1}, {"lv-LV", 1}, {"ml-IN", 2}, {"mr-IN", 1}, {"ms-MY", 1}, {"nb-NO", 8}, {"nl-BE", 1},
	{"nl-NL", 7}, {"pa-IN", 1}, {"pl-PL", 9}, {"pt-BR", 6}, {"pt-PT", 8}, {"ro-RO", 2}, {"ru-RU", 7},
	{"sk-SK", 2}, {"sr-RS", 1}, {"sv-SE", 4}, {"ta-IN", 2}, {"te-IN", 2}, {"th-TH", 2}, {"tr-TR", 8},
	{"uk-UA", 1}, {"vi-VN", 4}, {"yue-CN", 1},
}

// stylesOf returns how many styles a language has, 0 when the provider does not speak it.
func stylesOf(language string) int {
	for _, v := range voiceStyles {
		if v.language == language {
			return v.styles
		}
	}
	return 0
}

// HasVoice reports whether the provider has a voice for a language.
func HasVoice(language string) bool { return stylesOf(language) > 0 }

// voicesByLanguage lists the voices a flow may name (Amazon Polly, available voices)
// under the language the provider speaks in their stead. What a style sounds like is
// documented nowhere, so the language is what counts: the place in the list becomes
// the style, begun anew where the styles run out, and two voices of one flow mostly
// sound different. Polly's regions that the provider lacks stand with their nearest
// neighbour.
var voicesByLanguage = []struct{ language, names string }{
	{"ar", "Zeina Hala Zayd"},
	{"ca-ES", "Arlet"},
	{"cmn-CN", "Zhiyu"},
	{"cs-CZ", "Jitka"},
	{"cy-GB", "Gwyneth"},
	{"da-DK", "Naja Mads Sofie"},
	{"de-AT", "Hannah"},
	{"de-DE", "Marlene Hans Vicki Daniel Sabrina"},
	{"en-AU", "Nicole Russell Olivia"},
	{"en-GB", "Amy Brian Emma Arthur Jasmine"},
	{"en-GB-WLS", "Geraint"},
	{"en-IE", "Niamh"},
	{"en-IN", "Aditi Raveena Kajal"},
	{"en-NZ", "Aria"},
	{"en-US", "Joanna Matthew Ivy Joey Justin Kendra Kimberly Salli Kevin Ruth Stephen Danielle Patrick Gregory Tiffany"},
	{"en-ZA", "Ayanda"},
	{"es-ES", "Conchita Enrique Lucia Sergio Alba Raul"},
	{"es-MX", "Mia Andres"},
	{"es-US", "Lupe Miguel Penelope Pedro"},
	{"fi-FI", "Suvi"},
	{"fr-CA", "Chantal Gabrielle Liam"},
	{"fr-FR", "Celine Mathieu Lea Remi Isabelle"},
	{"is-IS", "Dora Karl"},
	{"it-IT", "Carla Giorgio Bianca Adriano Beatrice Lorenzo"},
	{"ja-JP", "Mizuki Takumi Kazuha Tomoko"},
	{"ko-KR", "Seoyeon Jihye"},
	{"nb-NO", "Liv Ida"},
	{"nl-BE", "Lisa"},
	{"nl-NL", "Lotte Ruben Laura"},
	{"pl-PL", "Ewa Jacek Maja Jan Ola"},
	{"pt-BR", "Vitoria Ricardo Camila Thiago"},
	{"pt-PT", "Ines Cristiano"},
	{"ro-RO", "Carmen"},
	{"ru-RU", "Tatyana Maxim"},
	{"sv-SE", "Astrid Elin"},
	{"tr-TR", "Filiz Burcu"},
	{"yue-CN", "Hiujin"},
}

// VoiceNamed finds a voice by its name. The list is searched when a flow names one: a
// table made at the start would cost every function, and few flows ask.
func VoiceNamed(name string) (Voice, bool) {
	plain := plainName(name)
	for _, l := range voicesByLanguage {
		for style, known := range strings.Fields(l.names) {
			if plainName(known) == plain {
				return Voice{Name: known, Language: l.language, Style: style % stylesOf(l.language)}, true
			}
		}
	}
	return Voice{}, false
}

// FirstVoice finds the first voice of a language, or of another region's where that has none.
func FirstVoice(language string) (Voice, bool) {
	primary, _, _ := strings.Cut(language, "-")
	for _, fits := range []func(string) bool{
		func(l string) bool { return strings.EqualFold(l, language) },
		func(l string) bool { p, _, _ := strings.Cut(l, "-"); return strings.EqualFold(p, primary) },
	} {
		for _, l := range voicesByLanguage {
			if fits(l.language) {
				name, _, _ := strings.Cut(l.names, " ")
				return Voice{Name: name, Language: l.language}, true
			}
		}
	}
	return Voice{}, false
}

// plainName drops letter case and accents: the console writes Lea and Léa.
func plainName(name string) string { return accents.Replace(strings.ToLower(name)) }

var accents = strings.NewReplacer("é", "e", "É", "e", "í", "i", "ó", "o", "ú", "u", "â", "a", "ö", "o")
