package speech

import (
	"strings"
	"unicode"

	"ringdown/shared/e164"
)

// Caller writes who calls so that a voice reads a number digit by digit and not in the billions, and
// of a SIP address the name without the address around it. It is "" for a withheld number.
func Caller(c e164.Caller) string {
	if c.Number != "" {
		return spaced(c.Number.Digits())
	}
	name := c.Name()
	if strings.Trim(name, "0123456789") == "" {
		return spaced(name)
	}
	return strings.Join(strings.FieldsFunc(name, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }), " ")
}
