package sim

import (
	"time"

	"ringdown/infra/vonagesim"
	"ringdown/shared/settings"
)

// NewTranscript begins the transcript of a call that is followed while it is under
// way, by whoever tells it what is seen and ordered. It is for one goroutine at a time.
func NewTranscript(start time.Time, s settings.Settings) *Transcript {
	return newTranscript(start, phoneNames(s))
}

// Observe takes what the phone network saw of the call's legs.
func (t *Transcript) Observe(o vonagesim.Observation) { t.observe(o) }

// Ordered takes what the product had done for the call.
func (t *Transcript) Ordered(o Order) { t.ordered(o) }

// Who gives a phone's name in the transcript.
func (t *Transcript) Who(o Order) string { return t.who(o.To) }
