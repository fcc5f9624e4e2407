package speech

import (
	"testing"

	"ringdown/shared/e164"
)

func TestACallerIsSpoken(t *testing.T) {
	for want, c := range map[string]e164.Caller{
		"1 4 1 5 5 5 5 0 1 2 3": {Number: "+14155550123", Came: "(415) 555-0123"},
		"2 0 2 5 5 5 0 1 2 3":   {Came: "202-555-0123"},
		"4 1 5":                 {Came: "sip:+415@example.com"},
		"Front desk":            {Came: `"Front-desk" <sip:100@example.com>`},
		"ana lopez":             {Came: "sip:ana.lopez@example.com"},
		"":                      {},
	} {
		if got := Caller(c); got != want {
			t.Errorf("%+v: %q, want %q", c, got, want)
		}
	}
}
