package play

import (
	"fmt"
	"testing"
)

func TestPercentIsFromOneToAHundred(t *testing.T) {
	seen := map[int]bool{}
	for i := range 5000 {
		seen[percent(fmt.Sprint(i))] = true
	}
	for n := 1; n <= 100; n++ {
		if !seen[n] {
			t.Errorf("%d never comes", n)
		}
	}
	if len(seen) != 100 {
		t.Errorf("%d different numbers", len(seen))
	}
}
