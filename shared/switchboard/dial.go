package switchboard

import (
	"context"
	"errors"
	"fmt"
	"time"

	"ringdown/shared/call"
	"ringdown/shared/port"
)

// dialHold is how long a dial occupies the function that performs it, at least. The queue of dials has as many
// performers as the account may dial phones a second (stack parameter DialsPerSecond), so together they
// never dial more in any second. Nothing else paces dials. The option not taken was a count in a table:
// a write for every dial, to one item for all of the account, and a dial that finds no room has to come
// back, behind those that came after it.
const dialHold = time.Second

// dial rings a phone, once. That the provider is about to be asked is saved first:
// whatever happens to the answer, nobody dials this leg again.
func (s *Switchboard) dial(ctx context.Context, c call.Call, leg string) (call.Call, error) {
	if may, err := s.reserve(ctx, c, leg); err != nil {
		return c, err
	} else if !may {
		return s.loop().Report(ctx, c, call.LegPassedOver{Leg: leg})
	}
	claimed, ours, err := s.loop().Claim(ctx, c, call.LegDialling{Leg: leg})
	if err != nil || !ours {
		return claimed, err
	}
	plan, err := s.plan(ctx, claimed)
	if err != nil {
		return claimed, err
	}
	d, ok := call.DialOf(claimed, leg, plan)
	if !ok {
		return claimed, nil
	}
	asked := s.Now()
	provider, err := s.Phones.Dial(ctx, d)
	defer s.pace(ctx, asked)
	switch {
	case err == nil:
		return s.loop().Report(ctx, claimed, call.LegDialled{Leg: leg, Provider: provider})
	case errors.Is(err, port.ErrThrottled):
		return s.loop().Report(ctx, claimed, call.LegNotDialled{Leg: leg, Throttled: true})
	case errors.Is(err, port.ErrRefused), errors.Is(err, port.ErrNotFound):
		s.Log.WarnContext(ctx, "the provider refused to dial a phone; the next one is rung", "call", c.ID, "leg", leg, "error", err)
		return s.loop().Report(ctx, claimed, call.LegNotDialled{Leg: leg})
	}
	s.Log.WarnContext(ctx, "dialling a phone had no clear outcome; waiting for the leg's webhook or its timeout", "call", c.ID, "leg", leg, "error", err)
	return claimed, nil
}

// giveTurn gives a dial for an alert its turn among all dials of the account: the function of alerts
// dials, because no other writes an alert, and who performs dials is occupied meanwhile as by a dial of
// its own. A queue of their own would double the pace.
func (s *Switchboard) giveTurn(ctx context.Context, e port.Envelope) error {
	asked := s.Now()
	e.Queue = port.AlertsQueue
	if err := s.Orders.Send(ctx, e); err != nil {
		return fmt.Errorf("give the dial %q of alert %s its turn: %w", e.Order, e.Alert, err)
	}
	s.pace(ctx, asked)
	return nil
}

// pace holds the function that has dialled for the rest of the dial's second. What became of the dial is saved by
// then.
func (s *Switchboard) pace(ctx context.Context, asked time.Time) {
	if rest := dialHold - s.Now().Sub(asked); rest > 0 && s.Hold != nil {
		s.Hold(ctx, rest)
	}
}
