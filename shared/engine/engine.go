package engine

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"reflect"
	"slices"
	"time"

	"ringdown/shared/port"
)

// saveTriesMax bounds the decisions on a thing that others keep saving: more than the legs of a call
// that ring together (10), each of which may press a key in the same second.
const saveTriesMax = 12

// Store keeps things by id and version: port.Calls, port.Alerts.
type Store[T any] interface {
	Load(ctx context.Context, id string) (T, error)
	Save(ctx context.Context, t T) error
	Overdue(ctx context.Context, before time.Time, limit int) ([]string, error)
}

// Marks is what the loop reads and writes of a thing. Version and Timer are the loop's to keep.
type Marks struct {
	ID       string
	Version  *int       // counts saves
	Deadline time.Time  // when it has to be looked at again at the latest: what the sweep goes by
	Wake     time.Time  // when time decides something; zero is never
	Timer    *time.Time // when the timer that was set fires; zero is none
	Group    string     // whose the thing is, among those who share a queue
}

// Machine is what the loop has to know of a kind of thing T: its events E, its orders O, and D, what a
// decision on it is.
type Machine[T, E, O, D any] interface {
	// Decide gathers the facts and decides.
	Decide(ctx context.Context, t T, e E) (D, error)
	// Decided is the thing in a decision.
	Decided(d *D) *T
	// Marks are the thing's.
	Marks(t *T) Marks
	// TimerFired is the event of time passing.
	TimerFired() E
	// Due is what the thing is owed by now.
	Due(t T, now time.Time) []O
	// Queue says where an order is performed that has a queue of its own, and its name there; "" for one
	// that is performed with all others.
	Queue(o O) (queue port.Queue, name string)
	// Reconsider looks, when time brings an order that has a queue of its own, whether it is of any use to
	// queue it, and returns the thing as it is then.
	Reconsider(ctx context.Context, t T, o O) (T, error)
	// Perform does an order and returns the thing as it is then.
	Perform(ctx context.Context, t T, o O) (T, error)
	// Envelope asks for a look at the thing of that id.
	Envelope(id string) port.Envelope
	// Saved is told of every decision that was saved, or that changed nothing.
	Saved(d D)
}

// Loop is the loop for one kind of thing. It holds nothing of its own.
type Loop[T, E, O, D any] struct {
	Kind    string // what one of them is called in logs and errors, such as "call"
	Machine Machine[T, E, O, D]
	Store   Store[T]
	Queue   port.Orders
	Now     func() time.Time
	Log     *slog.Logger
}

// Decide loads, decides and saves until no other save comes between. Orders says whether an envelope
// asks for what is owed now, or the caller of Decide performs it.
func (l Loop[T, E, O, D]) Decide(ctx context.Context, id string, e E, orders bool) (D, error) {
	t, err := l.Store.Load(ctx, id)
	if err != nil {
		var none D
		return none, fmt.Errorf("load %s %s: %w", l.Kind, id, err)
	}
	return l.DecideOn(ctx, t, e, orders)
}

// DecideOn is Decide for a thing just loaded or saved.
func (l Loop[T, E, O, D]) DecideOn(ctx context.Context, t T, e E, orders bool) (D, error) {
	var none D
	for try := 1; ; try++ {
		d, err := l.Begin(ctx, t, e, orders)
		if !errors.Is(err, port.ErrConflict) {
			return d, err
		}
		if try == saveTriesMax {
			return none, fmt.Errorf("decide on %T: lost %d versions to others: %w", e, saveTriesMax, err)
		}
		id := l.Machine.Marks(&t).ID
		if t, err = l.Store.Load(ctx, id); err != nil {
			return none, fmt.Errorf("load %s %s: %w", l.Kind, id, err)
		}
	}
}

// Begin decides once, and saves: on something that is not stored yet, or of which somebody else may
// have made more meanwhile. ErrConflict: somebody has. What was not saved was not decided: nobody must
// act on it, because the next decision knows nothing of it.
func (l Loop[T, E, O, D]) Begin(ctx context.Context, t T, e E, orders bool) (D, error) {
	var none D
	d, err := l.Machine.Decide(ctx, t, e)
	if err != nil {
		return none, err
	}
	if err := l.save(ctx, t, l.Machine.Decided(&d), orders); err != nil {
		return none, err
	}
	l.Machine.Saved(d)
	return d, nil
}

// Claim saves that an order which must not be done twice is about to be done, and reports whether this
// is who does it. Otherwise somebody was faster, and the thing is as they left it.
func (l Loop[T, E, O, D]) Claim(ctx context.Context, t T, e E) (T, bool, error) {
	d, err := l.Begin(ctx, t, e, false)
	if errors.Is(err, port.ErrConflict) {
		t, err = l.Store.Load(ctx, l.Machine.Marks(&t).ID)
		return t, false, err
	}
	if err != nil {
		return t, false, err
	}
	return *l.Machine.Decided(&d), true, nil
}

// Report tells the thing what became of an order and returns it as it is now.
func (l Loop[T, E, O, D]) Report(ctx context.Context, t T, e E) (T, error) {
	id := l.Machine.Marks(&t).ID
	d, err := l.DecideOn(ctx, t, e, false)
	if err != nil {
		return t, fmt.Errorf("report %T to %s %s: %w", e, l.Kind, id, err)
	}
	return *l.Machine.Decided(&d), nil
}

// DecideWithoutSaving is Report without a save: for an order that is harmless to repeat and whose end a webhook
// tells anyway. What this envelope still has to do knows of it; the next one may do it again.
func (l Loop[T, E, O, D]) DecideWithoutSaving(ctx context.Context, t T, e E) (T, error) {
	d, err := l.Machine.Decide(ctx, t, e)
	if err != nil {
		return t, err
	}
	return *l.Machine.Decided(&d), nil
}

// save writes the decided thing over the one it was decided on and sends what follows from it. Nothing
// is written where nothing changed.
func (l Loop[T, E, O, D]) save(ctx context.Context, was T, is *T, orders bool) error {
	if reflect.DeepEqual(was, *is) {
		return nil
	}
	return l.write(ctx, was, is, orders)
}

// write is save for something that has changed, or whose timer is to be set.
func (l Loop[T, E, O, D]) write(ctx context.Context, was T, is *T, orders bool) error {
	m := l.Machine.Marks(is)
	*m.Version = *l.Machine.Marks(&was).Version + 1
	envelopes := l.envelopes(was, is, orders)
	saved, sent := l.saveAndSend(ctx, *is, envelopes)
	if saved != nil {
		return fmt.Errorf("save %s %s version %d: %w", l.Kind, m.ID, *m.Version, saved)
	}
	if sent != nil {
		// What was saved is safe, and nobody waits for this.
		l.Log.ErrorContext(ctx, "sending orders failed; the sweep sends them within a minute", l.Kind, m.ID, "error", sent)
	}
	return nil
}

// saveAndSend saves a thing and sends envelopes beside it, because somebody on the phone waits for both.
func (l Loop[T, E, O, D]) saveAndSend(ctx context.Context, t T, envelopes []port.Envelope) (saved, sent error) {
	if len(envelopes) == 0 {
		return l.Store.Save(ctx, t), nil
	}
	done := make(chan error, 1)
	go func() { done <- l.Store.Save(ctx, t) }()
	sent = l.Queue.Send(ctx, envelopes...)
	return <-done, sent
}

// envelopes asks for a look at the thing: now if something is owed now that was not before, and when
// time decides something, unless a timer is set that fires before. One that fires too early is set
// again, which is cheaper than one for every change; and where something is performed now together with
// all the rest, the timer is left to the function that performs it, because that moves the time. What has a queue
// of its own may wait there, and nothing that time decides waits for it.
func (l Loop[T, E, O, D]) envelopes(was T, is *T, orders bool) (out []port.Envelope) {
	now, m := l.Now(), l.Machine.Marks(is)
	performed := false
	if orders {
		out = l.due(*is, l.names(was, now))
		performed = slices.ContainsFunc(out, func(e port.Envelope) bool { return e.Order == "" })
	}
	if !performed && !m.timed(now) {
		e := l.envelope(is)
		e.Wake, e.Delay = true, min(max(m.Wake.Sub(now), 0), port.MaxDelay)
		*m.Timer = now.Add(e.Delay)
		e.Timer = *m.Timer
		out = append(out, e)
	}
	return out
}

// timed reports whether no timer is needed, or one is set that fires in time.
func (m Marks) timed(now time.Time) bool {
	return m.Wake.IsZero() || m.Timer.After(now) && !m.Wake.Before(*m.Timer)
}

// setTimer sets the timer of a thing that needs one and has none, by a save: the first to save sets
// it, so that there is one timer however many envelopes come for it.
func (l Loop[T, E, O, D]) setTimer(ctx context.Context, t T) error {
	m, now := l.Machine.Marks(&t), l.Now()
	if m.timed(now) || !m.Wake.After(now) { // what is due by now had its chance, and is the sweep's
		return nil
	}
	is := t
	err := l.write(ctx, t, &is, false)
	if errors.Is(err, port.ErrConflict) {
		return nil // somebody was faster and has set it
	}
	return err
}
