package switchboard

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"reflect"
	"time"

	"ringdown/shared/call"
	"ringdown/shared/dialplan"
	"ringdown/shared/play"
	"ringdown/shared/port"
	"ringdown/shared/speech/words"
)

const (
	// saveTriesMax bounds the decisions on a call that others keep saving: more than
	// the legs that ring together (10), each of which may press a key in the same second.
	saveTriesMax = 12
	// webhookTime is what the stores may take of a webhook somebody listens to. The
	// provider gives up after 5 s (voice webhook reference); the rest is for the way.
	webhookTime = 3 * time.Second
)

// Switchboard connects the core with its ports. Its fields are set once, before use;
// a function sets those it needs.
type Switchboard struct {
	Calls      port.Calls
	Dialplans  port.Dialplans
	Recordings port.Recordings
	Alerts     port.Alerts
	Phones     port.Phones
	Audio      port.Audio
	Functions  port.Functions
	Orders     port.Orders

	Now    func() time.Time
	Log    *slog.Logger
	Listen func(callID string, expires time.Time) string // address of the page that plays a call's message
	Walked func(callID string, trail []play.Visit)       // told of the actions a saved decision came to; nil where nobody watches

	plans planCache
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
	plan, err := s.Dialplans.ByNumber(ctx, e.To)
	if err != nil {
		return call.Reply{}, fmt.Errorf("find the line of call %s: %w", id, err)
	}
	s.plans.keep(plan)
	fresh := call.Call{ID: id}
	d := call.Decide(fresh, e, s.facts(ctx, plan))
	_, err = s.save(ctx, fresh, d.Call, true)
	s.walked(d, err)
	if errors.Is(err, port.ErrConflict) {
		again, err := s.decide(ctx, id, e, true)
		return again.Reply, err
	}
	return d.Reply, err
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

// Answer takes the key of a responder. A responder whose key could not be noted is
// told so, rather than left alone with a dead line; where the call itself is not known
// there is nothing to say, and the leg's own script ends with a goodbye.
func (s *Switchboard) Answer(ctx context.Context, id string, e call.DigitsPressed) (call.Reply, error) {
	reply, err := s.timely(ctx, id, e)
	if err != nil && !errors.Is(err, port.ErrNotFound) {
		return call.Reply{Script: call.Farewell(words.English, func(w words.Words) string { return w.ApologyGoodbye })}, err
	}
	return reply, err
}

// Note takes an event nobody waits on.
func (s *Switchboard) Note(ctx context.Context, id string, e call.Event) error {
	_, err := s.timely(ctx, id, e)
	return err
}

func (s *Switchboard) timely(ctx context.Context, id string, e call.Event) (call.Reply, error) {
	ctx, cancel := context.WithTimeout(ctx, webhookTime)
	defer cancel()
	d, err := s.decide(ctx, id, e, true)
	return d.Reply, err
}

// decide loads, decides and saves until no other save comes between. Orders says
// whether what is owed now is sent to the queue, or performed by whoever asked.
func (s *Switchboard) decide(ctx context.Context, id string, e call.Event, orders bool) (call.Decision, error) {
	c, err := s.Calls.Load(ctx, id)
	if err != nil {
		return call.Decision{}, fmt.Errorf("load call %s: %w", id, err)
	}
	return s.decideFrom(ctx, c, e, orders)
}

// decideFrom is decide for a call just loaded or saved.
func (s *Switchboard) decideFrom(ctx context.Context, c call.Call, e call.Event, orders bool) (call.Decision, error) {
	for try := 1; ; try++ {
		plan, err := s.plan(ctx, c)
		if err != nil {
			return call.Decision{}, err
		}
		d := call.Decide(c, e, s.facts(ctx, plan))
		d.Call, err = s.save(ctx, c, d.Call, orders)
		s.walked(d, err)
		if !errors.Is(err, port.ErrConflict) {
			return d, err
		}
		if try == saveTriesMax {
			return call.Decision{}, fmt.Errorf("decide on %T: lost %d versions to others: %w", e, saveTriesMax, err)
		}
		if c, err = s.Calls.Load(ctx, c.ID); err != nil {
			return call.Decision{}, fmt.Errorf("load call %s: %w", d.Call.ID, err)
		}
	}
}

// walked tells whoever watches where a decision that was saved has come to.
func (s *Switchboard) walked(d call.Decision, err error) {
	if s.Walked != nil && err == nil && len(d.Trail) > 0 {
		s.Walked(d.Call.ID, d.Trail)
	}
}

// save writes the decided call over the loaded one and sends what follows from it.
// Nothing is written where nothing changed.
func (s *Switchboard) save(ctx context.Context, was, is call.Call, orders bool) (call.Call, error) {
	if reflect.DeepEqual(was, is) {
		return is, nil
	}
	is.Version = was.Version + 1
	messages := s.messages(&is, orders)
	saved := make(chan error, 1)
	go func() { saved <- s.Calls.Save(ctx, is) }()
	var sent error
	if len(messages) > 0 {
		sent = s.Orders.Send(ctx, messages...)
	}
	if err := <-saved; err != nil {
		return is, fmt.Errorf("save call %s version %d: %w", is.ID, is.Version, err)
	}
	if sent != nil {
		// The call is safe and the sweep will look at it; nobody waits for this.
		s.Log.ErrorContext(ctx, "orders not sent; the sweep makes up for it", "call", is.ID, "error", sent)
	}
	return is, nil
}

// messages asks for a look at the call: now if something is owed now, and when time
// decides something, unless a timer is set that fires before. One that fires too early
// is set again, which is cheaper than one for every change; and where something is owed
// now, the timer is left to whoever does it, because doing it moves the time.
func (s *Switchboard) messages(is *call.Call, orders bool) []port.Envelope {
	now := s.Now()
	set := is.Wake.IsZero() || is.Timer.After(now) && !is.Wake.Before(is.Timer)
	switch {
	case orders && len(call.Due(call.Orders(*is), now)) > 0:
		return []port.Envelope{{Queue: port.OrdersQueue, Call: is.ID, Version: is.Version, Timer: !set}}
	case !set:
		m := wake(*is, now)
		is.Timer = now.Add(m.Delay)
		return []port.Envelope{m}
	}
	return nil
}

// wake asks for a look at the call when time decides something.
func wake(c call.Call, now time.Time) port.Envelope {
	return port.Envelope{Queue: port.OrdersQueue, Call: c.ID, Version: c.Version, Wake: true, Delay: min(max(c.Wake.Sub(now), 0), port.MaxDelay)}
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
