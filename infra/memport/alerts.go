package memport

import (
	"context"
	"slices"
	"sync"

	"ringdown/shared/alert"
	"ringdown/shared/port"
)

var _ port.Alerts = (*Outbox)(nil)

// Outbox is where alerts land on a desk.
type Outbox struct {
	Told func(alert.Notice) // called for each, in order; may be nil

	mu      sync.Mutex
	notices []alert.Notice
}

// Tell puts a notice into the outbox. One told twice is there twice, as a mail would be.
func (s *Outbox) Tell(ctx context.Context, n alert.Notice) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	s.mu.Lock()
	s.notices = append(s.notices, n)
	s.mu.Unlock()
	if s.Told != nil {
		s.Told(n)
	}
	return nil
}

// Notices gives what was told so far.
func (s *Outbox) Notices() []alert.Notice {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.notices)
}
