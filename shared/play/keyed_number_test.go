package play

import (
	"ringdown/shared/e164"
	"strings"
	"testing"
)

// TestCountriesReadTheirOwnNumbers holds the table: every plan reads a number of its
// least and of its most digits, with and without the trunk prefix, as a number of E.164.
func TestCountriesReadTheirOwnNumbers(t *testing.T) {
	for iso, c := range countries {
		for _, n := range []int{c.least, c.most} {
			national := strings.Repeat("2", n)
			for _, keyed := range []string{national, c.trunk + national} {
				number, err := keyedNumber(keyed, "Local", iso)
				if err != nil || number != e164.Number("+"+c.code+national) {
					t.Errorf("%s: %d digits became %q, %v", iso, n, number, err)
				}
			}
		}
		if _, err := keyedNumber(strings.Repeat("2", c.most+1), "Local", iso); err == nil {
			t.Errorf("%s: a number too long is taken", iso)
		}
	}
}
