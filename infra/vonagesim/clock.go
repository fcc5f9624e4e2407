package vonagesim

import (
	"container/heap"
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
	mu       sync.Mutex
	now      time.Time
	queue    alarms
	sequence int
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
	c.sequence++
	heap.Push(&c.queue, alarm{c.now.Add(max(d, 0)), c.sequence, f})
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
	return len(c.queue)
}

var endOfTime = time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC)

func (c *VirtualClock) stepBefore(until time.Time) bool {
	c.mu.Lock()
	if len(c.queue) == 0 || c.queue[0].at.After(until) {
		c.mu.Unlock()
		return false
	}
	next := heap.Pop(&c.queue).(alarm)
	c.now = next.at
	c.mu.Unlock()
	next.f()
	return true
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

type alarm struct {
	at       time.Time
	sequence int
	f        func()
}

type alarms []alarm

func (q alarms) Len() int { return len(q) }
func (q alarms) Less(i, j int) bool {
	if q[i].at.Equal(q[j].at) {
		return q[i].sequence < q[j].sequence
	}
	return q[i].at.Before(q[j].at)
}
func (q alarms) Swap(i, j int) { q[i], q[j] = q[j], q[i] }
func (q *alarms) Push(x any)   { *q = append(*q, x.(alarm)) }
func (q *alarms) Pop() any {
	old := *q
	last := old[len(old)-1]
	old[len(old)-1] = alarm{}
	*q = old[:len(old)-1]
	return last
}
