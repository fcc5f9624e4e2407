package port

import (
	"context"
	"time"

	"ringdown/shared/alert"
	"ringdown/shared/call"
)

// Orders is the queues behind the functions. What is queued is delivered at least once, in no order.
type Orders interface {
	// Send queues envelopes, each after its delay (at most MaxDelay). nil: all are queued. ErrRefused: none
	// is, because one of them cannot be. Any other error: some may be; sending all again is harmless, as
	// the function that takes them looks at the state first.
	Send(ctx context.Context, envelopes ...Envelope) error
}

// MaxDelay is the longest delay of a queued envelope (SQS: 15 minutes); a longer wait is made of
// several.
const MaxDelay = 15 * time.Minute

// Queue names a queue.
type Queue string

// The queues.
const (
	OrdersQueue     Queue = "orders"     // for act: timers, and all that is urgent
	DialsQueue      Queue = "dials"      // for act: one dial an envelope, at the account's pace
	AsksQueue       Queue = "asks"       // for ask: one request to a flow's function an envelope
	AlertsQueue     Queue = "alerts"     // for alert
	MailFateQueue   Queue = "mailfate"   // for mailfate; filled by SES's events, not by us
	RecordingsQueue Queue = "recordings" // for recording; filled by the provider's webhook, not by us
)

// Envelope asks for a look at a call, or at an alert of a call.
type Envelope struct {
	Queue   Queue         `json:"queue,omitempty"`
	Delay   time.Duration `json:"-"`
	Order   string        `json:"order,omitempty"` // the one that is to be performed; "" is all of the orders queue
	Group   string        `json:"group,omitempty"` // whose it is among those who share the queue: a line
	Call    string        `json:"call,omitempty"`
	Version int           `json:"version,omitempty"` // that was saved with it: an older one means the save is not there yet
	Alert   string        `json:"alert,omitempty"`   // on the alerts queue: its id (alert.IDOf); one that is not known yet is made of the call
	Wake    bool          `json:"wake,omitempty"`    // time was to decide something about now
	Timer   time.Time     `json:"timer,omitzero"`    // of a wake: which of the timers that were set it is, by when it was to fire
	Tries   int           `json:"tries,omitempty"`   // how often it was put back
	// Unseen is the end of a caller's leg that could not be kept when it was told; nil in all others.
	Unseen *call.CallUnseen `json:"unseen,omitempty"`
	// Code is a code to be sent, on the alerts queue; nil in all others.
	Code *Code `json:"code,omitempty"`
}

// Code proves, by being known, that an address is somebody's.
type Code struct {
	To    alert.Contact `json:"to"`
	Code  string        `json:"code"`
	Until time.Time     `json:"until"` // after that nobody needs it any more
}
