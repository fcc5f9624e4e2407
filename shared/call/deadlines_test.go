package call

import (
	"testing"
	"time"
)

// A timer is punctual, the sweep comes within a minute: whoever waits for a time waits for a timer.
func TestATimerIsSetForTheEarliestTime(t *testing.T) {
	r := ringSupport(t, `,"RingStrategy":"Simultaneous"`)
	r.arrive()
	r.dial("1")
	r.pass(5 * time.Second)
	r.dial("2")
	first := r.c.Legs[0].Dialled.Add(20*time.Second + legGrace)
	if !r.c.Wake.Equal(first) || r.c.Deadline.After(first) {
		t.Errorf("wake at %s, deadline %s, want when the first phone has rung long enough: %s", r.c.Wake, r.c.Deadline, first)
	}
}

func TestATimerIsSetForTheEndOfThePatience(t *testing.T) {
	r := ringSupport(t, "")
	r.arrive()
	r.pass(r.c.Ring.Until.Sub(r.now) - 8*time.Second)
	r.dial(r.last().ID)
	if !r.c.Wake.Equal(r.c.Ring.Until) {
		t.Errorf("wake at %s, and the caller's patience ends at %s", r.c.Wake, r.c.Ring.Until)
	}
}
