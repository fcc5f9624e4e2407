package speech

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestALongTextIsCutAtTheEndOfASentence(t *testing.T) {
	sentence := "This is said in one breath, and nobody cuts it. "
	pieces := Split(strings.Repeat(sentence, 2*CharactersMax/len(sentence)))
	if len(pieces) < 2 {
		t.Fatalf("%d pieces", len(pieces))
	}
	for _, p := range pieces {
		if !strings.HasPrefix(p, "This") || !strings.HasSuffix(p, "it.") && p != pieces[len(pieces)-1] {
			t.Errorf("a piece is %q … %q", p[:10], p[len(p)-10:])
		}
	}
}

// What the provider bounds is characters: a text in Greek has twice as many bytes.
func TestATextIsMeasuredInCharacters(t *testing.T) {
	text := strings.TrimSpace(strings.Repeat("Καλημέρα. ", CharactersMax/10*19/10))
	if n := utf8.RuneCountInString(text); n >= 2*CharactersMax || n <= CharactersMax {
		t.Fatalf("%d characters, %d at once", n, CharactersMax)
	}
	if pieces := Split(text); len(pieces) != 2 {
		t.Errorf("it is said in %d pieces, want 2", len(pieces))
	}
}
