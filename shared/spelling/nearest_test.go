package spelling

import (
	"strings"
	"testing"
)

func TestNearestTakesTheLikelyWordOrNone(t *testing.T) {
	known := []string{"ana", "ben", "ringSeconds", "rounds", "totalSeconds"}
	tests := map[string]string{
		"anna": "ana", "bne": "ben", "bob": "", "ring_seconds": "ringSeconds", "RINGSECONDS": "ringSeconds",
		"round": "rounds", "totlSecond": "totalSeconds", "colour": "", "": "",
		strings.Repeat("r", 500): "",
	}
	for word, want := range tests {
		if got := Nearest(word, known); got != want {
			t.Errorf("Nearest(%.20q) = %q, want %q", word, got, want)
		}
	}
}
