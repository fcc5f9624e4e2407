package porttest

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"ringdown/shared/call"
	"ringdown/shared/port"
)

// Calls is the suite of the port of the same name. Open gives an empty store.
func Calls(t *testing.T, open func(t *testing.T) port.Calls) {
	t.Run("load", func(t *testing.T) { callsLoad(t, open) })
	t.Run("save", func(t *testing.T) { callsSave(t, open) })
	t.Run("race", func(t *testing.T) { callsRace(t, open) })
	t.Run("overdue", func(t *testing.T) { callsOverdue(t, open) })
	t.Run("on day", func(t *testing.T) { callsOnDay(t, open) })
	t.Run("cancelled", func(t *testing.T) { callsCancelled(t, open) })
}

func callsLoad(t *testing.T, open func(t *testing.T) port.Calls) {
	t.Run("a call nobody saved is not found", func(t *testing.T) {
		_, err := open(t).Load(t.Context(), "nobody")
		wantError(t, "load", err, port.ErrNotFound)
	})
	t.Run("a call without an id is not found", func(t *testing.T) {
		_, err := open(t).Load(t.Context(), "")
		wantError(t, "load", err, port.ErrNotFound)
	})
	t.Run("every field comes back as it was saved", func(t *testing.T) {
		s := open(t)
		c := RichCall("rich")
		must(t, "save", s.Save(t.Context(), c))
		got, err := s.Load(t.Context(), c.ID)
		wantError(t, "load", err, nil)
		wantSame(t, "the call", got, c)
	})
	t.Run("a fresh call comes back as fresh", func(t *testing.T) {
		s := open(t)
		c := call.Call{ID: "fresh", Version: 1}
		must(t, "save", s.Save(t.Context(), c))
		got, err := s.Load(t.Context(), c.ID)
		wantError(t, "load", err, nil)
		wantSame(t, "the call", got, c)
	})
	t.Run("what was saved last, never an older one", func(t *testing.T) {
		s := open(t)
		for version := 1; version <= 30; version++ {
			c := plainCall("counted", "line-1", midnight)
			c.Version = version
			must(t, "save", s.Save(t.Context(), c))
			got, err := s.Load(t.Context(), c.ID)
			must(t, "load", err)
			if got.Version != version {
				t.Fatalf("version %d was saved and %d loaded", version, got.Version)
			}
		}
	})
	t.Run("what is changed after it was loaded stays out of the store", func(t *testing.T) {
		s := open(t)
		c := RichCall("copied")
		must(t, "save", s.Save(t.Context(), c))
		got, err := s.Load(t.Context(), c.ID)
		must(t, "load", err)
		got.Legs[0].ID = "somebody else"
		again, err := s.Load(t.Context(), c.ID)
		must(t, "load", err)
		wantSame(t, "the stored call", again, RichCall("copied"))
	})
}

func callsSave(t *testing.T, open func(t *testing.T) port.Calls) {
	for _, tt := range []struct {
		name          string
		stored, saved int
		want          error
	}{
		{"the first version", 0, 1, nil},
		{"the next version", 3, 4, nil},
		{"the first version again", 1, 1, port.ErrConflict},
		{"the first version over a later one", 3, 1, port.ErrConflict},
		{"the version that is there", 3, 3, port.ErrConflict},
		{"an older version", 3, 2, port.ErrConflict},
		{"a version too far", 3, 5, port.ErrConflict},
		{"a second version of nothing", 0, 2, port.ErrConflict},
		{"no version", 0, 0, port.ErrConflict},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := open(t)
			c := plainCall("versions", "line-1", midnight)
			for c.Version = 1; c.Version <= tt.stored; c.Version++ {
				must(t, "save what is there before", s.Save(t.Context(), c))
			}
			c.Version, c.Failure = tt.saved, "the one to be saved"
			wantError(t, "save", s.Save(t.Context(), c), tt.want)
			got, err := s.Load(t.Context(), c.ID)
			switch {
			case tt.want == nil && (err != nil || got.Version != tt.saved || got.Failure == ""):
				t.Errorf("stored version %d (%q), error %v, want the one saved", got.Version, got.Failure, err)
			case tt.want != nil && tt.stored == 0:
				wantError(t, "load what was not saved", err, port.ErrNotFound)
			case tt.want != nil && (err != nil || got.Version != tt.stored || got.Failure != ""):
				t.Errorf("stored version %d (%q), error %v, want the one before", got.Version, got.Failure, err)
			}
		})
	}
}

func callsRace(t *testing.T, open func(t *testing.T) port.Calls) {
	for _, stored := range []int{0, 1} {
		t.Run(name("exactly one of %d saves version %d", racers, stored+1), func(t *testing.T) {
			s := open(t)
			c := plainCall("raced", "line-1", midnight)
			if stored == 1 {
				c.Version = 1
				must(t, "save", s.Save(t.Context(), c))
			}
			c.Version = stored + 1
			// All save the very same bytes: two who believe they have won both dial.
			wantOneWinner(t, race(racers, func(int) error { return s.Save(t.Context(), c) }), port.ErrConflict)
		})
	}
	t.Run("nobody's write is lost", func(t *testing.T) {
		s := open(t)
		c := plainCall("shared", "line-1", midnight)
		c.Version = 1
		must(t, "save", s.Save(t.Context(), c))
		for _, err := range race(racers, func(i int) error { return addLeg(t, s, c.ID, name("leg-%d", i)) }) {
			wantError(t, "add a leg", err, nil)
		}
		got, err := s.Load(t.Context(), c.ID)
		must(t, "load", err)
		if len(got.Legs) != racers || got.Version != racers+1 {
			t.Errorf("%d legs at version %d, want %d at %d", len(got.Legs), got.Version, racers, racers+1)
		}
	})
}

// addLeg loads and saves until nobody is faster.
func addLeg(t *testing.T, s port.Calls, id, leg string) error {
	for {
		c, err := s.Load(t.Context(), id)
		if err != nil {
			return err
		}
		c.Version++
		c.Legs = append(c.Legs, call.Leg{ID: leg})
		err = s.Save(t.Context(), c)
		if !isConflict(err) {
			return err
		}
	}
}

func callsOverdue(t *testing.T, open func(t *testing.T) port.Calls) {
	noon := midnight.Add(12 * time.Hour)
	due := func(t *testing.T, s port.Calls, id string, version int, deadline time.Time) {
		t.Helper()
		c := plainCall(id, "line-1", midnight)
		c.Version, c.Deadline = version, deadline
		must(t, "save", s.Save(t.Context(), c))
	}
	want := func(t *testing.T, s port.Calls, before time.Time, limit int, ids ...string) {
		t.Helper()
		got, err := s.Overdue(t.Context(), before, limit)
		wantError(t, "overdue", err, nil)
		if !slices.Equal(got, ids) {
			t.Errorf("overdue before %s, at most %d: %v, want %v", before.Format(time.RFC3339Nano), limit, got, ids)
		}
	}
	t.Run("an empty store owes nothing", func(t *testing.T) { want(t, open(t), noon, 10) })
	t.Run("the earliest first, at most limit", func(t *testing.T) {
		s := open(t)
		due(t, s, "third", 1, noon.Add(-time.Millisecond))
		due(t, s, "first", 1, noon.Add(-25*time.Hour)) // another day, and fewer digits of the hour
		due(t, s, "second", 1, noon.Add(-time.Second-time.Nanosecond))
		want(t, s, noon, 10, "first", "second", "third")
		want(t, s, noon, 3, "first", "second", "third")
		want(t, s, noon, 2, "first", "second")
		want(t, s, noon, 0)
	})
	t.Run("the earliest of many", func(t *testing.T) {
		s := open(t)
		var ids []string
		for i := range 40 {
			ids = append(ids, fmt.Sprintf("call-%d", i))
			due(t, s, ids[i], 1, noon.Add(time.Duration(i-60)*time.Second))
		}
		want(t, s, noon, 100, ids...)
		want(t, s, noon, 25, ids[:25]...)
		want(t, s, noon.Add(-30*time.Second), 100, ids[:30]...)
	})
	t.Run("before the instant, not at it", func(t *testing.T) {
		s := open(t)
		due(t, s, "at noon", 1, noon)
		want(t, s, noon, 10)
		want(t, s, noon.Add(time.Nanosecond), 10, "at noon")
	})
	t.Run("the instant is the same in every zone", func(t *testing.T) {
		s := open(t)
		due(t, s, "far away", 1, noon.In(time.FixedZone("", 9*60*60)))
		want(t, s, noon.In(time.FixedZone("", -8*60*60)), 10)
		want(t, s, noon.Add(time.Second).In(time.FixedZone("", -8*60*60)), 10, "far away")
	})
	t.Run("a call without a deadline never is", func(t *testing.T) {
		s := open(t)
		due(t, s, "at rest", 1, time.Time{})
		want(t, s, noon.AddDate(50, 0, 0), 10)
	})
	t.Run("a deadline that is moved or cleared is forgotten", func(t *testing.T) {
		s := open(t)
		due(t, s, "moved", 1, noon.Add(-time.Hour))
		due(t, s, "cleared", 1, noon.Add(-time.Minute))
		want(t, s, noon, 10, "moved", "cleared")
		due(t, s, "moved", 2, noon.Add(time.Hour))
		want(t, s, noon, 10, "cleared")
		due(t, s, "cleared", 2, time.Time{})
		want(t, s, noon, 10)
		due(t, s, "cleared", 3, noon.Add(-time.Second))
		want(t, s, noon, 10, "cleared")
	})
}

func callsOnDay(t *testing.T, open func(t *testing.T) port.Calls) {
	save := func(t *testing.T, s port.Calls, c call.Call) {
		t.Helper()
		must(t, "save", s.Save(t.Context(), c))
	}
	want := func(t *testing.T, s port.Calls, lineID string, day time.Time, limit int, ids ...string) {
		t.Helper()
		calls, err := s.OnDay(t.Context(), lineID, day, limit)
		wantError(t, "calls of the day", err, nil)
		var got []string
		for _, c := range calls {
			got = append(got, c.ID)
		}
		if !slices.Equal(got, ids) {
			t.Errorf("calls of line %q on %s, at most %d: %v, want %v", lineID, day.Format(time.RFC3339), limit, got, ids)
		}
	}
	day := func(t *testing.T) port.Calls {
		s := open(t)
		save(t, s, plainCall("b", "line-1", midnight.Add(9*time.Hour)))
		save(t, s, plainCall("a", "line-1", midnight.Add(8*time.Hour)))
		save(t, s, plainCall("c", "line-2", midnight.Add(9*time.Hour+time.Nanosecond)))
		save(t, s, plainCall("d", "line-1", midnight.Add(20*time.Hour)))
		return s
	}
	t.Run("a day without calls", func(t *testing.T) { want(t, day(t), "line-1", midnight.AddDate(0, 0, 1), 10) })
	t.Run("of one line, the latest first, at most limit", func(t *testing.T) {
		s := day(t)
		want(t, s, "line-1", midnight, 10, "d", "b", "a")
		want(t, s, "line-1", midnight, 2, "d", "b")
		want(t, s, "line-1", midnight, 0)
		want(t, s, "line-2", midnight, 10, "c")
		want(t, s, "line-3", midnight, 10)
	})
	t.Run("of every line", func(t *testing.T) {
		s := day(t)
		want(t, s, "", midnight.Add(15*time.Hour), 10, "d", "c", "b", "a")
		want(t, s, "", midnight, 3, "d", "c", "b")
	})
	t.Run("a day is one in UTC", func(t *testing.T) {
		s := open(t)
		tokyo := time.FixedZone("", 9*60*60)
		save(t, s, plainCall("last", "line-1", midnight.Add(24*time.Hour-time.Nanosecond).In(tokyo)))
		save(t, s, plainCall("first", "line-1", midnight.In(tokyo)))
		save(t, s, plainCall("before", "line-1", midnight.Add(-time.Nanosecond)))
		save(t, s, plainCall("after", "line-1", midnight.Add(24*time.Hour)))
		want(t, s, "line-1", midnight, 10, "last", "first")
		want(t, s, "line-1", midnight.Add(time.Hour).In(time.FixedZone("", -8*60*60)), 10, "last", "first")
	})
	t.Run("a saved again call is listed once, as it is now", func(t *testing.T) {
		s := day(t)
		c := plainCall("b", "line-1", midnight.Add(9*time.Hour))
		c.Version, c.Outcome = 2, call.Talked
		save(t, s, c)
		calls, err := s.OnDay(t.Context(), "line-1", midnight, 10)
		must(t, "calls of the day", err)
		if len(calls) != 3 || calls[1].Outcome != call.Talked {
			t.Errorf("%d calls, the second %q; want 3, %q", len(calls), calls[1].Outcome, call.Talked)
		}
	})
	t.Run("a busy day", func(t *testing.T) {
		s := open(t)
		var ids []string
		for i := range 230 {
			c := plainCall(name("call-%03d", i), "line-1", midnight.Add(time.Duration(i)*time.Second))
			save(t, s, c)
			ids = append([]string{c.ID}, ids...)
		}
		want(t, s, "line-1", midnight, 300, ids...)
		want(t, s, "", midnight, 215, ids[:215]...)
	})
}

func callsCancelled(t *testing.T, open func(t *testing.T) port.Calls) {
	s := open(t)
	must(t, "save", s.Save(t.Context(), plainCall("there", "line-1", midnight)))
	_, load := s.Load(cancelled(), "there")
	_, missing := s.Load(cancelled(), "not there")
	_, overdue := s.Overdue(cancelled(), midnight, 1)
	_, onDay := s.OnDay(cancelled(), "line-1", midnight, 1)
	save := s.Save(cancelled(), plainCall("new", "line-1", midnight))
	for what, err := range map[string]error{"load": load, "load nothing": missing, "overdue": overdue, "on day": onDay, "save": save} {
		wantError(t, what, err, context.Canceled)
	}
	_, err := s.Load(t.Context(), "new")
	wantError(t, "load what was saved with a cancelled context", err, port.ErrNotFound)
}
