package vonagesim

import (
	"slices"
	"time"
)

// Faults are things that go wrong between Vonage and the application. The zero
// value is a day without a fault. What is random comes from Options.Seed. The
// functions are asked while the network is locked: they must not call it.
type Faults struct {
	// Duplicate delivers every webhook twice, the second DuplicateAfter the first.
	// The network ignores the reply to the second.
	Duplicate      bool
	DuplicateAfter time.Duration
	// Reorder delays every webhook by up to this much, so that some overtake others.
	Reorder time.Duration
	// LoseKinds names webhooks that never arrive: a Webhook.Kind ("completed",
	// "answer", "input", …), alone or after a direction ("outbound answered").
	// To Vonage a lost webhook looks like a time-out, so it tries again; all
	// attempts of a listed kind are lost.
	LoseKinds []string
	// Lose does the same by asking; Webhook.Attempt tells first from second.
	Lose func(Webhook) bool
	// Unsigned sends webhooks without a signature; UnsignedKinds only the listed.
	Unsigned      bool
	UnsignedKinds []string
	// SlowApplication is how long the application takes over a webhook. Beyond
	// Vonage's time-out the reply is lost, although the application did its work.
	SlowApplication func(Webhook) time.Duration
	// LoseReplyOf cuts the connection after a REST request was carried out and
	// before it is answered. nth counts the requests of that method, from 1.
	LoseReplyOf func(method, path string, nth int) bool
	// RefuseREST answers a REST request with this status and does nothing; 0 lets
	// it pass. nth as above.
	RefuseREST func(method, path string, nth int) int
	// FilesLateBy is how long a recording answers 404 after it ended.
	FilesLateBy time.Duration
	// FileStatus answers GET /v1/files with this status, unless it is 0.
	FileStatus func(nth int) int
}

func listed(kinds []string, w Webhook) bool {
	return slices.Contains(kinds, w.Kind) || slices.Contains(kinds, w.Direction+" "+w.Kind)
}

func (f *Faults) loses(w Webhook) bool {
	return listed(f.LoseKinds, w) || f.Lose != nil && f.Lose(w)
}

func (f *Faults) unsigned(w Webhook) bool { return f.Unsigned || listed(f.UnsignedKinds, w) }

func (f *Faults) slowness(w Webhook) time.Duration {
	if f.SlowApplication == nil {
		return 0
	}
	return f.SlowApplication(w)
}
