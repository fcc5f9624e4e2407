package porttest

import (
	"context"
	"testing"

	"ringdown/shared/alert"
	"ringdown/shared/port"
)

// BadAddresses is the suite of the port of the same name. Open gives an empty store.
func BadAddresses(t *testing.T, open func(t *testing.T) port.BadAddresses) {
	bounced := alert.BadAddress{Address: "ann@example.com", Fate: alert.FateBounced, Why: "NoEmail", At: midnight}
	t.Run("nothing is known against an address that nobody marked", func(t *testing.T) {
		s := open(t)
		must(t, "mark", s.Mark(t.Context(), bounced))
		_, err := s.Bad(t.Context(), "bea@example.com")
		wantError(t, "look up", err, port.ErrNotFound)
		_, err = s.Bad(t.Context(), "")
		wantError(t, "look up no address", err, port.ErrNotFound)
	})
	t.Run("a marked address is bad however it is written, and the later word counts", func(t *testing.T) {
		s := open(t)
		must(t, "mark", s.Mark(t.Context(), bounced))
		later := bounced
		later.Address, later.Fate, later.Why = "Ann@Example.com", alert.FateComplained, "abuse"
		must(t, "mark again", s.Mark(t.Context(), later))
		later.Address = bounced.Address
		got, err := s.Bad(t.Context(), "ANN@example.com")
		wantError(t, "look up", err, nil)
		wantSame(t, "the address", got, later)
	})
	t.Run("a cleared address is as any other, and can be marked again", func(t *testing.T) {
		s := open(t)
		must(t, "clear what is not bad", s.Clear(t.Context(), bounced.Address))
		must(t, "mark", s.Mark(t.Context(), bounced))
		must(t, "clear", s.Clear(t.Context(), "Ann@example.com"))
		_, err := s.Bad(t.Context(), bounced.Address)
		wantError(t, "look up", err, port.ErrNotFound)
		must(t, "mark", s.Mark(t.Context(), bounced))
		_, err = s.Bad(t.Context(), bounced.Address)
		wantError(t, "look up", err, nil)
	})
	t.Run("cancelled", func(t *testing.T) {
		s := open(t)
		wantError(t, "mark", s.Mark(cancelled(), bounced), context.Canceled)
		wantError(t, "clear", s.Clear(cancelled(), bounced.Address), context.Canceled)
		_, err := s.Bad(cancelled(), bounced.Address)
		wantError(t, "look up", err, context.Canceled)
		_, err = s.Bad(t.Context(), bounced.Address)
		wantError(t, "look up", err, port.ErrNotFound)
	})
}
