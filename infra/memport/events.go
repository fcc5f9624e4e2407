package memport

import (
	"context"
	"fmt"
	"slices"
	"sync"

	"ringdown/shared/alert"
	"ringdown/shared/notice"
	"ringdown/shared/port"
)

var _ port.Events = (*Events)(nil)

// Events is a bus that keeps what is published on it.
type Events struct {
	// Fail says what becomes of a publication, nil that it is taken; may be nil.
	Fail func(alert.Notification) error

	mu   sync.Mutex
	list []notice.Event
}

// Publish keeps the events of a notice.
func (b *Events) Publish(ctx context.Context, to alert.Notification, n alert.Notice) (string, error) {
	if err := ctx.Err(); err != nil {
		return "", err
	}
	if b.Fail != nil {
		if err := b.Fail(to); err != nil {
			return "", fmt.Errorf("publish alert %s: %w", n.ID, err)
		}
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.list = append(b.list, notice.Of(to, n).Events()...)
	return fmt.Sprintf("event-%d", len(b.list)), nil
}

// Published gives what was published so far.
func (b *Events) Published() []notice.Event {
	b.mu.Lock()
	defer b.mu.Unlock()
	return slices.Clone(b.list)
}
