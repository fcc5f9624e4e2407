package sim

import (
	"strings"
	"testing"
	"time"

	"ringdown/infra/vonagesim"
)

// Of several faults of a kind each one counts.
func TestEveryFaultIsKept(t *testing.T) {
	var w writtenFaults
	for _, f := range []string{
		"refuse POST 1 429", "refuse PUT 2 503", "slow input 2s", "slow answer 3s", "lose first input", "lose first notify",
		"lose reply POST 1", "lose reply POST 2", "cut accept 1", "cut input 2",
	} {
		if err := w.add(strings.Fields(f)); err != nil {
			t.Fatal(err)
		}
	}
	first := func(kind string) vonagesim.Webhook { return vonagesim.Webhook{Kind: kind, Attempt: 1} }
	for what, held := range map[string]bool{
		"refuse POST 1":    w.network.RefuseREST("POST", "", 1) == 429,
		"refuse PUT 2":     w.network.RefuseREST("PUT", "", 2) == 503,
		"nothing else":     w.network.RefuseREST("PUT", "", 1) == 0,
		"slow input":       w.network.SlowApplication(first("input")) == 2*time.Second,
		"slow answer":      w.network.SlowApplication(first("answer")) == 3*time.Second,
		"lose first input": w.network.Lose(first("input")), "lose first notify": w.network.Lose(first("notify")),
		"lose reply 1": w.network.LoseReplyOf("POST", "", 1), "lose reply 2": w.network.LoseReplyOf("POST", "", 2),
		"cut both": len(w.cuts) == 2,
	} {
		if !held {
			t.Errorf("%s is lost", what)
		}
	}
}
