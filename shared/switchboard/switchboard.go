package switchboard

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"ringdown/shared/call"
	"ringdown/shared/dialplan"
	"ringdown/shared/play"
	"ringdown/shared/port"
	"ringdown/shared/speech/words"
)

// webhookTime is what the stores may take of a webhook somebody listens to. The
// provider gives up after 5 s (voice webhook reference); the rest is for the way.
const webhookTime = 3 * time.Second

// Switchboard connects the core with its ports. Its fields are set once, before use;
// a function sets those it needs.
type Switchboard struct {
	Calls        port.Calls
	Dialplans    port.Dialplans
	Reservations port.Reservations
	Recordings   port.Recordings
	Phones       port.Phones
	Audio        port.Audio
	Functions    port.Functions
	Orders       port.Orders

	Now func() time.Time
	Log *slog.Logger
	// Hold keeps a function that dials from its next dial for so long; nil where nobody paces them.
	Hold func(context.Context, time.Duration)
	// Listens hears how many seconds of a message there are until its last word ends, 0 where nobody
	// speaks; nil where nobody listens.
	Listens func(recording []byte) (secondsSpoken int, err error)
	Watched func(call.Event, call.Decision)         // told of every decision, also those that are lost to a faster one; nil where nobody watches
	Visited func(callID string, trail []play.Visit) // told of the actions a saved decision came to; nil where nobody watches

	plans   planCache
	numbers numbers
	callers foundCalls
}

// Arrive begins a call, or finds it again when its webhook is repeated. The reply can
// always be spoken: whatever the error, which is for the log, the caller hears what
// to do.
func (s *Switchboard) Arrive(ctx context.Context, e call.CallArrived) (call.Reply, error) {
	ctx, cancel := context.WithTimeout(ctx, webhookTime)
	defer cancel()
	reply, err := s.arrive(ctx, e)
	switch {
	case errors.Is(err, port.ErrNotFound):
		return call.Reply{Script: call.Farewell(words.English, func(w words.Words) string { return w.NotInService })}, err
	case err != nil || reply.Unchanged():
		return call.Reply{Script: call.Apology(call.NewID(e.Leg), words.English)}, err
	}
	return reply, nil
}

func (s *Switchboard) arrive(ctx context.Context, e call.CallArrived) (call.Reply, error) {
	id := call.NewID(e.Leg)
	plan, err := s.current(ctx, e.To)
	if err != nil {
		return call.Reply{}, fmt.Errorf("find the line of call %s: %w", id, err)
	}
	if e, err = s.known(ctx, e, plan); err != nil {
		return call.Reply{}, err
	}
	d, err := s.loop().Begin(ctx, fresh(id, plan), e, true)
	if errors.Is(err, port.ErrConflict) {
		d, err = s.loop().Decide(ctx, id, e, true)
	}
	return d.Reply, err
}

// fresh is a call nothing is known of but the line it comes to.
func fresh(id string, plan dialplan.Dialplan) call.Call {
	return call.Call{ID: id, Line: plan.Line, Dialplan: plan.Version}
}

// Steer takes an event whose webhook the caller is waiting on. Like Arrive it always
// gives something to say where there is nothing to go on with.
func (s *Switchboard) Steer(ctx context.Context, id string, e call.Event) (call.Reply, error) {
	reply, err := s.timely(ctx, id, e)
	switch {
	case errors.Is(err, port.ErrNotFound):
		return call.Reply{Script: call.Farewell(words.English, func(w words.Words) string { return w.ApologyGoodbye })}, err
	case err != nil:
		return call.Reply{Script: call.Apology(id, words.English)}, err
	}
	return reply, nil
}

// Answer takes the key of a responder. Where it cannot be noted the reply is Unchanged: what the
// phone was dialled with goes on, which asks for the key again and ends with a goodbye.
func (s *Switchboard) Answer(ctx context.Context, id string, e call.DigitsPressed) (call.Reply, error) {
	return s.timely(ctx, id, e)
}

// Note takes an event nobody waits on.
func (s *Switchboard) Note(ctx context.Context, id string, e call.Event) error {
	_, err := s.timely(ctx, id, e)
	return err
}

func (s *Switchboard) timely(ctx context.Context, id string, e call.Event) (call.Reply, error) {
	ctx, cancel := context.WithTimeout(ctx, webhookTime)
	defer cancel()
	d, err := s.loop().Decide(ctx, id, e, true)
	return d.Reply, err
}

// plan gives the dialplan the call keeps to.
func (s *Switchboard) plan(ctx context.Context, c call.Call) (dialplan.Dialplan, error) {
	if plan, ok := s.plans.find(c.Line, c.Dialplan); ok {
		return plan, nil
	}
	plan, err := s.Dialplans.ByVersion(ctx, c.Line, c.Dialplan)
	if err != nil {
		return dialplan.Dialplan{}, fmt.Errorf("load dialplan %d of line %s for call %s: %w", c.Dialplan, c.Line, c.ID, err)
	}
	s.plans.keep(plan)
	return plan, nil
}
