// Package measure holds a number that people wrote against the numbering plans of the world: how
// long numbers of a country and kind are, which digits are dialled at home alone, what a number
// costs. It says what to write instead.
//
// It is apart from e164 because the metadata weighs megabytes: settings are measured when they are
// written, so that no function a caller waits for has to carry it. The metadata is Google's
// libphonenumber in its port to Go; a newer version of the module brings newer plans, and a test
// holds the small table of e164 against it.
//
// To refuse another kind of number, add it to costly.
package measure

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/nyaruka/phonenumbers"

	"ringdown/shared/e164"
)

// ErrWritten is wrapped by every refusal; its text says what to write.
var ErrWritten = errors.New("not a number that can be called")

// Number reads a number as somebody wrote it into settings, whose own numbers are of the home
// country. Only the international form is taken; for any other the error says what to write. It may
// quote the number.
func Number(written string, home e164.Country) (e164.Number, error) {
	if err := unseen(written, home); err != nil {
		return "", err
	}
	n, err := e164.Parse(written)
	if err == nil {
		err = length(n)
	}
	if err == nil {
		return n, nil
	}
	if meant, more := meantBy(written, home); meant != "" {
		return "", fmt.Errorf("%w: %s: write %s%s", ErrWritten, reason(written), meant, more)
	}
	return "", err
}

// reason says why a number is refused of which the right spelling is known.
func reason(written string) string {
	n, err := e164.Parse(written)
	switch {
	case err == nil && strings.HasPrefix(written, "+521"):
		return "Mexico dropped the 1 before its mobile numbers"
	case err == nil:
		return "the " + trunkOf(n) + " before the area code is dialled inside the country only"
	case strings.Contains(written, "(0)"):
		return "the (0) is dialled inside the country only"
	case strings.ContainsFunc(written, isLetter) && !strings.Contains(written, ":") && !strings.Contains(written, " x"):
		return "letters are no digits"
	case !strings.HasPrefix(written, "+"):
		return "it does not begin with + and the country code"
	}
	return "digits only may follow the +"
}

func isLetter(r rune) bool { return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' }

func trunkOf(n e164.Number) string {
	if c, ok := e164.CountryOf(n); ok && c.Trunk != "" && strings.HasPrefix(n.Digits()[len(c.Code):], c.Trunk) {
		return c.Trunk
	}
	return "digit"
}

// meantBy returns what somebody most likely meant, and what to write beside it, where that is a
// whole number.
func meantBy(written string, home e164.Country) (meant e164.Number, more string) {
	text := strings.Replace(strings.TrimSpace(written), "(0)", "", 1)
	if rest, ok := strings.CutPrefix(text, "+521"); ok && len(rest) == 10 {
		text = "+52" + rest // Mexico's mobiles had a 1 there until 2019
	}
	for _, abroad := range []string{"00", "011"} { // how people dial out of most countries, and out of North America
		if rest, ok := strings.CutPrefix(text, abroad); ok {
			text = "+" + rest
			break
		}
	}
	p, err := phonenumbers.Parse(text, home.ISO)
	if err != nil {
		return "", ""
	}
	n := e164.Number(phonenumbers.Format(p, phonenumbers.E164))
	if _, err := e164.Parse(string(n)); err != nil || length(n) != nil || string(n) == written {
		return "", ""
	}
	if x := p.GetExtension(); x != "" {
		more = ", and extension: " + x + " beside it"
	}
	return n, more
}

// length holds a number in international form against the lengths of its country, and of its
// beginning there.
func length(n e164.Number) error {
	p, err := phonenumbers.Parse(string(n), "")
	if err != nil {
		return fmt.Errorf("%w: no country has a code that %s begins with: write the country code after the +, like +14155550100", ErrWritten, n)
	}
	if plain := phonenumbers.Format(p, phonenumbers.E164); plain != string(n) || trunkOf(n) == "0" {
		return fmt.Errorf("%w: in %s the %s before the area code is dialled inside the country only: leave it out and write all other digits, like +14155550100", ErrWritten, n, trunkOf(n))
	}
	if phonenumbers.IsValidNumber(p) {
		return nil
	}
	code, national := fmt.Sprint(p.GetCountryCode()), phonenumbers.GetNationalSignificantNumber(p)
	begins, lengths := lengthsOf(code, national)
	if len(lengths) == 0 || slices.Contains(lengths, len(national)) {
		return nil // a range that is reserved, or newer than the metadata: only ringing it tells
	}
	return fmt.Errorf("%w: %s has %d digits after +%s, and numbers that begin with +%s%s have %s: write the whole number, without a digit too many or too few",
		ErrWritten, n, len(national), code, code, begins, listed(lengths))
}

// longestBeginning is how many digits of a national number tell its kind in most plans.
const longestBeginning = 4

// lengthsOf returns how many digits the numbers of a country have that begin like this one: by the
// longest beginning with which there are numbers at all.
func lengthsOf(code, national string) (begins string, lengths []int) {
	for k := min(longestBeginning, len(national)); k >= 0; k-- {
		for n := 4; n+len(code) <= 15; n++ {
			if n >= k && exists(code, national[:k], n) {
				lengths = append(lengths, n)
			}
		}
		if len(lengths) > 0 {
			return national[:k], lengths
		}
	}
	return "", nil
}

// exists reports whether there are numbers of so many digits with a beginning. It tries a few.
func exists(code, begins string, digits int) bool {
	for _, rest := range []string{"23456789012345", "12345678901234", "51234567890123", "90123456789012", "00000000000000", "20123456789012"} {
		p, err := phonenumbers.Parse("+"+code+begins+rest[:digits-len(begins)], "")
		if err == nil && phonenumbers.IsValidNumber(p) && len(phonenumbers.GetNationalSignificantNumber(p)) == digits {
			return true
		}
	}
	return false
}

func listed(lengths []int) string {
	var out []string
	for _, n := range lengths {
		out = append(out, fmt.Sprint(n))
	}
	return strings.Join(out, " or ")
}

// costly are the kinds of numbers that are never rung or texted, with the words for them.
var costly = map[phonenumbers.PhoneNumberType]string{
	phonenumbers.PREMIUM_RATE:    "a premium-rate number",
	phonenumbers.SHARED_COST:     "a shared-cost number",
	phonenumbers.PERSONAL_NUMBER: "a personal number, whose price its owner sets",
	phonenumbers.PAGER:           "a pager",
	phonenumbers.VOICEMAIL:       "a mailbox",
}

// Rung says why a number in international form must not be rung or texted, or nil. It knows what
// e164.Dialable knows, and the kinds of the metadata.
func Rung(n e164.Number) error {
	if err := e164.Dialable(n); err != nil {
		return err
	}
	p, err := phonenumbers.Parse(string(n), "")
	if err != nil {
		return fmt.Errorf("%w: %w", e164.ErrNotDialable, err)
	}
	if kind, ok := costly[phonenumbers.GetNumberType(p)]; ok {
		return fmt.Errorf("%w: %s is %s; use a landline or mobile number", e164.ErrNotDialable, n, kind)
	}
	return nil
}
