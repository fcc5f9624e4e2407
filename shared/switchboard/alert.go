package switchboard

import (
	"context"
	"errors"
	"fmt"
	"time"

	"ringdown/shared/alert"
	"ringdown/shared/call"
	"ringdown/shared/port"
)

// Tell puts an alert into words and tells people.
func (s *Switchboard) Tell(ctx context.Context, m port.Envelope) error {
	c, err := s.Calls.Load(ctx, m.Call)
	if err != nil {
		return fmt.Errorf("tell alert %s of call %s: %w", m.Alert, m.Call, err)
	}
	plan, err := s.plan(ctx, c)
	if err != nil {
		return err
	}
	n, ok := call.NoticeOf(c, m.Alert, plan, s.Now(), func(expires time.Time) string { return s.Listen(c.ID, expires) })
	if !ok || c.Told(m.Alert) {
		return nil
	}
	err = s.Alerts.Tell(ctx, n)
	if errors.Is(err, port.ErrRefused) && !errors.Is(err, port.ErrThrottled) {
		// An address that is refused today is refused tomorrow, and the others were told.
		s.Log.ErrorContext(ctx, "alert refused for some of its addresses", "call", m.Call, "alert", m.Alert, "error", err)
		err = nil
	}
	if err != nil {
		return fmt.Errorf("tell alert %s of call %s: %w", m.Alert, m.Call, err)
	}
	_, err = s.loop().DecideOn(ctx, c, call.AlertTold{Alert: m.Alert, At: s.Now()}, false)
	return err
}

// Hear gives what the page behind an alert's link shows: the call as a notice, and an
// address that plays its message for that long, "" when there is none (yet).
// port.ErrNotFound: the call is not kept any more.
func (s *Switchboard) Hear(ctx context.Context, id string, life time.Duration) (alert.Notice, string, error) {
	c, err := s.Calls.Load(ctx, id)
	if err != nil {
		return alert.Notice{}, "", fmt.Errorf("hear call %s: %w", id, err)
	}
	plan, err := s.plan(ctx, c)
	if err != nil {
		return alert.Notice{}, "", err
	}
	n := call.Summary(c, plan)
	if c.Voicemail.Empty() || c.Voicemail.Key == "" {
		return n, "", nil
	}
	audio, err := s.Recordings.Address(ctx, c.Voicemail.Key, life)
	return n, audio, err
}
