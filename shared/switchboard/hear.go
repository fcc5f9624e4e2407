package switchboard

import (
	"context"
	"fmt"
	"time"

	"ringdown/shared/alert"
	"ringdown/shared/call"
)

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
