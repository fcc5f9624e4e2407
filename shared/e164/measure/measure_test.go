package measure

import (
	"errors"
	"strings"
	"testing"

	"ringdown/shared/e164"
)

func homeOf(t *testing.T, iso string) e164.Country {
	t.Helper()
	c, ok := e164.CountryByISO(iso)
	if !ok {
		t.Fatal(iso)
	}
	return c
}

func TestNumbersAreTaken(t *testing.T) {
	for _, s := range []string{
		"+14155550100", "+14155551000", "+447700900101", "+442079460100", "+493023125001", "+4930123456", "+491715550101", "+33612345678",
		"+390612345678", "+393471234567", "+525512345678", "+5491123456789", "+541123456789", "+61412345678", "+18005550100", "+819012345678",
		"+6591234567", "+4712345678", "+4532123456", "+2250712345678", "+79161234567", "+358401234567", "+436641234567", "+448081570192",
		"+12015550101", "+16285552000",
	} {
		if n, err := Number(s, homeOf(t, "US")); err != nil || string(n) != s {
			t.Errorf("%s: %q, %v", s, n, err)
		}
	}
}

func TestNumbersAreRefusedWithWhatToWrite(t *testing.T) {
	for s, want := range map[string]string{
		"+4407700900101":           "the 0 before the area code is dialled inside the country only: write +447700900101",
		"+4904012345678":           "write +494012345678",
		"+490171555010":            "dialled inside the country only",
		"+33012345678":             "dialled inside the country only",
		"+330612345678":            "write +33612345678",
		"+610412345678":            "write +61412345678",
		"+5215512345678":           "write +525512345678",
		"+44770090010":             "has 9 digits after +44, and numbers that begin with +447700 have 10",
		"+4477009001011":           "digits after +44",
		"+1415555010":              "has 9 digits after +1",
		"+3361234567":              "have 9",
		"+6141234567":              "have 9",
		"+99912345678":             "no country has a code",
		"+44 (0)7700 900101":       "the (0) is dialled inside the country only: write +447700900101",
		"+1 415 555 0103 x700":     "write +14155550103, and extension: 700 beside it",
		"tel:+14155550104":         "write +14155550104",
		"011 44 7700 900101":       "write +447700900101",
		"00447700900101":           "write +447700900101",
		"1-800-FLOWERS":            "letters are no digits: write +18003569377",
		"(415) 555-0101":           "write +14155550101",
		"4155550101":               "it does not begin with + and the country code: write +14155550101",
		"+1 415 555 0101":          "digits only may follow the +: write +14155550101",
		"\u202a+14155550105\u202c": "nobody sees (U+202A, left-to-right embedding), copied along from elsewhere: write +14155550105",
		"+1415\u200b5550105":       "U+200B, zero-width space",
		"+1\u00a0415 555 0105":     "no-break space), copied along from elsewhere: write +14155550105",
		"\u200e":                   "type it anew",
		"":                         "it is empty",
		"hello":                    "begin with +",
		"112":                      "begin with +",
		"+112":                     "3 digits",
	} {
		n, err := Number(s, homeOf(t, "US"))
		if n != "" || err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: got %q, %v; want a refusal with %q", s, n, err, want)
		}
	}
}

func TestNationalFormIsTheHomeCountrys(t *testing.T) {
	for iso, want := range map[string]string{"GB": "write +442079460101", "": "begin with +"} {
		home, _ := e164.CountryByISO(iso)
		if _, err := Number("020 7946 0101", home); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("at home in %q: %v", iso, err)
		}
	}
}

func TestCostlyNumbersAreNotRung(t *testing.T) {
	for n, refused := range map[e164.Number]bool{
		"+14155550101": false, "+447700900101": false, "+18005550100": false, "+448081570192": false,
		"+19005550100": true, "+449098790000": true, "+448443357777": true, "+447012345678": true,
		"+491805123456": true, // shared cost, which the small table does not have
		"+33892123456":  true,
		"+611900123456": true,
		"+881612345678": true,
	} {
		if err := Rung(n); (err != nil) != refused || refused && !errors.Is(err, e164.ErrNotDialable) {
			t.Errorf("%s: %v", n, err)
		}
	}
}
