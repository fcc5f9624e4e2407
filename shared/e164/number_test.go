package e164

import (
	"errors"
	"strings"
	"testing"
)

func TestParseAcceptsInternationalNumbersOnly(t *testing.T) {
	for in, ok := range map[string]bool{
		"+14155550100":      true,
		"+4915550":          true, // 7 digits
		"+123456789012345":  true, // 15 digits
		"":                  false,
		"+":                 false,
		"14155550100":       false,
		"+415555":           false, // 6 digits
		"+1234567890123456": false, // 16 digits
		"+04155550100":      false,
		"+1 415 555 0100":   false,
		"+1415555010x":      false,
		"+1415555٠١٠٠":      false, // digits of another script
		" +14155550100":     false,
		"+14155550100x5":    false,
		"++14155550100":     false,
	} {
		n, err := Parse(in)
		switch {
		case ok && (err != nil || string(n) != in):
			t.Errorf("%q: got %q, %v", in, n, err)
		case !ok && (!errors.Is(err, ErrNumber) || n != ""):
			t.Errorf("%q was accepted as %q (%v)", in, n, err)
		case !ok && !strings.Contains(err.Error(), "+1415"):
			t.Errorf("%q: the error shows no example: %v", in, err)
		}
	}
}

func TestParseErrorsRepeatNoDigitOfTheNumber(t *testing.T) {
	for _, in := range []string{"49301234567", "+49 301234567", "+049301234567", "+4930123456789012345"} {
		if _, err := Parse(in); err == nil || strings.Contains(err.Error(), "301234567") {
			t.Errorf("%q: %v", in, err)
		}
	}
}

func TestFromProviderUnderstandsEverySpelling(t *testing.T) {
	for in, want := range map[string]Number{
		"14155550100":                         "+14155550100",
		" 14155550100":                        "+14155550100", // as captured
		"+14155550100":                        "+14155550100",
		"0014155550100":                       "+14155550100",
		"+1 (415) 555-0100":                   "+14155550100",
		"sip:+14155550100@carrier.test":       "+14155550100",
		"sips:14155550100;phone-context=x@a":  "+14155550100",
		"SIP:%2B14155550100@carrier.test":     "+14155550100",
		"tel:+1-415-555-0100":                 "+14155550100",
		"sip:front.desk@office.test":          "",
		"":                                    "",
		"anonymous":                           "",
		"Unknown":                             "",
		"NEXMO phone":                         "",
		"the phone number of somebody":        "",
		"Restricted 14155550100":              "",
		"0301234567":                          "", // national: the country is unknown
		"112":                                 "",
		"99999999999999999999":                "",
		"null":                                "",
		"sip:anonymous@anonymous.invalid:123": "",
	} {
		if got := FromProvider(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

func TestSpellings(t *testing.T) {
	n := Number("+14155550123")
	if n.Digits() != "14155550123" {
		t.Errorf("digits %q", n.Digits())
	}
	if n.Redacted() != "***23" {
		t.Errorf("redacted %q", n.Redacted())
	}
	if Number("").Digits() != "" || Number("").Redacted() != "withheld" || Number("+12").Redacted() != "***" {
		t.Error("a withheld or broken number is spelled wrongly")
	}
}

func FuzzFromProvider(f *testing.F) {
	for _, s := range []string{"14155550100", " 1", "sip:+14155550100@x", "anonymous", "00%2B1", "tel:;;", "+1.415(555)0100"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		n := FromProvider(s)
		if n == "" {
			return
		}
		if again, err := Parse(string(n)); err != nil || again != n {
			t.Fatalf("%q became %q, which is no number: %v", s, n, err)
		}
		if FromProvider(n.Digits()) != n {
			t.Fatalf("%q does not survive the provider's spelling", n)
		}
	})
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"+14155550100", "", "+", "+0", "+٤٤٤٤٤٤٤"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		n, err := Parse(s)
		if (err == nil) == (n == "") {
			t.Fatalf("%q gave %q and %v", s, n, err)
		}
		if err == nil && (string(n) != s || len(s) < 8 || len(s) > 16) {
			t.Fatalf("%q became %q", s, n)
		}
	})
}

func BenchmarkFromProvider(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if FromProvider("14155550100") == "" {
			b.Fatal("not read")
		}
	}
}
