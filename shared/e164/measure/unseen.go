package measure

import (
	"fmt"
	"strings"
	"unicode"

	"ringdown/shared/e164"
)

// unseenNames are the characters that address books and web pages put around numbers (Unicode,
// general punctuation).
var unseenNames = map[rune]string{
	'\u00a0': "no-break space", '\u00ad': "soft hyphen", '\u200b': "zero-width space", '\u200c': "zero-width non-joiner",
	'\u200d': "zero-width joiner", '\u200e': "left-to-right mark", '\u200f': "right-to-left mark",
	'\u202a': "left-to-right embedding", '\u202b': "right-to-left embedding", '\u202c': "pop directional formatting",
	'\u202d': "left-to-right override", '\u202e': "right-to-left override", '\u202f': "narrow no-break space",
	'\u2060': "word joiner", '\u2066': "left-to-right isolate", '\u2067': "right-to-left isolate",
	'\u2068': "first strong isolate", '\u2069': "pop directional isolate", '\ufeff': "byte order mark",
}

func isUnseen(r rune) bool {
	_, named := unseenNames[r]
	return named || unicode.Is(unicode.Cf, r) || unicode.IsControl(r)
}

// unseen refuses a number with characters that nobody sees, names the first, and says what to
// write.
func unseen(written string, home e164.Country) error {
	first := strings.IndexFunc(written, isUnseen)
	if first < 0 {
		return nil
	}
	r := []rune(written[first:])[0]
	name := fmt.Sprintf("U+%04X", r)
	if known, ok := unseenNames[r]; ok {
		name += ", " + known
	}
	rest := strings.Map(func(r rune) rune {
		if isUnseen(r) {
			return -1
		}
		return r
	}, written)
	again := "type it anew, like +14155550100"
	if n, err := Number(rest, home); err == nil {
		again = "write " + string(n)
	} else if meant, more := meantBy(rest, home); meant != "" {
		again = "write " + string(meant) + more
	}
	return fmt.Errorf("%w: it holds a character that nobody sees (%s), copied along from elsewhere: %s", ErrWritten, name, again)
}
