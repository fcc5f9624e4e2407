package port

import (
	"context"
	"time"

	"ringdown/shared/alert"
)

// Orders is the queue behind the functions, and its neighbour for alerts. What is queued is delivered
// at least once, in no order.
type Orders interface {
	// Send queues envelopes, each after its delay (at most MaxDelay). nil: all are queued. ErrRefused: none
	// is, because one of them cannot be. Any other error: some may be; sending all again is harmless, as
	// whoever takes them looks at the state first.
	Send(ctx context.Context, envelopes ...Envelope) error
}

// MaxDelay is the longest delay of a queued envelope (SQS: 15 minutes); a longer wait is made of
// several.
const MaxDelay = 15 * time.Minute

// Queue names a queue.
type Queue string

// The queues.
const (
	OrdersQueue     Queue = "orders"     // for act
	AlertsQueue     Queue = "alerts"     // for alert
	RecordingsQueue Queue = "recordings" // for recording; filled by the provider's webhook, not by us
)

// Envelope asks for a look at a call.
type Envelope struct {
	Queue   Queue         `json:"-"`
	Delay   time.Duration `json:"-"`
	Call    string        `json:"call"`
	Version int           `json:"version,omitempty"` // of the call that sent it: an older one means the save is not there yet
	Alert   string        `json:"alert,omitempty"`   // which alert of the call, on the alerts queue
	Wake    bool          `json:"wake,omitempty"`    // time was to decide something about now
	Timer   bool          `json:"timer,omitempty"`   // whoever takes the envelope sets the call's timer
	Tries   int           `json:"tries,omitempty"`   // how often it was put back
}

// Alerts tells people.
type Alerts interface {
	// Tell uses every channel of the notice, whatever becomes of the others. ErrRefused, ErrThrottled: that
	// befell each channel that failed; others may have been told. Telling twice is worse than needed but
	// harmless: a notice has an id.
	Tell(ctx context.Context, n alert.Notice) error
}
