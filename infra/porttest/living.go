package porttest

import (
	"context"
	"slices"
	"testing"
	"time"

	"ringdown/shared/port"
)

// store is what the ports of things that live have in common.
type store[T any] interface {
	Load(ctx context.Context, id string) (T, error)
	Save(ctx context.Context, t T) error
	Overdue(ctx context.Context, before time.Time, limit int) ([]string, error)
}

// living is one kind of such things.
type living[T any] struct {
	open func(t *testing.T) store[T]
	make func(id string, version int, deadline time.Time, note string) T
	read func(T) (version int, note string)
}

// suite holds a store to what is said of versions and deadlines.
func (l living[T]) suite(t *testing.T) {
	t.Run("missing", func(t *testing.T) {
		for _, id := range []string{"nobody", ""} {
			_, err := l.open(t).Load(t.Context(), id)
			wantError(t, name("load %q", id), err, port.ErrNotFound)
		}
	})
	t.Run("save", l.saves)
	t.Run("last", l.loadsTheLast)
	t.Run("race", l.races)
	t.Run("overdue", l.overdue)
	t.Run("cancelled", l.cancelled)
}

func (l living[T]) loadsTheLast(t *testing.T) {
	s := l.open(t)
	for version := 1; version <= 30; version++ {
		must(t, "save", s.Save(t.Context(), l.make("counted", version, time.Time{}, "")))
		got, err := s.Load(t.Context(), "counted")
		must(t, "load", err)
		if v, _ := l.read(got); v != version {
			t.Fatalf("version %d was saved and %d loaded", version, v)
		}
	}
}

func (l living[T]) cancelled(t *testing.T) {
	s := l.open(t)
	must(t, "save", s.Save(t.Context(), l.make("there", 1, time.Time{}, "")))
	_, load := s.Load(cancelled(), "there")
	_, missing := s.Load(cancelled(), "not there")
	_, overdue := s.Overdue(cancelled(), midnight, 1)
	save := s.Save(cancelled(), l.make("new", 1, time.Time{}, ""))
	for what, err := range map[string]error{"load": load, "load nothing": missing, "overdue": overdue, "save": save} {
		wantError(t, what, err, context.Canceled)
	}
	_, err := s.Load(t.Context(), "new")
	wantError(t, "load what was saved with a cancelled context", err, port.ErrNotFound)
}

func (l living[T]) saves(t *testing.T) {
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
			s := l.open(t)
			for version := 1; version <= tt.stored; version++ {
				must(t, "save what is there before", s.Save(t.Context(), l.make("versions", version, time.Time{}, "")))
			}
			wantError(t, "save", s.Save(t.Context(), l.make("versions", tt.saved, time.Time{}, "the one to be saved")), tt.want)
			got, err := s.Load(t.Context(), "versions")
			version, note := l.read(got)
			switch {
			case tt.want == nil && (err != nil || version != tt.saved || note == ""):
				t.Errorf("stored version %d (%q), error %v, want the one saved", version, note, err)
			case tt.want != nil && tt.stored == 0:
				wantError(t, "load what was not saved", err, port.ErrNotFound)
			case tt.want != nil && (err != nil || version != tt.stored || note != ""):
				t.Errorf("stored version %d (%q), error %v, want the one before", version, note, err)
			}
		})
	}
}

func (l living[T]) races(t *testing.T) {
	for _, stored := range []int{0, 1} {
		t.Run(name("exactly one of %d saves version %d", racers, stored+1), func(t *testing.T) {
			s := l.open(t)
			if stored == 1 {
				must(t, "save", s.Save(t.Context(), l.make("raced", 1, time.Time{}, "")))
			}
			c := l.make("raced", stored+1, time.Time{}, "")
			// All save the very same bytes: two who believe they have won both act.
			wantOneWinner(t, race(racers, func(int) error { return s.Save(t.Context(), c) }), port.ErrConflict)
		})
	}
}

func (l living[T]) overdue(t *testing.T) {
	noon := midnight.Add(12 * time.Hour)
	due := func(t *testing.T, s store[T], id string, version int, deadline time.Time) {
		t.Helper()
		must(t, "save", s.Save(t.Context(), l.make(id, version, deadline, "")))
	}
	want := func(t *testing.T, s store[T], before time.Time, limit int, ids ...string) {
		t.Helper()
		got, err := s.Overdue(t.Context(), before, limit)
		wantError(t, "overdue", err, nil)
		if !slices.Equal(got, ids) {
			t.Errorf("overdue before %s, at most %d: %v, want %v", before.Format(time.RFC3339Nano), limit, got, ids)
		}
	}
	t.Run("an empty store owes nothing", func(t *testing.T) { want(t, l.open(t), noon, 10) })
	t.Run("the earliest first, at most limit", func(t *testing.T) {
		s := l.open(t)
		due(t, s, "third", 1, noon.Add(-time.Millisecond))
		due(t, s, "first", 1, noon.Add(-25*time.Hour)) // another day, and fewer digits of the hour
		due(t, s, "second", 1, noon.Add(-time.Second-time.Nanosecond))
		want(t, s, noon, 10, "first", "second", "third")
		want(t, s, noon, 3, "first", "second", "third")
		want(t, s, noon, 2, "first", "second")
		want(t, s, noon, 0)
	})
	t.Run("the earliest of many", func(t *testing.T) {
		s := l.open(t)
		var ids []string
		for i := range 40 {
			ids = append(ids, name("many-%d", i))
			due(t, s, ids[i], 1, noon.Add(time.Duration(i-60)*time.Second))
		}
		want(t, s, noon, 100, ids...)
		want(t, s, noon, 25, ids[:25]...)
		want(t, s, noon.Add(-30*time.Second), 100, ids[:30]...)
	})
	t.Run("before the instant, not at it", func(t *testing.T) {
		s := l.open(t)
		due(t, s, "at noon", 1, noon)
		want(t, s, noon, 10)
		want(t, s, noon.Add(time.Nanosecond), 10, "at noon")
	})
	t.Run("the instant is the same in every zone", func(t *testing.T) {
		s := l.open(t)
		due(t, s, "far away", 1, noon.In(time.FixedZone("", 9*60*60)))
		want(t, s, noon.In(time.FixedZone("", -8*60*60)), 10)
		want(t, s, noon.Add(time.Second).In(time.FixedZone("", -8*60*60)), 10, "far away")
	})
	t.Run("one without a deadline never is", func(t *testing.T) {
		s := l.open(t)
		due(t, s, "at rest", 1, time.Time{})
		want(t, s, noon.AddDate(50, 0, 0), 10)
	})
	t.Run("a deadline that is moved or cleared is forgotten", func(t *testing.T) {
		s := l.open(t)
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
