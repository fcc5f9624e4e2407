package switchboard

import (
	"context"
	"errors"
	"fmt"
	"time"

	"ringdown/shared/call"
	"ringdown/shared/port"
)

const (
	// againTriesMax bounds how often a message that overtook its save, or whose order
	// failed, is sent again.
	againTriesMax = 5
	// performMax bounds the orders performed for one message: every leg dialled and hung
	// up, and some air. What is left comes with the next message.
	performMax = 64
	// sweepMax bounds one sweep; the next comes a minute later.
	sweepMax = 200
	// sweepGrace leaves a call to its own timer before the sweep takes it.
	sweepGrace = 15 * time.Second
)

// Act performs what is due for a call: orders and timers alike. What fails is tried
// again within seconds, because somebody may be waiting; an error means that this failed
// too often, and that the queue should deal with the message.
func (s *Switchboard) Act(ctx context.Context, m port.Envelope) error {
	err := s.act(ctx, m)
	if err == nil || m.Tries >= againTriesMax {
		return err
	}
	s.Log.WarnContext(ctx, "order failed; it is tried again", "call", m.Call, "error", err)
	again := port.Envelope{Queue: port.OrdersQueue, Call: m.Call, Tries: m.Tries + 1, Delay: time.Second << m.Tries}
	if sendErr := s.Orders.Send(ctx, again); sendErr != nil {
		return errors.Join(err, sendErr)
	}
	return nil
}

func (s *Switchboard) act(ctx context.Context, m port.Envelope) error {
	c, err := s.Calls.Load(ctx, m.Call)
	if errors.Is(err, port.ErrNotFound) || err == nil && c.Version < m.Version {
		return s.putBack(ctx, m)
	}
	if err != nil {
		return fmt.Errorf("act on call %s: %w", m.Call, err)
	}
	now := s.Now()
	if m.Wake && c.Wake.After(now) { // moved away since, or further than one message can wait
		if err := s.Orders.Send(ctx, wake(c, now)); err != nil {
			return fmt.Errorf("set the timer of call %s again: %w", m.Call, err)
		}
	}
	if !c.Deadline.IsZero() && !c.Deadline.After(now) {
		d, err := s.decideFrom(ctx, c, call.TimerFired{}, false)
		if err != nil {
			return fmt.Errorf("fire the timer of call %s: %w", m.Call, err)
		}
		c = d.Call
	}
	if m.Timer {
		c.Timer = time.Time{} // none is set: the next save sets it
	}
	return s.perform(ctx, c)
}

// putBack waits for a save that is not there yet. One that never comes lost its
// version, and the winner sent a message of its own.
func (s *Switchboard) putBack(ctx context.Context, m port.Envelope) error {
	if m.Tries >= againTriesMax {
		return nil
	}
	m.Tries++
	m.Queue, m.Delay = port.OrdersQueue, time.Second
	return s.Orders.Send(ctx, m)
}

// perform does what is due, one order after the other, each read off the call as the
// one before has left it. An order that fails does not hold up the others.
func (s *Switchboard) perform(ctx context.Context, c call.Call) error {
	var failed []error
	for range performMax {
		due := call.Due(call.Orders(c), s.Now())
		if len(due) <= len(failed) {
			break
		}
		next, err := s.performOne(ctx, c, due[len(failed)])
		if err != nil {
			failed = append(failed, err)
			continue
		}
		c = next
	}
	return errors.Join(failed...)
}

func (s *Switchboard) performOne(ctx context.Context, c call.Call, o call.Order) (call.Call, error) {
	switch o := o.(type) {
	case call.DialLeg:
		return s.dial(ctx, c, o.Leg)
	case call.HangUpLeg:
		err := s.Phones.HangUp(ctx, c.Region, o.Provider)
		if err != nil && !errors.Is(err, port.ErrNotFound) && !errors.Is(err, port.ErrRefused) {
			return c, fmt.Errorf("hang up leg %s of call %s: %w", o.Leg, c.ID, err)
		}
		if err == nil {
			return s.decideWithoutSaving(ctx, c, call.LegHungUp{Leg: o.Leg})
		}
		return s.report(ctx, c, call.LegHungUp{Leg: o.Leg, Gone: errors.Is(err, port.ErrNotFound)})
	case call.CheckLeg:
		lives, err := s.Phones.Lives(ctx, c.Region, o.Provider)
		if err != nil && !errors.Is(err, port.ErrNotFound) {
			// Not knowing changes nothing: it is asked again.
			s.Log.WarnContext(ctx, "leg not checked", "call", c.ID, "leg", o.Leg, "error", err)
			lives = true
		}
		return s.report(ctx, c, call.LegChecked{Leg: o.Leg, Gone: !lives})
	case call.DismissLeg:
		return s.dismiss(ctx, c, o)
	case call.TransferCaller:
		err := s.Phones.Transfer(ctx, c.Region, c.Caller.Leg, o.Script)
		if err != nil {
			s.Log.WarnContext(ctx, "caller not transferred", "call", c.ID, "prompt", o.Epoch, "error", err)
			return s.report(ctx, c, call.CallerNotTransferred{Epoch: o.Epoch, Gone: errors.Is(err, port.ErrNotFound)})
		}
		return s.report(ctx, c, call.CallerTransferred{Epoch: o.Epoch})
	case call.ListenForKeys:
		if err := s.Phones.Listen(ctx, c.Region, c.Caller.Leg, o.Callback); err != nil {
			// The listener of the script may still work, and the wait has its own end.
			s.Log.WarnContext(ctx, "keys not listened for", "call", c.ID, "error", err)
		}
		return s.decideWithoutSaving(ctx, c, call.KeysListened{})
	case call.InvokeFunction:
		return s.invoke(ctx, c, o.Invocation)
	case call.RaiseAlert:
		if err := s.Orders.Send(ctx, port.Envelope{Queue: port.AlertsQueue, Call: c.ID, Alert: o.Alert}); err != nil {
			return c, fmt.Errorf("queue alert %s of call %s: %w", o.Alert, c.ID, err)
		}
		return s.report(ctx, c, call.AlertQueued{Alert: o.Alert})
	}
	return c, fmt.Errorf("perform %T for call %s: nobody knows how", o, c.ID)
}

// tell gives a leg its last words. Where that fails it is hung up without them.
func (s *Switchboard) dismiss(ctx context.Context, c call.Call, o call.DismissLeg) (call.Call, error) {
	plan, err := s.plan(ctx, c)
	if err != nil {
		return c, err
	}
	if err = s.Phones.Transfer(ctx, c.Region, o.Provider, call.DismissalOf(c, plan)); err != nil {
		s.Log.WarnContext(ctx, "leg not told why it ends", "call", c.ID, "leg", o.Leg, "error", err)
	}
	return s.report(ctx, c, call.LegDismissed{Leg: o.Leg, Failed: err != nil})
}

// dial rings a phone, once. That the provider is about to be asked is saved first:
// whatever happens to the answer, nobody dials this leg again.
func (s *Switchboard) dial(ctx context.Context, c call.Call, leg string) (call.Call, error) {
	plan, err := s.plan(ctx, c)
	if err != nil {
		return c, err
	}
	claimed := call.Decide(c, call.LegDialling{Leg: leg}, s.facts(ctx, plan)).Call
	d, ok := call.DialOf(claimed, leg, plan)
	if !ok {
		return s.report(ctx, c, call.LegDialling{Leg: leg})
	}
	if claimed, err = s.save(ctx, c, claimed, false); err != nil {
		if errors.Is(err, port.ErrConflict) {
			return s.Calls.Load(ctx, c.ID) // somebody was faster: look again
		}
		return c, err
	}
	provider, err := s.Phones.Dial(ctx, d)
	switch {
	case err == nil:
		return s.report(ctx, claimed, call.LegDialled{Leg: leg, Provider: provider})
	case errors.Is(err, port.ErrThrottled):
		return s.report(ctx, claimed, call.LegNotDialled{Leg: leg, Throttled: true})
	case errors.Is(err, port.ErrRefused), errors.Is(err, port.ErrNotFound):
		s.Log.WarnContext(ctx, "phone not dialled", "call", c.ID, "leg", leg, "error", err)
		return s.report(ctx, claimed, call.LegNotDialled{Leg: leg})
	}
	s.Log.WarnContext(ctx, "dial unknown: its webhook or its time will tell", "call", c.ID, "leg", leg, "error", err)
	return claimed, nil
}

// noted is report for an order that is harmless to repeat and whose end is told by a
// webhook anyway: it is not worth a write. What this message still has to do for the
// call knows of it; the next message may do it again.
func (s *Switchboard) decideWithoutSaving(ctx context.Context, c call.Call, e call.Event) (call.Call, error) {
	plan, err := s.plan(ctx, c)
	if err != nil {
		return c, err
	}
	return call.Decide(c, e, call.Facts{Now: s.Now(), Dialplan: plan}).Call, nil
}

// report tells the call what became of an order and returns it as it is now.
func (s *Switchboard) report(ctx context.Context, c call.Call, e call.Event) (call.Call, error) {
	d, err := s.decideFrom(ctx, c, e, false)
	if err != nil {
		return c, fmt.Errorf("report %T to call %s: %w", e, c.ID, err)
	}
	return d.Call, nil
}

// Sweep looks after the calls whose timers were lost: a message for each goes to the
// orders queue. It returns how many; any number but zero deserves an alarm.
func (s *Switchboard) Sweep(ctx context.Context) (int, error) {
	ids, err := s.Calls.Overdue(ctx, s.Now().Add(-sweepGrace), sweepMax)
	if err != nil {
		return 0, fmt.Errorf("sweep: find overdue calls: %w", err)
	}
	for _, id := range ids {
		if err := s.Orders.Send(ctx, port.Envelope{Queue: port.OrdersQueue, Call: id}); err != nil {
			return 0, fmt.Errorf("sweep: send call %s to the orders queue: %w", id, err)
		}
	}
	if len(ids) > 0 {
		s.Log.WarnContext(ctx, "the sweep found calls that nothing else woke", "calls", len(ids))
	}
	return len(ids), nil
}
