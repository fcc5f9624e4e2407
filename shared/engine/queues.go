package engine

import (
	"context"
	"slices"
	"time"

	"ringdown/shared/port"
)

// envelope asks for a look at the thing as it is now.
func (l Loop[T, E, O, D]) envelope(t *T) port.Envelope {
	m := l.Machine.Marks(t)
	e := l.Machine.Envelope(m.ID)
	e.Version, e.Group = *m.Version, m.Group
	return e
}

// due are the envelopes that ask for what is owed now: one for all that is performed together, and one
// for each order that has a queue of its own, those not among them that were asked for.
func (l Loop[T, E, O, D]) due(t T, asked map[string]bool) (out []port.Envelope) {
	together := false
	for _, o := range l.Machine.Due(t, l.Now()) {
		queue, name := l.Machine.Queue(o)
		e := l.envelope(&t)
		switch {
		case name == "" && !together:
			together = true
			out = append(out, e)
		case name != "" && !asked[name]:
			e.Queue, e.Order = queue, name
			out = append(out, e)
		}
	}
	return out
}

// names are those of the orders owed now that have a queue of their own.
func (l Loop[T, E, O, D]) names(t T, now time.Time) map[string]bool {
	names := map[string]bool{}
	for _, o := range l.Machine.Due(t, now) {
		if _, name := l.Machine.Queue(o); name != "" {
			names[name] = true
		}
	}
	return names
}

// mine are the orders that an envelope asks for: all that have no queue of their own; or the one it
// names, and then the one of the same queue that came of it, where there is one: who has waited for a
// turn in vain does not wait for another. Several are asked for, so that they are done side by side.
func (l Loop[T, E, O, D]) mine(due []O, e port.Envelope, before map[string]bool) (mine []O) {
	var next []O
	for _, o := range due {
		switch queue, name := l.Machine.Queue(o); {
		case name == e.Order:
			mine = append(mine, o)
		case name != "" && queue == e.Queue && !before[name]:
			next = append(next, o)
		}
	}
	if len(mine) == 0 && len(next) == 1 {
		return next
	}
	return mine
}

// askForOthers queues what is owed now and was neither this envelope's to do nor asked for before. What
// time brought is reconsidered first.
func (l Loop[T, E, O, D]) askForOthers(ctx context.Context, t T, e port.Envelope, asked map[string]bool) (T, error) {
	if asked == nil && e.Order == "" {
		var err error
		if t, err = l.reconsider(ctx, t); err != nil {
			return t, err
		}
	}
	others := slices.DeleteFunc(l.due(t, asked), func(other port.Envelope) bool { return other.Order == e.Order })
	if len(others) == 0 {
		return t, nil
	}
	return t, l.Queue.Send(ctx, others...)
}

// reconsider has the machine look at each order that has a queue of its own, as the one before has left
// them.
func (l Loop[T, E, O, D]) reconsider(ctx context.Context, t T) (T, error) {
	seen := map[string]bool{}
	for range performMax {
		due := l.Machine.Due(t, l.Now())
		i := slices.IndexFunc(due, func(o O) bool { _, name := l.Machine.Queue(o); return name != "" && !seen[name] })
		if i < 0 {
			break
		}
		_, name := l.Machine.Queue(due[i])
		seen[name] = true
		next, err := l.Machine.Reconsider(ctx, t, due[i])
		if err != nil {
			return t, err
		}
		t = next
	}
	return t, nil
}
