package play

import "testing"

func TestExternalPaths(t *testing.T) {
	p := Position{External: `{"a":{"b":{"c":"deep"}},"n":12345678901234567890,"t":true,"no":null,"l":[1,"x"],"x.y":"dotted"}`}
	for path, want := range map[string]string{
		"a.b.c": "deep", "n": "12345678901234567890", "t": "true", "l": `[1,"x"]`, "x.y": "dotted", "a.b": `{"c":"deep"}`,
	} {
		if got, ok := p.external(path); !ok || got != want {
			t.Errorf("%s: %q %v, want %q", path, got, ok, want)
		}
	}
	for _, path := range []string{"", "no", "a.c", "a.b.c.d", "n.x", "l.0"} {
		if got, ok := p.external(path); ok && path != "" {
			t.Errorf("%s: %q, want nothing", path, got)
		}
	}
	if _, ok := (Position{}).external("a"); ok {
		t.Error("no answer, and a value all the same")
	}
}
