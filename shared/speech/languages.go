package speech

import (
	"slices"
	"strings"
)

// LanguageOf returns the provider's tag for a language as people write it (BCP 47), and false when
// the provider does not speak it. A region without a voice gets the nearest one: a Swiss line
// speaks German, if not with a Swiss voice.
func LanguageOf(tag string) (string, bool) {
	plain := strings.ToLower(strings.ReplaceAll(tag, "_", "-"))
	base, region, _ := strings.Cut(plain, "-")
	for _, v := range voiceStyles {
		if strings.EqualFold(v.language, plain) {
			return v.language, true
		}
	}
	if base == "zh" {
		return chinese(region), true
	}
	for _, n := range nearestRegions {
		if n.base == base && (n.regions == anyRegion || n.regions == region || slices.Contains(strings.Fields(n.regions), region)) {
			return n.language, true
		}
	}
	for _, v := range voiceStyles { // a language alone, for which the first region is as good as any
		if b, _, _ := strings.Cut(v.language, "-"); region == "" && b == base {
			return v.language, true
		}
	}
	return "", false
}

const anyRegion = "*"

// nearestRegions say which voice stands in where the provider has none for a region, by how people
// there speak. Regions are named, so that one which is misspelt is still found out.
var nearestRegions = []struct{ base, regions, language string }{
	{"en", "ca ph pr", "en-US"},
	{"en", "uk sg hk my ke ng gh ug tz pk lk mt cy zw", "en-GB"},
	{"es", "ar bo cl cr cu do ec gt hn ni pa pe pr py sv uy ve 419", "es-US"},
	{"fr", "be ch lu mc ma tn dz sn ci cm cd", "fr-FR"},
	{"de", "ch li lu be it", "de-DE"},
	{"pt", "ao mz cv", "pt-PT"},
	{"it", "ch sm va", "it-IT"},
	{"nl", "sr aw cw", "nl-NL"},
	{"sv", "fi ax", "sv-SE"},
	{"da", "gl fo", "da-DK"},
	{"tr", "cy", "tr-TR"},
	{"no", anyRegion, "nb-NO"}, {"nn", anyRegion, "nb-NO"}, // both are read with a voice for bokmål
	{"ar", anyRegion, "ar"}, {"iw", anyRegion, "he-IL"}, {"tl", anyRegion, "fil-PH"},
	{"de", "", "de-DE"}, {"en", "", "en-US"}, {"es", "", "es-ES"}, {"fr", "", "fr-FR"}, {"nl", "", "nl-NL"}, {"pt", "", "pt-BR"},
}

// chinese tells the three by script or region: written Chinese names none of those the provider
// speaks.
func chinese(region string) string {
	switch {
	case strings.Contains(region, "hk"), strings.Contains(region, "mo"):
		return "yue-CN"
	case strings.Contains(region, "tw"), strings.Contains(region, "hant"):
		return "cmn-TW"
	}
	return "cmn-CN"
}
