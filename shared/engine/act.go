package engine

import (
	"context"
	"errors"
	"fmt"
	"time"

	"ringdown/shared/port"
)

const (
	// againTriesMax bounds how often an envelope that overtook its save, or whose order failed, is sent
	// again.
	againTriesMax = 5
	// performMax bounds the orders performed for one envelope: every leg dialled and hung up, and some
	// air. What is left comes with the next one.
	performMax = 64
	// sweepPage is how many a sweep looks for first. Some may be broken, and stay late for good: as long
	// as there are more it looks for twice as many, up to sweepMax. The next sweep comes a minute later.
	sweepPage = 200
	sweepMax  = 32 * sweepPage
	// sweepGrace leaves a thing to its own timer before the sweep takes it.
	sweepGrace = 15 * time.Second
)

// Act performs what is due for a thing: orders and timers alike. What fails is tried again within
// seconds, because somebody may be waiting; an error means that this failed too often, and that the
// queue should deal with the envelope.
func (l Loop[T, E, O, D]) Act(ctx context.Context, id string, e port.Envelope) error {
	err := l.act(ctx, id, e)
	if err == nil || e.Tries >= againTriesMax {
		return err
	}
	l.Log.WarnContext(ctx, "performing orders failed; they are tried again within seconds", l.Kind, id, "error", err)
	again := l.Machine.Envelope(id)
	again.Tries, again.Delay, again.Order, again.Group = e.Tries+1, time.Second<<e.Tries, e.Order, e.Group
	if e.Order != "" {
		again.Queue = e.Queue
	}
	if sendErr := l.Queue.Send(ctx, again); sendErr != nil {
		return errors.Join(err, sendErr)
	}
	return nil
}

func (l Loop[T, E, O, D]) act(ctx context.Context, id string, e port.Envelope) error {
	t, err := l.Store.Load(ctx, id)
	if errors.Is(err, port.ErrNotFound) || err == nil && *l.Machine.Marks(&t).Version < e.Version {
		return l.putBack(ctx, id, e)
	}
	if err != nil {
		return fmt.Errorf("act on %s %s: %w", l.Kind, id, err)
	}
	now, m := l.Now(), l.Machine.Marks(&t)
	before := l.names(t, now)
	asked := before
	if e.Wake || e.Version == 0 { // time brought it, or the sweep, or it is another try
		asked = nil
	}
	if e.Wake && e.Timer.Equal(*m.Timer) {
		// The timer that was set has fired. It is set again where it is too early: the time was moved, or
		// is further than one envelope can wait. Any other timer, a repeated one say, is not set again:
		// each would live on, and multiply with every repetition.
		*m.Timer = time.Time{}
	}
	if !m.Deadline.IsZero() && !m.Deadline.After(now) {
		d, err := l.DecideOn(ctx, t, l.Machine.TimerFired(), false)
		if err != nil {
			return fmt.Errorf("fire the timer of %s %s: %w", l.Kind, id, err)
		}
		t = *l.Machine.Decided(&d)
	}
	t, err = l.perform(ctx, t, e, before)
	t, askErr := l.askForOthers(ctx, t, e, asked)
	if askErr != nil {
		err = errors.Join(err, fmt.Errorf("ask for what else %s %s is owed: %w", l.Kind, id, askErr))
	}
	if timerErr := l.setTimer(ctx, t); timerErr != nil {
		err = errors.Join(err, fmt.Errorf("set the timer of %s %s: %w", l.Kind, id, timerErr))
	}
	return err
}

// putBack waits for a save that is not there yet. One that never comes lost its version, and the winner
// sent an envelope of its own.
func (l Loop[T, E, O, D]) putBack(ctx context.Context, id string, e port.Envelope) error {
	if e.Tries >= againTriesMax {
		return nil
	}
	e.Tries++
	if e.Delay = time.Second; e.Order == "" {
		e.Queue = l.Machine.Envelope(id).Queue
	}
	return l.Queue.Send(ctx, e)
}

// perform does what is due and asked for, one order after the other, each read off the thing as the one
// before has left it. An order that fails does not hold up the others.
func (l Loop[T, E, O, D]) perform(ctx context.Context, t T, e port.Envelope, before map[string]bool) (T, error) {
	var failed []error
	for range performMax {
		due := l.mine(l.Machine.Due(t, l.Now()), e, before)
		if len(due) <= len(failed) {
			break
		}
		next, err := l.Machine.Perform(ctx, t, due[len(failed)])
		if err != nil {
			failed = append(failed, err)
			continue
		}
		t = next
	}
	return t, errors.Join(failed...)
}

// Sweep looks after the things whose timers were lost: an envelope for each goes to its queue. It
// returns how many; any number but zero deserves an alarm.
func (l Loop[T, E, O, D]) Sweep(ctx context.Context) (int, error) {
	before := l.Now().Add(-sweepGrace)
	sent := map[string]bool{}
	for limit := sweepPage; limit <= sweepMax; limit *= 2 {
		ids, err := l.Store.Overdue(ctx, before, limit)
		if err != nil {
			return len(sent), fmt.Errorf("sweep: find overdue %ss: %w", l.Kind, err)
		}
		for _, id := range ids {
			if sent[id] {
				continue
			}
			if err := l.Queue.Send(ctx, l.Machine.Envelope(id)); err != nil {
				return len(sent), fmt.Errorf("sweep: send %s %s to its queue: %w", l.Kind, id, err)
			}
			sent[id] = true
		}
		if len(ids) < limit {
			break
		}
	}
	if len(sent) > 0 {
		l.Log.WarnContext(ctx, "the sweep found some whose timers were lost; they are performed now", l.Kind+"s", len(sent))
	}
	return len(sent), nil
}
