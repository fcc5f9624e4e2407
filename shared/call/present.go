package call

import (
	"time"

	"ringdown/shared/dialplan"
)

// present reads a call at the moment of a decision, and the facts of that moment; it changes nothing.
type present struct {
	view
	now      time.Time
	progress map[string]Progress
	arrivals []dialplan.Arrival
}

// phones moves the legs of responders on: it adds those that are wanted, and stops them.
type phones struct{ *present }

// owed keeps what people have to know when the call is over: its alerts and its recordings.
type owed struct{ *present }
