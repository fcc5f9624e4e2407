package call

import (
	"fmt"
	"testing"
)

// TestChallengeKeysDiffer: every key is asked for, each of some calls, and never the one that
// machines press.
func TestChallengeKeysDiffer(t *testing.T) {
	calls := map[string]int{}
	for n := range 400 {
		calls[challengeKey(NewID(fmt.Sprint("leg ", n)))]++
	}
	for _, key := range []string{"2", "3", "4", "5", "6", "7", "8", "9"} {
		if calls[key] < 20 {
			t.Errorf("key %s is asked for in %d of 400 calls", key, calls[key])
		}
		delete(calls, key)
	}
	if len(calls) > 0 {
		t.Errorf("other keys are asked for: %v", calls)
	}
}
