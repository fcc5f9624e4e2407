package desk

import (
	"slices"
	"testing"
	"testing/synctest"
	"time"
)

// TestAPaceThatChangesMovesWhatWaits: nothing is lost and nothing comes out of its order.
func TestAPaceThatChangesMovesWhatWaits(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newClock(0)
		begun := time.Now()
		var ran []string
		var walls []time.Duration
		note := func(name string) func() {
			return func() { ran, walls = append(ran, name), append(walls, time.Since(begun)) }
		}
		c.After(20*time.Second, note("second"))
		c.After(20*time.Second, note("third"))
		c.After(10*time.Second, note("first"))
		c.After(40*time.Second, note("fourth"))
		<-time.After(5 * time.Second)
		c.setPace(10)
		<-time.After(2 * time.Second) // 25 s on the desk
		c.setPace(1)
		if ahead := time.Until(c.Now()); ahead != 18*time.Second {
			t.Errorf("the clock is %s ahead, want 18s", ahead)
		}
		<-time.After(15 * time.Second)
		synctest.Wait()
		want := []time.Duration{5500 * time.Millisecond, 6500 * time.Millisecond, 6500 * time.Millisecond, 22 * time.Second}
		if !slices.Equal(ran, []string{"first", "second", "third", "fourth"}) || !slices.Equal(walls, want) {
			t.Errorf("%v ran at %v of the wall clock, want %v", ran, walls, want)
		}
	})
}

// TestAClockThatWasAheadStaysThere: calls of the last run would lie in the future.
func TestAClockThatWasAheadStaysThere(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newClock(10)
		later := time.Now().Add(time.Minute)
		ran := false
		c.After(30*time.Second, func() { ran = true })
		c.notBefore(later)
		if got := c.Now(); !got.Equal(later) {
			t.Errorf("%s, want %s", got, later)
		}
		synctest.Wait()
		if c.notBefore(later.Add(-time.Hour)); !c.Now().Equal(later) {
			t.Error("the clock went back")
		}
		<-time.After(time.Millisecond)
		synctest.Wait()
		if !ran {
			t.Error("what became due by it does not run")
		}
	})
}
