package vonagesim

import (
	"sync"
	"time"
)

// A Clock tells the time and runs functions later. Everything in this package
// that waits, waits through it.
type Clock interface {
	Now() time.Time
	After(d time.Duration, f func())
}

// VirtualClock jumps from one scheduled function to the next: an hour of calls
// takes milliseconds, and the same calls always take the same course. Functions
// run on the goroutine that calls Run or Step, ordered by time and, at one
// instant, by when they were scheduled.
type VirtualClock struct {
	mu    sync.Mutex
	now   time.Time
	queue Alarms
}

func NewVirtualClock(start time.Time) *VirtualClock { return &VirtualClock{now: start} }

func (c *VirtualClock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

// After schedules f; a negative d counts as zero.
func (c *VirtualClock) After(d time.Duration, f func()) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.queue.Add(c.now.Add(max(d, 0)), f)
}

// Run executes everything due up to and including until, also what those
// functions schedule, and leaves the clock at until. It returns early in real
// time, never in virtual time: with an empty queue it just moves the clock.
func (c *VirtualClock) Run(until time.Time) {
	for c.stepBefore(until) {
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if until.After(c.now) {
		c.now = until
	}
}

// Step executes the next function, however far away, and reports whether there
// was one. Unlike Run it leaves the clock at the last thing that happened.
func (c *VirtualClock) Step() bool { return c.stepBefore(endOfTime) }

// Pending is how many functions wait.
func (c *VirtualClock) Pending() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.queue.Len()
}

var endOfTime = time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC)

func (c *VirtualClock) stepBefore(until time.Time) bool {
	c.mu.Lock()
	at, f, ok := c.queue.Take(until)
	if ok {
		c.now = at
	}
	c.mu.Unlock()
	if ok {
		f()
	}
	return ok
}

// RealClock is the wall clock. Its functions run one at a time, as on the
// virtual clock, but on goroutines of their own.
type RealClock struct{ turn sync.Mutex }

func NewRealClock() *RealClock { return &RealClock{} }

func (c *RealClock) Now() time.Time { return time.Now() }

func (c *RealClock) After(d time.Duration, f func()) {
	time.AfterFunc(d, func() {
		c.turn.Lock()
		defer c.turn.Unlock()
		f()
	})
}

// spawn lets a webhook wait for its reply without holding up the clock. The
// virtual clock has no spawn on purpose: there a delivery is part of the loop.
func (c *RealClock) spawn(f func()) { go f() }
