package access

import (
	"testing"
	"time"
)

func TestALimitLetsABurstPassAndThenItsRate(t *testing.T) {
	l := Limit{Burst: 3, PerSecond: 2}
	var b Bucket
	at := now
	take := func(wantOK bool, wantWait time.Duration) {
		t.Helper()
		after, wait, ok := l.Take(b, at)
		if ok != wantOK || wait != wantWait {
			t.Fatalf("at %s: %t after %s, want %t after %s", at.Sub(now), ok, wait, wantOK, wantWait)
		}
		b = after
	}
	for range 3 {
		take(true, 0)
	}
	take(false, 500*time.Millisecond)
	at = at.Add(400 * time.Millisecond)
	take(false, 100*time.Millisecond)
	at = at.Add(100 * time.Millisecond)
	take(true, 0)
	take(false, 500*time.Millisecond)
	at = at.Add(time.Hour) // no more than a burst is saved up
	for range 3 {
		take(true, 0)
	}
	take(false, 500*time.Millisecond)
}

func TestAClockThatRunsBackwardsRefillsNothingAndLocksNobodyOut(t *testing.T) {
	l := Limit{Burst: 1, PerSecond: 1}
	b, _, _ := l.Take(Bucket{}, now)
	if _, wait, ok := l.Take(b, now.Add(-time.Hour)); ok || wait != time.Second {
		t.Errorf("an hour back: %t, wait %s; want to wait 1s", ok, wait)
	}
}

func TestWhatIsFullAgainIsIdle(t *testing.T) {
	l := Limit{Burst: 5, PerSecond: 2}
	b, _, _ := l.Take(Bucket{}, now)
	if l.Idle(b, now.Add(499*time.Millisecond)) || !l.Idle(b, now.Add(500*time.Millisecond)) || !l.Idle(Bucket{}, now) {
		t.Error("a bucket is idle when it is full again, and not before")
	}
}
