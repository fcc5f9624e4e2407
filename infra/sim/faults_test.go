package sim

import (
	"strings"
	"testing"
	"time"

	"ringdown/infra/vonagesim"
)

// Of several faults of a kind each one counts.
func TestEveryFaultIsKept(t *testing.T) {
	var g Given
	for _, f := range []string{
		"refuse POST 1 429", "refuse PUT 2 503", "slow input 2s", "slow answer 3s", "lose first input", "lose first notify",
		"lose reply POST 1", "lose reply POST 2", "cut accept 1", "cut input 2",
	} {
		if err := g.fault(strings.Fields(f)); err != nil {
			t.Fatal(err)
		}
	}
	first := func(kind string) vonagesim.Webhook { return vonagesim.Webhook{Kind: kind, Attempt: 1} }
	for what, held := range map[string]bool{
		"refuse POST 1":    g.Faults.RefuseREST("POST", "", 1) == 429,
		"refuse PUT 2":     g.Faults.RefuseREST("PUT", "", 2) == 503,
		"nothing else":     g.Faults.RefuseREST("PUT", "", 1) == 0,
		"slow input":       g.Faults.SlowApplication(first("input")) == 2*time.Second,
		"slow answer":      g.Faults.SlowApplication(first("answer")) == 3*time.Second,
		"lose first input": g.Faults.Lose(first("input")), "lose first notify": g.Faults.Lose(first("notify")),
		"lose reply 1": g.Faults.LoseReplyOf("POST", "", 1), "lose reply 2": g.Faults.LoseReplyOf("POST", "", 2),
		"cut both": len(g.Trouble.Cuts) == 2,
	} {
		if !held {
			t.Errorf("%s is lost", what)
		}
	}
}
