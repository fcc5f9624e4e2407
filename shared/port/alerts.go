package port

import (
	"context"
	"time"

	"ringdown/shared/alert"
)

// Alerts keeps the alerts, by the same rules as Calls keeps the calls.
type Alerts interface {
	// Load reads an alert as it was saved last, never an older one. ErrNotFound.
	Load(ctx context.Context, id string) (alert.Alert, error)
	// Save writes the alert if the stored version is one less than its own (none for version 1),
	// else ErrConflict. When nobody knows whether it was written, load: the version tells.
	Save(ctx context.Context, a alert.Alert) error
	// Overdue gives the ids of alerts whose deadline is before the instant, the earliest first, at
	// most limit. It may be a moment behind Save.
	Overdue(ctx context.Context, before time.Time, limit int) ([]string, error)
}

// Events tells other programs, which follow alerts and calls on a bus.
type Events interface {
	// Publish puts an event on the bus for the alert and, where the call has changed as well, one for
	// the call, and returns the bus's own id of the first. ErrRefused: the bus takes none of them,
	// however often it is asked. Any other error: some may be there, and publishing again publishes
	// them twice, which is what their schemas say may happen.
	Publish(ctx context.Context, to alert.Notification, n alert.Notice) (id string, err error)
}

// Codes sends codes.
type Codes interface {
	// SendCode sends a code to an address, by mail or SMS. Errors are those of Channels.
	SendCode(ctx context.Context, to alert.Contact, code string) error
}

// BadAddresses keeps the mail addresses that must not be written to, however they are written, until
// somebody clears them.
type BadAddresses interface {
	// Bad says what is known against an address. ErrNotFound: nothing.
	Bad(ctx context.Context, address string) (alert.BadAddress, error)
	// Mark keeps that an address is bad. Marking it again keeps the later word.
	Mark(ctx context.Context, b alert.BadAddress) error
	// Clear forgets what is known against an address; where nothing is, that is done.
	Clear(ctx context.Context, address string) error
}

// Channels reaches people.
type Channels interface {
	// Notify sends a notice to one address of one channel and returns the channel's own id of what
	// was sent. nil: the channel has taken it, which is as much as anybody can know. ErrRefused: it
	// will not take it. ErrThrottled: not now. Unknown: it may have been sent; sending it again may
	// reach people twice, which beats not at all.
	Notify(ctx context.Context, to alert.Notification, n alert.Notice) (provider string, err error)
}
