package engine_test

import (
	"fmt"
	"testing"
	"time"

	"ringdown/shared/port"
)

// timers are the envelopes that wait for a time.
func (b *bench) timers() (list []port.Envelope) {
	for _, e := range b.sent {
		if e.Wake {
			list = append(list, e)
		}
	}
	return list
}

// A timer that fires before its time is set again, once: its repetitions are not.
func TestATimerThatCameTwiceDoesNotMultiply(t *testing.T) {
	b := newBench()
	b.stored["a"] = job{ID: "a", Version: 1, Wake: b.now.Add(time.Hour), Timer: b.now}
	early := port.Envelope{Call: "a", Version: 1, Wake: true, Timer: b.now}
	for range 5 {
		if err := b.loop().Act(t.Context(), "a", early); err != nil {
			t.Fatal(err)
		}
	}
	if got := b.timers(); len(got) != 1 || !got[0].Timer.Equal(b.stored["a"].Timer) {
		t.Fatalf("%d timers are set: %+v; the job says %s", len(got), got, b.stored["a"].Timer)
	}
	for range 20 { // every timer comes twice, for five hours
		now := b.timers()
		b.sent = nil
		b.now = b.now.Add(port.MaxDelay)
		for _, e := range now {
			for range 2 {
				if err := b.loop().Act(t.Context(), "a", e); err != nil {
					t.Fatal(err)
				}
			}
		}
		if got := len(b.timers()); got > 1 {
			t.Fatalf("%d timers are set at %s", got, b.now)
		}
	}
}

// Broken ones stay late for good: those behind them have their turn all the same.
func TestTheSweepReadsPastWhatStaysLate(t *testing.T) {
	b := newBench()
	for i := range 500 {
		id := fmt.Sprintf("broken %d", i)
		b.stored[id] = job{ID: id, Version: 1, Deadline: b.now.Add(-2 * time.Hour)}
	}
	b.stored["a"] = job{ID: "a", Version: 1, Deadline: b.now.Add(-time.Hour)}
	n, err := b.loop().Sweep(t.Context())
	if n != 501 || err != nil {
		t.Fatalf("swept %d, %v, want all 501", n, err)
	}
	seen := map[string]int{}
	for _, e := range b.sent {
		seen[e.Call]++
	}
	if seen["a"] != 1 || len(seen) != 501 {
		t.Errorf("%d of them, a %d times", len(seen), seen["a"])
	}
}

// The timer that was set would come too late: what is nearer gets one of its own.
func TestANearerTimeGetsATimerOfItsOwn(t *testing.T) {
	b := newBench()
	b.stored["a"] = job{ID: "a", Version: 1, Wake: b.now.Add(5 * time.Minute), Timer: b.now.Add(10 * time.Minute)}
	if err := b.loop().Act(t.Context(), "a", port.Envelope{Call: "a", Version: 1}); err != nil {
		t.Fatal(err)
	}
	if got := b.timers(); len(got) != 1 || got[0].Delay != 5*time.Minute {
		t.Errorf("set %+v, want one in five minutes", got)
	}
}

func TestTheSweepLeavesWhatItsOwnTimerTakes(t *testing.T) {
	b := newBench()
	b.stored["a"] = job{ID: "a", Version: 1, Deadline: b.now.Add(-time.Second)}
	if n, err := b.loop().Sweep(t.Context()); n != 0 || err != nil {
		t.Errorf("swept %d, %v: its timer is a second late", n, err)
	}
	b.now = b.now.Add(time.Minute)
	if n, err := b.loop().Sweep(t.Context()); n != 1 || err != nil {
		t.Errorf("swept %d, %v: its timer is lost", n, err)
	}
}
