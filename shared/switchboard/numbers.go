package switchboard

import (
	"context"
	"sync"
	"time"

	"ringdown/shared/e164"
)

// numbersLife is how long a warm function remembers the numbers of all lines. A line that is newer
// is found out a little later to be one of ours.
const numbersLife = 5 * time.Minute

// numbers remembers which numbers are ours, so that no call has to ask.
type numbers struct {
	mu   sync.Mutex
	ours map[e164.Number]bool
	read time.Time
}

// isOurs reports whether a number is one of a line. Not knowing, its caller is taken for a
// stranger.
func (s *Switchboard) isOurs(ctx context.Context, number e164.Number) bool {
	n := &s.numbers
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.ours == nil || s.Now().Sub(n.read) > numbersLife {
		lines, err := s.Dialplans.Lines(ctx)
		if err != nil {
			s.Log.WarnContext(ctx, "numbers of the lines not read", "error", err)
			return n.ours[number]
		}
		n.ours, n.read = map[e164.Number]bool{}, s.Now()
		for _, l := range lines {
			for _, ours := range l.Numbers {
				n.ours[ours] = true
			}
		}
	}
	return n.ours[number]
}
