package memport

import (
	"context"
	"fmt"
	"slices"
	"sync"

	"ringdown/shared/alert"
	"ringdown/shared/port"
)

var (
	_ port.Alerts   = (*Alerts)(nil)
	_ port.Channels = (*Outbox)(nil)
	_ port.Codes    = (*Outbox)(nil)
)

// Alerts keeps alerts.
type Alerts struct{ shelf[alert.Alert] }

// NewAlerts makes an empty store.
func NewAlerts() *Alerts {
	return &Alerts{newShelf("alert", func(a alert.Alert) mark { return mark{a.ID, a.Version, a.Deadline} })}
}

// Outbox is where notifications land on a desk.
type Outbox struct {
	Told func(alert.Notification, alert.Notice) // called for each notification taken, one after the other; may be nil
	// Fail says what becomes of a notification, nil that it is taken; may be nil.
	Fail func(alert.Notification) error

	// Coded is told of each code; may be nil.
	Coded func(to alert.Contact, code string)

	mu  sync.Mutex
	out []Posted
}

// SendCode shows a code to whoever watches.
func (s *Outbox) SendCode(ctx context.Context, to alert.Contact, code string) error {
	if s.Coded != nil {
		s.Coded(to, code)
	}
	return ctx.Err()
}

// Posted is one notification that was taken.
type Posted struct {
	To     alert.Notification
	Notice alert.Notice
}

// Notify puts a notification into the outbox. One sent twice is there twice, as a mail would be.
func (s *Outbox) Notify(ctx context.Context, to alert.Notification, n alert.Notice) (string, error) {
	if err := ctx.Err(); err != nil {
		return "", err
	}
	if s.Fail != nil {
		if err := s.Fail(to); err != nil {
			return "", fmt.Errorf("notify %s of alert %s: %w", to.Channel, n.ID, err)
		}
	}
	s.mu.Lock()
	s.out = append(s.out, Posted{to, n})
	defer s.mu.Unlock()
	id := fmt.Sprintf("outbox-%d", len(s.out))
	if s.Told != nil {
		s.Told(to, n)
	}
	return id, nil
}

// Posted gives what was taken so far.
func (s *Outbox) Posted() []Posted {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.out)
}

// Notices gives what the topic was told so far, but for who sees to what.
func (s *Outbox) Notices() []alert.Notice {
	var out []alert.Notice
	for _, p := range s.Posted() {
		if p.To.Channel == alert.Topic && p.To.Why != alert.WhyStatus {
			out = append(out, p.Notice)
		}
	}
	return out
}
