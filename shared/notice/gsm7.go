package notice

import "strings"

// The characters of a text message that count one, and those that count two because they are sent
// behind an escape (3GPP TS 23.038 §6.2.1, the default alphabet and its extension).
const (
	gsmBasic = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?" +
		"¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
	gsmExtended = "\f^{}\\[~]|€"
)

// What fits one message, and one of several: those carry a header of seven characters (§9.2.3.24).
const (
	gsmOne, gsmPart = 160, 153
	ucsOne, ucsPart = 70, 67
)

// plain replaces what looks the same on a phone. A letter that only a few languages have loses its
// mark rather than doubling the price of the message; one of another script stays.
var plain = strings.NewReplacer(
	"‘", "'", "’", "'", "‚", "'", "‛", "'", "′", "'", "`", "'", "´", "'", "“", `"`, "”", `"`, "„", `"`, "«", `"`, "»", `"`, "″", `"`,
	"–", "-", "—", "-", "‐", "-", "‑", "-", "‒", "-", "−", "-", "…", "...", "•", "-", "·", "-", "×", "x", "\u00a0", " ", "\u202f", " ", "\u2009", " ", "\t", " ",
	"\u200b", "", "\u200c", "", "\u200d", "", "\ufeff", "", "\u00ad", "",
	"á", "a", "â", "a", "ã", "a", "ā", "a", "ă", "a", "ą", "a", "ç", "c", "ć", "c", "č", "c", "ď", "d", "đ", "d", "ê", "e", "ë", "e", "ě", "e", "ę", "e", "ė", "e", "ē", "e",
	"ğ", "g", "í", "i", "î", "i", "ï", "i", "ı", "i", "ī", "i", "ł", "l", "ľ", "l", "ĺ", "l", "ń", "n", "ň", "n", "ó", "o", "ô", "o", "õ", "o", "ő", "o", "œ", "oe",
	"ŕ", "r", "ř", "r", "ś", "s", "š", "s", "ş", "s", "ș", "s", "ť", "t", "ţ", "t", "ț", "t", "ú", "u", "û", "u", "ů", "u", "ű", "u", "ū", "u", "ý", "y", "ÿ", "y", "ź", "z", "ż", "z", "ž", "z",
	"Á", "A", "À", "A", "Â", "A", "Ã", "A", "Ă", "A", "Ą", "A", "Ć", "C", "Č", "C", "Ď", "D", "Đ", "D", "È", "E", "Ê", "E", "Ë", "E", "Ě", "E", "Ę", "E", "Ğ", "G",
	"Í", "I", "Ì", "I", "Î", "I", "Ï", "I", "İ", "I", "Ł", "L", "Ľ", "L", "Ń", "N", "Ň", "N", "Ó", "O", "Ò", "O", "Ô", "O", "Õ", "O", "Ő", "O", "Œ", "OE", "Ř", "R",
	"Ś", "S", "Š", "S", "Ş", "S", "Ș", "S", "Ť", "T", "Ț", "T", "Ú", "U", "Ù", "U", "Û", "U", "Ů", "U", "Ű", "U", "Ý", "Y", "Ź", "Z", "Ż", "Z", "Ž", "Z",
)

// Septets is what a text counts in the alphabet of text messages, and false if one of its characters
// is not in it.
func Septets(text string) (int, bool) {
	n := 0
	for _, r := range text {
		switch {
		case strings.ContainsRune(gsmBasic, r):
			n++
		case strings.ContainsRune(gsmExtended, r):
			n += 2
		default:
			return 0, false
		}
	}
	return n, true
}

// units is what a text counts where one of its characters needs the other encoding, UCS-2, in which
// an emoji counts two.
func units(text string) int {
	n := 0
	for _, r := range text {
		n++
		if r > 0xffff {
			n++
		}
	}
	return n
}

// Segments is how many messages a text is paid as. A character of two is never parted, so a message
// of several may hold one less.
func Segments(text string) int {
	n, gsm := Septets(text)
	one, part := gsmOne, gsmPart
	if !gsm {
		n, one, part = units(text), ucsOne, ucsPart
	}
	if n <= one {
		return 1
	}
	count, used := 1, 0
	for _, r := range text {
		size := weight(r, gsm)
		if used+size > part {
			count, used = count+1, 0
		}
		used += size
	}
	return count
}

func weight(r rune, gsm bool) int {
	if gsm && strings.ContainsRune(gsmExtended, r) || !gsm && r > 0xffff {
		return 2
	}
	return 1
}
