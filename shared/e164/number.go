// Package e164 holds phone numbers, and says which of them may be dialled.
//
// Inside the product a number is E.164 text with its plus sign (ITU-T E.164 §6); the provider's digits-only
// spelling exists at its edge alone, through Digits and FromProvider. A full metadata library was not taken: its
// tables weigh several megabytes in every function, and they answer a question nobody asks here (how a number
// is formatted), while the one that matters (would ringing it cost a fortune) is a short table of prefixes.
// That table is no allow-list: it stops the well-known frauds, the account's own dialling permissions stop the rest.
//
// To refuse another range, add a line to the table in dialable.go with the reason a person should read.
package e164

import (
	"errors"
	"fmt"
	"strings"
)

// Number is a phone number in E.164 with its plus sign, or "" when it is withheld or unknown.
type Number string

const (
	// maxDigits is the longest international number (ITU-T E.164 §6.2.1).
	maxDigits = 15
	// minDigits is the shortest number the provider dials (Voice OpenAPI 1.10.0, number `\d{7,15}`);
	// it also keeps out every emergency and short number.
	minDigits = 7
)

// ErrNumber is wrapped by every refusal of Parse.
var ErrNumber = errors.New("not a phone number in international form")

// Parse accepts a plus sign and 7 to 15 digits, the first of which is not 0, and nothing else. The error says what to write;
// it repeats no digit of the input, so it may be logged.
func Parse(s string) (Number, error) {
	digits, plus := strings.CutPrefix(s, "+")
	switch {
	case s == "":
		return "", fmt.Errorf("%w: it is empty; write it like +14155550100", ErrNumber)
	case !plus:
		return "", fmt.Errorf("%w: begin with + and the country code, like +14155550100", ErrNumber)
	case !onlyDigits(digits):
		return "", fmt.Errorf("%w: write digits only after the +, without blanks or dashes, like +14155550100; an extension has its own field", ErrNumber)
	case len(digits) < minDigits || len(digits) > maxDigits:
		return "", fmt.Errorf("%w: %d digits; write %d to %d with the country code, like +14155550100", ErrNumber, len(digits), minDigits, maxDigits)
	case digits[0] == '0':
		return "", fmt.Errorf("%w: no country code begins with 0; write it like +14155550100", ErrNumber)
	}
	return Number(s), nil
}

// FromProvider reads a number as the provider's webhooks spell it: digits without a plus, but also with a
// leading blank, as a SIP or tel URI, or as a word for a withheld caller. Whatever is no dialable
// spelling of a number becomes "", because a caller without a number is still a caller.
func FromProvider(s string) Number {
	s = uriUser(strings.TrimSpace(s))
	digits := separators.Replace(s)
	if rest, ok := strings.CutPrefix(digits, "+"); ok {
		digits = rest
	} else if rest, ok := strings.CutPrefix(digits, "00"); ok {
		digits = rest
	}
	n, err := Parse("+" + digits)
	if err != nil {
		return ""
	}
	return n
}

// separators are what people put between the digits of a number (RFC 3966 §5.1.1).
var separators = strings.NewReplacer(" ", "", "-", "", "(", "", ")", "", ".", "")

// uriUser returns the user part of a sip:, sips: or tel: URI (RFC 3261 §19.1, RFC 3966 §3), and other text as it is.
func uriUser(s string) string {
	scheme, rest, ok := strings.Cut(s, ":")
	if !ok {
		return s
	}
	switch strings.ToLower(scheme) {
	case "sip", "sips", "tel":
	default:
		return s
	}
	if cut := strings.IndexAny(rest, "@;?"); cut >= 0 {
		rest = rest[:cut]
	}
	return strings.TrimSpace(escapedPlus.Replace(rest))
}

// escapedPlus undoes the one escape a number in a URI may carry (RFC 3986 §2.1).
var escapedPlus = strings.NewReplacer("%2B", "+", "%2b", "+")

// Digits returns the number without its plus sign, as the provider wants it.
func (n Number) Digits() string { return strings.TrimPrefix(string(n), "+") }

// Redacted returns what a log may carry: the last two digits, or "withheld".
func (n Number) Redacted() string {
	d := n.Digits()
	if d == "" {
		return "withheld"
	}
	if len(d) < minDigits {
		return "***"
	}
	return "***" + d[len(d)-2:]
}

func onlyDigits(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return true
}
