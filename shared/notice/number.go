package notice

import (
	"strings"

	"ringdown/shared/e164"
)

// blank stands between the groups of a number.
const blank = " "

// Groups writes a number so that people can read it and dial it: the country code apart, then groups
// of three, the last ones of two or four. North America has groups of its own. What is grouped here is
// no claim about area codes: those need tables of megabytes.
func Groups(n e164.Number) string {
	digits := n.Digits()
	if digits == "" {
		return ""
	}
	country, ok := e164.CountryOf(n)
	if !ok {
		return "+" + digits
	}
	rest := strings.TrimPrefix(digits, country.Code)
	if country.Code == "1" && len(rest) == 10 {
		return strings.Join([]string{"+1", rest[:3], rest[3:6], rest[6:]}, blank)
	}
	out := []string{"+" + country.Code}
	for rest != "" {
		size := 3
		switch n := len(rest); {
		case n <= 4:
			size = n
		case n == 8:
			size = 4
		}
		out, rest = append(out, rest[:size]), rest[size:]
	}
	return strings.Join(out, blank)
}

// Tel is the address that lets a phone call the number (RFC 3966).
func Tel(n e164.Number) string { return "tel:+" + n.Digits() }
