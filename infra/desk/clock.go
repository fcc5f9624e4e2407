package desk

import (
	"time"

	"ringdown/infra/vonagesim"
)

// pacedClock is the wall clock, or one on which so many seconds pass in each of its.
type pacedClock struct {
	*vonagesim.RealClock
	start time.Time
	pace  float64
}

// newClock makes one; a pace of 0 is the wall clock's own.
func newClock(pace float64) pacedClock {
	if pace <= 0 {
		pace = 1
	}
	return pacedClock{RealClock: vonagesim.NewRealClock(), start: time.Now(), pace: pace}
}

// Now is the time on this clock.
func (c pacedClock) Now() time.Time {
	if c.pace == 1 {
		return time.Now()
	}
	return c.start.Add(time.Duration(float64(time.Since(c.start)) * c.pace))
}

// After runs a function after so much time on this clock, one at a time.
func (c pacedClock) After(d time.Duration, f func()) { c.RealClock.After(c.wall(d), f) }

// wall is how long a time of this clock takes.
func (c pacedClock) wall(d time.Duration) time.Duration {
	return time.Duration(float64(d) / c.pace)
}
