package activity

import (
	"context"
	"net/http"

	"ringdown/shared/activity"
	"ringdown/shared/api"
	"ringdown/shared/call"
	"ringdown/shared/port"
)

// parts divides what a query still asks for as calls are stored: by days in UTC.
func (q query) parts() []activity.Part {
	r := q.Range
	if !q.after.Arrived.IsZero() {
		r.Until = q.after.Arrived
		if q.after.Call != "" {
			r.Until = r.Until.Add(1) // its own moment is part of it
		}
	}
	return r.Parts()
}

// chunks reads the calls of a query, the latest first, so many at a time, until take has enough of
// them or there are no more. Ends says that a part of the range ended with a chunk.
func (a *reader) chunks(ctx context.Context, q query, size int, take func(calls []call.Call, part activity.Part, ends bool) (enough bool, err error)) error {
	for i, part := range q.parts() {
		want := port.Arrivals{Line: q.Line, From: part.From, Until: part.Until, Limit: size}
		if i == 0 && q.after.Call != "" {
			want.After = q.after
		}
		for {
			calls, err := a.store.Arrivals(ctx, want)
			if err != nil {
				return err
			}
			ends := len(calls) < size
			if enough, err := take(calls, part, ends); enough || err != nil {
				return err
			}
			if ends {
				break
			}
			last := calls[len(calls)-1]
			want.After = port.Place{Arrived: last.Arrived, Call: last.ID}
		}
	}
	return nil
}

// page gathers what calls have to show until there are so many. Next is the cursor of what follows.
//
// A page that began in the middle of a list ends with its day in UTC, so that it costs one query;
// one that begins a list goes on until it is full, so that few calls are one page.
func page[T any](ctx context.Context, a *reader, q query, size, limit int, beside func([]call.Call) error, show func(call.Call) []T) (items []T, next string, err error) {
	items = []T{}
	looked := 0
	err = a.chunks(ctx, q, size, func(calls []call.Call, part activity.Part, ends bool) (bool, error) {
		if len(calls) > 0 {
			if err := beside(calls); err != nil {
				return true, err
			}
		}
		for i, c := range calls {
			found := show(c)
			if len(items) > 0 && len(items)+len(found) > limit {
				before := calls[max(i-1, 0)]
				if i > 0 {
					next = cursorOf(port.Place{Arrived: before.Arrived, Call: before.ID})
				}
				return true, nil
			}
			items = append(items, found...)
			next = cursorOf(port.Place{Arrived: c.Arrived, Call: c.ID})
		}
		looked += len(calls)
		over := ends && !part.From.After(q.From)
		switch {
		case over:
			next = ""
			return true, nil
		case ends:
			next = cursorOf(port.Place{Arrived: part.From})
		}
		return len(items) >= limit || looked >= lookedMost || ends && len(items) > 0 && !q.after.Arrived.IsZero(), nil
	})
	return items, next, err
}

// all visits every call of a query, and refuses where there are too many.
func (a *reader) all(ctx context.Context, q query, visit func(call.Call)) error {
	seen := 0
	return a.chunks(ctx, q, pageMost, func(calls []call.Call, _ activity.Part, _ bool) (bool, error) {
		if seen += len(calls); seen > countedMost {
			return true, api.Fail(http.StatusUnprocessableEntity, "too-large", "there are more than %s calls: ask for fewer days, or for one line", most)
		}
		if _, err := a.beside(ctx, calls, port.Wanted{}); err != nil {
			return true, err
		}
		for _, c := range calls {
			visit(c)
		}
		return false, nil
	})
}
