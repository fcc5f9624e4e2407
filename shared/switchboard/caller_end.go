package switchboard

import (
	"context"
	"errors"
	"fmt"
	"time"

	"ringdown/shared/call"
	"ringdown/shared/port"
)

// endTriesMax bounds how often an end that could not be kept is queued again, each time after twice
// the time: 2 s at first, 17 minutes in all. What fails longer is the queue's to deliver again.
const endTriesMax = 9

// CallerEnded takes the end of the caller's leg. Where the call is not known, the end is the first we
// hear of it, and makes a call that was missed. The provider tells an end once (voice webhook
// reference, retries), so one that cannot be kept now waits in the orders queue.
// port.ErrNotFound: the number is no line of ours.
func (s *Switchboard) CallerEnded(ctx context.Context, e call.LegEnded, unseen call.CallUnseen) error {
	id := call.NewID(unseen.Leg)
	err := s.Note(ctx, id, e)
	if errors.Is(err, port.ErrNotFound) {
		err = s.missed(ctx, unseen)
	}
	if err == nil || errors.Is(err, port.ErrNotFound) {
		return err
	}
	s.Log.WarnContext(ctx, "the end of a call could not be kept; it is queued and tried again within seconds", "call", id, "error", err)
	return s.queueEnd(ctx, port.Envelope{Call: id, Unseen: &unseen})
}

// actOnEnd keeps an end that was queued.
func (s *Switchboard) actOnEnd(ctx context.Context, e port.Envelope) error {
	err := s.missed(ctx, *e.Unseen)
	switch {
	case errors.Is(err, port.ErrNotFound):
		s.Log.WarnContext(ctx, "a call ended whose number is no line of ours; nothing is kept of it", "call", e.Call, "error", err)
		return nil
	case err == nil || e.Tries >= endTriesMax:
		return err
	}
	s.Log.WarnContext(ctx, "the end of a call could not be kept; it is queued and tried again", "call", e.Call, "tries", e.Tries, "error", err)
	e.Tries++
	return s.queueEnd(ctx, e)
}

func (s *Switchboard) queueEnd(ctx context.Context, e port.Envelope) error {
	e.Queue, e.Delay = port.OrdersQueue, 2*time.Second<<e.Tries
	if err := s.Orders.Send(ctx, e); err != nil {
		return fmt.Errorf("queue the end of call %s: %w", e.Call, err)
	}
	return nil
}

// missed makes a call of a caller's end that is the first we hear of: the caller met an outage, or has
// gone before the arrival was handled. A call that is known after all has ended.
func (s *Switchboard) missed(ctx context.Context, e call.CallUnseen) error {
	ctx, cancel := context.WithTimeout(ctx, webhookTime)
	defer cancel()
	_, err := s.unseen(ctx, e)
	if errors.Is(err, port.ErrConflict) { // the arrival was faster after all
		end := call.LegEnded{Leg: call.CallerLeg, Provider: e.Leg, Reason: call.Completed, At: e.Ended}
		_, err = s.loop().Decide(ctx, call.NewID(e.Leg), end, true)
	}
	return err
}

// unseen begins a call that never reached us.
func (s *Switchboard) unseen(ctx context.Context, e call.CallUnseen) (call.Decision, error) {
	plan, err := s.current(ctx, e.To)
	if err != nil {
		return call.Decision{}, fmt.Errorf("find the line of the unseen call of leg %s: %w", e.Leg, err)
	}
	return s.loop().Begin(ctx, fresh(call.NewID(e.Leg), plan), e, true)
}
