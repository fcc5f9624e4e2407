package engine

import (
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

// others are the envelopes for what is owed now and was not this one's to do. What time brought is asked
// for though it was before: the envelope may be lost.
func (l Loop[T, E, O, D]) others(t T, e port.Envelope, before map[string]bool) (out []port.Envelope) {
	if e.Wake || e.Version == 0 {
		before = nil
	}
	for _, other := range l.due(t, before) {
		if other.Order != e.Order {
			out = append(out, other)
		}
	}
	return out
}
