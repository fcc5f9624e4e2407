package porttest

import (
	"testing"
	"time"

	"ringdown/shared/call"
	"ringdown/shared/dialplan"
	"ringdown/shared/port"
)

// Reservations is the suite of the port of the same name. Open gives an empty store.
func Reservations(t *testing.T, open func(t *testing.T) port.Reservations) {
	at := time.Date(2026, 3, 14, 9, 0, 0, 0, time.UTC)
	first := call.Reservation{
		User: "ana", Version: 1, Call: "c1", Leg: "2",
		Rings: []call.RingAt{{Phone: dialplan.Phone{Number: "+14155550101", Extension: "12"}, At: at}},
	}
	t.Run("a user nobody reserved is not found", func(t *testing.T) {
		_, err := open(t).Find(t.Context(), "ana")
		wantError(t, "find", err, port.ErrNotFound)
	})
	t.Run("every field comes back as it was taken", func(t *testing.T) {
		s := open(t)
		must(t, "take", s.Take(t.Context(), first))
		got, err := s.Find(t.Context(), "ana")
		wantError(t, "find", err, nil)
		wantSame(t, "the reservation", got, first)
	})
	t.Run("the same version is taken once", func(t *testing.T) {
		s := open(t)
		errs := race(8, func(i int) error {
			r := first
			r.Call = name("c%d", i)
			return s.Take(t.Context(), r)
		})
		wantOneWinner(t, errs, port.ErrConflict)
		next := first
		next.Version = 2
		must(t, "take over", s.Take(t.Context(), next))
		next.Version, next.Call = 4, "c4"
		wantError(t, "skip a version", s.Take(t.Context(), next), port.ErrConflict)
	})
	t.Run("taking the same again changes nothing: an answer may be lost", func(t *testing.T) {
		s := open(t)
		for range 2 {
			must(t, "take", s.Take(t.Context(), first))
		}
	})
	t.Run("cancelled", func(t *testing.T) {
		s := open(t)
		if err := s.Take(cancelled(), first); err == nil {
			t.Error("taken with a context that was cancelled")
		}
		_, err := s.Find(t.Context(), "ana")
		wantError(t, "find", err, port.ErrNotFound)
	})
}
