package e164

import (
	"errors"
	"strings"
	"testing"
)

func TestDialableAllowsOrdinaryNumbers(t *testing.T) {
	for _, n := range []Number{
		"+14155550100", "+442079460000", "+447700900000", "+4930123456", "+33612345678", "+390612345678",
		"+41446681800", "+31201234567", "+34912345678", "+61291234567", "+18765550100", "+18005550100", "+819012345678",
	} {
		if err := Dialable(n); err != nil {
			t.Errorf("%s: %v", n, err)
		}
	}
}

func TestDialableRefuses(t *testing.T) {
	for n, reason := range map[Number]string{
		"":              "short",
		"112":           "short",
		"+112":          "short",
		"+911":          "short",
		"+1911":         "short",
		"+49112":        "short",
		"14155550100":   "begin with +",
		"+870773111632": "satellite",
		"+8816123456":   "satellite",
		"+88216123456":  "satellite",
		"+883510012345": "satellite",
		"+979123456789": "premium",
		"+80812345678":  "shared-cost",
		"+87812345678":  "universal",
		"+19005550100":  "premium",
		"+19765550100":  "premium",
		"+14159765010":  "976",
		"+19115550100":  "N11",
		"+14159115010":  "N11",
		"+11234567890":  "neither",
		"+14150550100":  "neither",
		"+1415555010":   "10 digits",
		"+141555501000": "10 digits",
		"+449098790000": "premium",
		"+447012345678": "personal",
		"+448443357777": "shared",
		"+448719999999": "shared",
		"+49900123456":  "premium",
		"+491371234567": "televoting",
		"+33899123456":  "premium",
		"+34806123456":  "premium",
		"+390899123456": "", // allowed: an Italian landline keeps its 0
		"+39899123456":  "premium",
		"+41901123456":  "premium",
		"+43900123456":  "premium",
		"+31900123456":  "premium",
		"+3290212345":   "premium",
		"+61190212345":  "premium",
		"+46900123456":  "premium",
		"+358600123456": "premium",
	} {
		err := Dialable(n)
		if reason == "" {
			if err != nil {
				t.Errorf("%s: %v", n, err)
			}
			continue
		}
		if !errors.Is(err, ErrNotDialable) || !strings.Contains(err.Error(), reason) {
			t.Errorf("%q: got %v, want a refusal with %q", n, err, reason)
		}
	}
}

func TestDialableErrorsHideTheSubscriber(t *testing.T) {
	if err := Dialable("+449098790000"); err == nil || strings.Contains(err.Error(), "098790000") {
		t.Errorf("got %v", err)
	}
}

// A prefix behind a shorter one would never be reached, and its reason never be read.
func TestNoRefusedPrefixHidesAnother(t *testing.T) {
	for i, a := range refused {
		for j, b := range refused {
			if i != j && strings.HasPrefix(b.prefix, a.prefix) {
				t.Errorf("%s is hidden by %s", b.prefix, a.prefix)
			}
		}
	}
}

func TestParseExtension(t *testing.T) {
	for in, ok := range map[string]bool{
		"": true, "700": true, "wwww700#": true, "*7w2": true, "1w2w3": true, strings.Repeat("1", maxExtension): true,
		"www": false, "p700": false, "7 0": false, "W7": false, "٧": false, "700,": false, strings.Repeat("1", maxExtension+1): false,
	} {
		x, err := ParseExtension(in)
		switch {
		case ok && (err != nil || string(x) != in):
			t.Errorf("%q: got %q, %v", in, x, err)
		case !ok && (!errors.Is(err, ErrExtension) || x != ""):
			t.Errorf("%q was accepted", in)
		}
	}
}

func TestExtensionPausesAreTheProvidersP(t *testing.T) {
	if got := Extension("wwww7w0#").DTMF(); got != "pppp7p0#" {
		t.Errorf("got %q", got)
	}
}

func FuzzParseExtension(f *testing.F) {
	for _, s := range []string{"", "wwww700#", "p", "*#"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		x, err := ParseExtension(s)
		if err == nil && strings.Trim(x.DTMF(), "0123456789*#p") != "" {
			t.Fatalf("%q would dial %q", s, x.DTMF())
		}
	})
}
