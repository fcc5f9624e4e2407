package porttest

import (
	"context"
	"slices"
	"testing"
	"time"

	"ringdown/shared/call"
	"ringdown/shared/port"
)

// Calls is the suite of the port of the same name. Open gives an empty store.
func Calls(t *testing.T, open func(t *testing.T) port.Calls) {
	t.Run("load", func(t *testing.T) { callsLoad(t, open) })
	living[call.Call]{
		open: func(t *testing.T) store[call.Call] { return open(t) },
		make: func(id string, version int, deadline time.Time, note string) call.Call {
			c := plainCall(id, "line-1", midnight)
			c.Version, c.Deadline, c.Failure = version, deadline, note
			return c
		},
		read: func(c call.Call) (int, string) { return c.Version, c.Failure },
	}.suite(t)
	t.Run("shared", func(t *testing.T) { callsRace(t, open) })
	t.Run("on day", func(t *testing.T) { callsOnDay(t, open) })
	t.Run("cancelled", func(t *testing.T) { callsCancelled(t, open) })
}

func callsLoad(t *testing.T, open func(t *testing.T) port.Calls) {
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

func callsRace(t *testing.T, open func(t *testing.T) port.Calls) {
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
	_, err := open(t).OnDay(cancelled(), "line-1", midnight, 1)
	wantError(t, "on day", err, context.Canceled)
}
