package switchboard

import (
	"context"
	"fmt"
	"time"

	"ringdown/shared/alert"
	"ringdown/shared/call"
)

// Hear gives what the page behind an alert's link shows: the call as a notice, and the addresses
// that play its messages for that long, in the order in which they were left; none where there is
// none yet. port.ErrNotFound: the call is not kept any more.
func (s *Switchboard) Hear(ctx context.Context, id string, life time.Duration) (alert.Notice, []string, error) {
	c, err := s.Calls.Load(ctx, id)
	if err != nil {
		return alert.Notice{}, nil, fmt.Errorf("hear call %s: %w", id, err)
	}
	plan, err := s.plan(ctx, c)
	if err != nil {
		return alert.Notice{}, nil, err
	}
	n := call.Summary(c, plan)
	var audio []string
	for _, m := range c.Messages {
		if m.Empty() || m.Key == "" {
			continue
		}
		address, err := s.Recordings.Address(ctx, m.Key, life)
		if err != nil {
			return n, nil, fmt.Errorf("hear call %s: %w", id, err)
		}
		audio = append(audio, address)
	}
	return n, audio, nil
}
