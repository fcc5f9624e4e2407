package ncco

import (
	"errors"
	"testing"
)

func TestCallbackRoundTrips(t *testing.T) {
	c := Callback{Kind: "input", Call: "c-7f3c", Leg: "caller", Epoch: 12}
	if c.String() != "input/c-7f3c/caller/12" {
		t.Errorf("got %q", c.String())
	}
	if got, err := ParseCallback(c.String()); err != nil || got != c {
		t.Errorf("got %+v, %v", got, err)
	}
}

func TestParseCallbackRefuses(t *testing.T) {
	for _, ref := range []string{
		"", "input", "input/c/l", "input/c/l/0/x", "input//l/0", "input/c/l/-1", "input/c/l/01", "input/c/l/+1",
		"input/c/l/1.5", "input/../l/0", "input/c/l.x/0", "input/c d/l/0", "inpüt/c/l/0", "input/c/l/99999999999999999999",
	} {
		if got, err := ParseCallback(ref); !errors.Is(err, ErrCallback) {
			t.Errorf("%q gave %+v and %v", ref, got, err)
		}
	}
}

func FuzzParseCallback(f *testing.F) {
	f.Add("input/c/l/0")
	f.Add("leg/CON-1/0A0/99")
	f.Fuzz(func(t *testing.T, ref string) {
		c, err := ParseCallback(ref)
		if err == nil && c.String() != ref {
			t.Fatalf("%q became %q", ref, c.String())
		}
	})
}
