package switchboard

import (
	"context"
	"errors"
	"fmt"

	"ringdown/shared/call"
	"ringdown/shared/dialplan"
	"ringdown/shared/port"
)

// reserveTriesMax bounds the takings of a reservation that others keep taking. Two phones of a user
// may be dialled for one call at the same moment.
const reserveTriesMax = 3

// reserve keeps a user for the call whose leg is about to be dialled, and reports whether it may be.
// Not knowing is no reason not to ring: then a phone may ring for two calls at once.
func (s *Switchboard) reserve(ctx context.Context, c call.Call, leg string) (bool, error) {
	plan, err := s.plan(ctx, c)
	if err != nil {
		return false, err
	}
	user, next := call.Reserve(c, leg, plan)
	if user == "" {
		return true, nil
	}
	for range reserveTriesMax {
		was, err := s.Reservations.Find(ctx, user)
		if err != nil && !errors.Is(err, port.ErrNotFound) {
			return s.unreserved(ctx, c, user, err), nil
		}
		if was.Call == c.ID && was.Leg == leg {
			return true, nil // the dial is tried again, and never rang
		}
		if stands, err := s.stands(ctx, c, was); err != nil || stands {
			return err != nil && s.unreserved(ctx, c, user, err), nil
		}
		r, may := next(was, s.Now())
		if !may {
			return false, nil
		}
		if err := s.Reservations.Take(ctx, r); !errors.Is(err, port.ErrConflict) {
			return err == nil || s.unreserved(ctx, c, user, err), nil
		}
	}
	return false, nil // others are faster: it is tried again
}

// mayReserve is reserve without taking anything.
func (s *Switchboard) mayReserve(ctx context.Context, c call.Call, leg string) (bool, error) {
	plan, err := s.plan(ctx, c)
	if err != nil {
		return false, err
	}
	user, next := call.Reserve(c, leg, plan)
	if user == "" {
		return true, nil
	}
	was, err := s.Reservations.Find(ctx, user)
	if err != nil || was.Call == c.ID && was.Leg == leg {
		return true, nil // who dials finds out, or rings without knowing
	}
	if stands, err := s.stands(ctx, c, was); err != nil || stands {
		return err != nil, nil
	}
	_, may := next(was, s.Now())
	return may, nil
}

// stands reports whether another call has the user.
func (s *Switchboard) stands(ctx context.Context, c call.Call, was call.Reservation) (bool, error) {
	if was.Call == "" || was.Call == c.ID {
		return false, nil
	}
	other, err := s.Calls.Load(ctx, was.Call)
	if errors.Is(err, port.ErrNotFound) {
		return false, nil
	}
	return err == nil && was.Stands(other), err
}

func (s *Switchboard) unreserved(ctx context.Context, c call.Call, user string, err error) bool {
	s.Log.WarnContext(ctx, "user rung without a reservation", "call", c.ID, "user", user, "error", err)
	return true
}

// known finds out whether we know the caller: a phone that forwards our own call, or a
// responder who was rung and calls back. Of ordinary callers nothing is read.
func (s *Switchboard) known(ctx context.Context, e call.CallArrived, plan dialplan.Dialplan) (call.CallArrived, error) {
	if e.From == "" {
		return e, nil
	}
	user, ours := call.Owner(plan, e.From)
	if !ours {
		e.FromUs = s.isOurs(ctx, e.From)
		return e, nil
	}
	was, err := s.Reservations.Find(ctx, user)
	if err != nil {
		return e, nil
	}
	waiting, err := s.Calls.Load(ctx, was.Call)
	if err != nil || waiting.Line != plan.Line || waiting.ID == call.NewID(e.Leg) {
		return e, nil
	}
	if call.Forwards(waiting, e.From, plan) {
		e.FromUs = true
		return e, nil
	}
	d, err := s.loop().DecideOn(ctx, waiting, call.ResponderCalled{User: user, Number: e.From, Provider: e.Leg}, true)
	if err != nil {
		return e, fmt.Errorf("connect responder %s to call %s: %w", user, waiting.ID, err)
	}
	if !d.Reply.Unchanged() {
		e.Back = &call.CalledBack{Call: waiting.ID, Leg: d.Call.JoinedBy(e.Leg), Script: d.Reply.Script}
	}
	return e, nil
}

// tellCall tells a call what becomes of the responder who called back.
func (s machine) tellCall(ctx context.Context, c call.Call, o call.TellCall) (call.Call, error) {
	if _, err := s.loop().Decide(ctx, o.Call, o.Event, true); err != nil && !errors.Is(err, port.ErrNotFound) {
		return c, fmt.Errorf("tell call %s of call %s: %w", o.Call, c.ID, err)
	}
	joined, came := o.Event.(call.LegJoined)
	return s.loop().Report(ctx, c, call.CallTold{Place: joined.Conversation, Ended: !came})
}
