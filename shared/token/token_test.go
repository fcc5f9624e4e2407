package token

import (
	"strings"
	"testing"
)

var key = []byte("0123456789abcdef0123456789abcdef")

// The expected value comes from Python's hmac module, over big-endian 64-bit lengths.
func TestSignIsStable(t *testing.T) {
	const want = "3GZKosyHjUl71jJooazWqg"
	if got := Sign(key, "leg", "c1", "l1", "7"); got != want {
		t.Errorf("got %s, want %s: every link in flight would break", got, want)
	}
}

func TestCheckAcceptsItsOwn(t *testing.T) {
	for _, parts := range [][]string{nil, {""}, {"a"}, {"a", "", "b"}, {strings.Repeat("x", 1000)}} {
		if !Check(key, Sign(key, parts...), parts...) {
			t.Errorf("refused its own token over %q", parts)
		}
	}
}

func TestCheckRefuses(t *testing.T) {
	mac := Sign(key, "leg", "c1", "l1")
	for name, ok := range map[string]bool{
		"another key":           Check([]byte("another"), mac, "leg", "c1", "l1"),
		"no key at all":         Check(nil, Sign(nil, "leg"), "leg"),
		"another part":          Check(key, mac, "leg", "c1", "l2"),
		"shifted borders":       Check(key, mac, "leg", "c1l", "1"),
		"parts in one":          Check(key, mac, "legc1l1"),
		"another order":         Check(key, mac, "c1", "leg", "l1"),
		"one part more":         Check(key, mac, "leg", "c1", "l1", ""),
		"a shorter token":       Check(key, mac[:20], "leg", "c1", "l1"),
		"an empty token":        Check(key, "", "leg", "c1", "l1"),
		"a longer token":        Check(key, mac+"AA", "leg", "c1", "l1"),
		"a token with newlines": Check(key, mac[:4]+"\n"+mac[4:], "leg", "c1", "l1"),
		"no base64":             Check(key, "!!", "leg", "c1", "l1"),
	} {
		if ok {
			t.Errorf("%s was accepted", name)
		}
	}
}

// Two spellings of the same bytes would let a URL pass a cache or a log twice.
func TestCheckAcceptsOneSpellingOnly(t *testing.T) {
	mac := Sign(key, "a")
	accepted := 0
	for _, c := range "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_" {
		if Check(key, mac[:len(mac)-1]+string(c), "a") {
			accepted++
		}
	}
	if accepted != 1 {
		t.Errorf("%d last characters are accepted, want 1", accepted)
	}
}

func TestSignHas128Bits(t *testing.T) {
	if n := len(Sign(key)); n != 22 {
		t.Errorf("%d characters, want 22 (128 bits)", n)
	}
}

func FuzzCheck(f *testing.F) {
	f.Add("leg", "c1", Sign(key, "leg", "c1"))
	f.Add("", "", "")
	f.Fuzz(func(t *testing.T, a, b, mac string) {
		if Check(key, mac, a, b) != (mac == Sign(key, a, b)) {
			t.Fatalf("%q over %q, %q", mac, a, b)
		}
	})
}

func BenchmarkCheck(b *testing.B) {
	mac := Sign(key, "leg", "c1", "l1", "7")
	b.ReportAllocs()
	for b.Loop() {
		if !Check(key, mac, "leg", "c1", "l1", "7") {
			b.Fatal("refused")
		}
	}
}

func TestAKeyRotatesWithoutBreakingWhatItSigned(t *testing.T) {
	old, next := []byte("old"), []byte("new\nold\nolder")
	if !Check(next, Sign(old, "a"), "a") {
		t.Error("what the former key signed is refused")
	}
	if Sign(next, "a") != Sign([]byte("new"), "a") || !Check(next, Sign(next, "a"), "a") {
		t.Error("the key on the first line does not sign")
	}
	if Check(next, Sign([]byte("older"), "a"), "a") || Check([]byte("new\n"), Sign(nil, "a"), "a") {
		t.Error("a key that is nobody's is taken")
	}
}
