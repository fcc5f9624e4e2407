package office

import (
	"context"
	"math/rand/v2"
	"time"
)

// pauseStep is what each further try adds to the pause before it, which is random so that two who
// met do not meet again. A save takes some 20 ms.
const pauseStep = 10 * time.Millisecond

// pauseMax keeps many tries within a request of 20 s.
const pauseMax = 300 * time.Millisecond

// Pause is Wait on the real clock.
func Pause(ctx context.Context, tries int) error {
	longest := min(time.Duration(tries)*pauseStep, pauseMax)
	select {
	case <-time.After(rand.N(longest)):
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
