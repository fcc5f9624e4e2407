package desk

import (
	"sync"
	"time"

	"ringdown/infra/vonagesim"
)

// pacedClock is the wall clock, or one on which so many seconds pass in each of its. The pace may
// change while functions wait: they run at the same time of this clock, earlier or later on the wall.
type pacedClock struct {
	*vonagesim.RealClock // for what only a real clock lets the network do

	mu       sync.Mutex
	pace     float64
	at, wall time.Time        // when the pace changed last, on both clocks
	ahead    time.Duration    // of the wall clock, while the pace is 1
	waiting  vonagesim.Alarms // each begins what waited, while the clock is locked
	timer    *time.Timer
	turns    []func() // due, and to run one after the other
	working  bool
}

// newClock makes one; a pace of 0 is the wall clock's own.
func newClock(pace float64) *pacedClock {
	c := &pacedClock{RealClock: vonagesim.NewRealClock(), at: time.Now(), wall: time.Now(), pace: 1}
	c.timer = time.AfterFunc(time.Hour, c.fire)
	if pace > 0 {
		c.setPace(pace)
	}
	return c
}

// Now is the time on this clock.
func (c *pacedClock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now()
}

func (c *pacedClock) now() time.Time {
	if c.pace == 1 {
		return time.Now().Add(c.ahead) // follows the wall clock also where somebody sets it
	}
	return c.at.Add(time.Duration(float64(time.Since(c.wall)) * c.pace))
}

// Pace is how many seconds pass here in one of the wall clock.
func (c *pacedClock) Pace() float64 {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.pace
}

// setPace changes it from now on. The clock never jumps: after a while of a faster one it stays ahead.
func (c *pacedClock) setPace(pace float64) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at, c.wall = c.now(), time.Now()
	c.pace, c.ahead = pace, c.at.Sub(c.wall)
	c.arm()
}

// notBefore moves the clock forward to a time, where it is earlier: a clock that was ahead when the
// last desk ended does not go back.
func (c *pacedClock) notBefore(t time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if late := t.Sub(c.now()); late > 0 {
		c.at, c.ahead = c.at.Add(late), c.ahead+late
		c.arm()
	}
}

// After runs a function after so much time on this clock, one at a time.
func (c *pacedClock) After(d time.Duration, f func()) { c.await(d, func() { c.inTurn(f) }) }

// afterBeside is After for functions that do not wait for each other.
func (c *pacedClock) afterBeside(d time.Duration, f func()) { c.await(d, func() { go f() }) }

func (c *pacedClock) await(d time.Duration, begin func()) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.waiting.Add(c.now().Add(max(d, 0)), begin)
	c.arm()
}

// arm sets the timer to the first that waits.
func (c *pacedClock) arm() {
	if first, ok := c.waiting.First(); ok {
		c.timer.Reset(max(0, time.Duration(float64(first.Sub(c.now()))/c.pace)))
	}
}

// fire runs what is due.
func (c *pacedClock) fire() {
	c.mu.Lock()
	defer c.mu.Unlock()
	for now := c.now(); ; {
		_, begin, ok := c.waiting.Take(now)
		if !ok {
			break
		}
		begin()
	}
	c.arm()
}

// inTurn lets a function run after those that are due already.
func (c *pacedClock) inTurn(f func()) {
	if c.turns = append(c.turns, f); !c.working {
		c.working = true
		go c.work()
	}
}

// work runs functions one after the other until none is left.
func (c *pacedClock) work() {
	for {
		c.mu.Lock()
		if len(c.turns) == 0 {
			c.working = false
			c.mu.Unlock()
			return
		}
		f := c.turns[0]
		c.turns = c.turns[1:]
		c.mu.Unlock()
		f()
	}
}
