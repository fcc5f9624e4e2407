package e164

import (
	"strings"
	"testing"
)

const (
	american = Number("+14155550100")
	british  = Number("+442079460100")
	german   = Number("+493023125001")
	spanish  = Number("+34912345678")
	italian  = Number("+390612345678")
	russian  = Number("+74951234567")
)

func TestReadCaller(t *testing.T) {
	for _, tt := range []struct {
		in   string
		line Number
		want Caller
	}{
		// As the provider documents it: digits with the country code, from anywhere.
		{"14155550199", american, Caller{Number: "+14155550199"}},
		{"14155550199", german, Caller{Number: "+14155550199"}},
		{"447700900199", american, Caller{Number: "+447700900199"}},
		{"4930123456", american, Caller{Number: "+4930123456"}},
		{"447700900199", italian, Caller{Number: "+447700900199"}},
		{"0014155550199", british, Caller{Number: "+14155550199"}},
		{"011447700900199", american, Caller{Number: "+447700900199"}},
		{"+1 (415) 555-0199", german, Caller{Number: "+14155550199"}},
		{"sip:+14155550199@carrier.test", german, Caller{Number: "+14155550199"}},
		{"\u202a+14155550199\u202c", german, Caller{Number: "+14155550199"}},
		{`"Front Desk" <sip:14155550199@carrier.test;user=phone>`, german, Caller{Number: "+14155550199"}},
		{"881612345678", british, Caller{Number: "+881612345678"}},

		// In national form: the line's country completes it, and what came is kept.
		{"0301234567", german, Caller{"+49301234567", "0301234567"}},
		{"07700900199", british, Caller{"+447700900199", "07700900199"}},
		{"+07700900199", british, Caller{"+447700900199", "+07700900199"}},
		{"(0207) 946 0199", british, Caller{"+442079460199", "(0207) 946 0199"}},
		{"sip:07700900199@carrier.test", british, Caller{"+447700900199", "sip:07700900199@carrier.test"}},
		{"4155550199", american, Caller{"+14155550199", "4155550199"}}, // Switzerland's +41 has nine digits more
		{"912345678", spanish, Caller{"+34912345678", "912345678"}},
		{"0612345678", italian, Caller{"+390612345678", "0612345678"}},

		// With the trunk digit behind the country code.
		{"+44 (0)7700 900199", american, Caller{Number: "+447700900199"}},
		{"4407700900199", american, Caller{"+447700900199", "4407700900199"}},
		{"490301234567", british, Caller{"+49301234567", "490301234567"}},

		// Two readings, or none: kept as it came.
		{"2025550123", american, Caller{Came: "2025550123"}}, // Washington, or Cairo
		{"84951234567", russian, Caller{Came: "84951234567"}},
		{"7700900199", british, Caller{Came: "7700900199"}},
		{"0301234567", american, Caller{Came: "0301234567"}},
		{"0301234567", "", Caller{Came: "0301234567"}},
		{"112", german, Caller{Came: "112"}},
		{"44770090019", american, Caller{Number: "+44770090019"}}, // nine digits exist in +44
		{"331415550", american, Caller{Came: "331415550"}},
		{"99999999999", american, Caller{Came: "99999999999"}},
		{"99999999999999999999", american, Caller{Came: "99999999999999999999"}},
		{"sip:front.desk@office.test", american, Caller{Came: "sip:front.desk@office.test"}},
		{"NEXMO phone", american, Caller{Came: "NEXMO phone"}},
		{"Unknown Street Pizza", american, Caller{Came: "Unknown Street Pizza"}},
		{"a\x00b\u200bc", american, Caller{Came: "abc"}},

		// Withheld.
		{"", american, Caller{}},
		{" ", american, Caller{}},
		{"anonymous", american, Caller{}},
		{"Anonymous@anonymous.invalid", american, Caller{}},
		{"sip:anonymous@anonymous.invalid:123", american, Caller{}},
		{`"Anonymous" <sip:14155550199@carrier.test>`, american, Caller{}},
		{"Restricted 14155550199", american, Caller{}},
		{"PRIVATE NUMBER", american, Caller{}},
		{"Unknown", american, Caller{}},
		{"Unavailable", american, Caller{}},
		{"null", american, Caller{}},
		{"266696687", american, Caller{}},
		{"+266696687", american, Caller{}},
		{"7378742833", american, Caller{}},
		{"86282452253", american, Caller{}},
		{"7748283", american, Caller{}},
		{"sip:+8656696@carrier.test", american, Caller{}},
	} {
		if got := ReadCaller(tt.in, tt.line); got != tt.want {
			t.Errorf("%q on %s: got %+v, want %+v", tt.in, tt.line, got, tt.want)
		}
	}
	if got := ReadCaller(strings.Repeat("x", 5000), american); len(got.Came) != maxCame {
		t.Errorf("kept %d characters", len(got.Came))
	}
}

// The keypad spellings are not to be trusted to a table that somebody typed.
func TestWithheldKeysSpellTheWords(t *testing.T) {
	for _, word := range []string{"anonymous", "restricted", "unavailable", "private", "unknown", "withheld"} {
		keys := strings.Map(func(r rune) rune { return rune("22233344455566677778889999"[r-'a']) }, word)
		if !withheldKeys[keys] {
			t.Errorf("%s is %s on the keys of a telephone, and the table does not have it", word, keys)
		}
	}
}

func TestCallerForPeople(t *testing.T) {
	for want, c := range map[string]Caller{
		"a withheld number":                 {},
		"2025550123 (unverified)":           {Came: "2025550123"},
		"+49301234567 (came as 0301234567)": {"+49301234567", "0301234567"},
		"+14155550199":                      {Number: "+14155550199"},
		"sip:desk@office.test (unverified)": {Came: "sip:desk@office.test"},
	} {
		if got := c.String(); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestCountryOf(t *testing.T) {
	for n, want := range map[Number]string{
		"+14155550100": "US", "+18765550100": "JM", "+16045550100": "CA", "+447700900100": "GB", "+441481960100": "GG",
		"+77011234567": "KZ", "+74951234567": "RU", "+25261234567": "SO", "+5312345678": "CU", "+390612345678": "IT",
		"+881612345678": "", "+99912345678": "", "": "",
	} {
		if c, ok := CountryOf(n); c.ISO != want || ok != (want != "") {
			t.Errorf("%s: got %q, %t, want %q", n, c.ISO, ok, want)
		}
	}
	if c, ok := CountryByISO("gb"); !ok || c.Code != "44" {
		t.Errorf("got %+v, %t", c, ok)
	}
	if _, ok := CountryByISO("XX"); ok {
		t.Error("there is no XX")
	}
}

func FuzzReadCaller(f *testing.F) {
	for _, s := range []string{"14155550100", " 1", "sip:+14155550100@x", "anonymous", "00%2B1", "<>", `"a" <tel:0301234567>`, "+0", "0", "011"} {
		f.Add(s, string(german))
		f.Add(s, string(american))
	}
	f.Fuzz(func(t *testing.T, s, line string) {
		c := ReadCaller(s, Number(line))
		if c.Number != "" {
			if _, err := Parse(string(c.Number)); err != nil {
				t.Fatalf("%q became %q, which is no number: %v", s, c.Number, err)
			}
		}
		if len([]rune(c.Came)) > maxCame {
			t.Fatalf("%q is kept whole", s)
		}
	})
}
