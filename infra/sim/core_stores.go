package sim

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"slices"
	"time"

	"ringdown/shared/alert"
	"ringdown/shared/call"
	"ringdown/shared/dialplan"
	"ringdown/shared/e164"
	"ringdown/shared/port"
)

// coreShelf keeps things that live as the values they are: a decision works on a copy, so what is stored is
// never written to. That a record survives being stored is what the other speed shows.
type coreShelf[T any] struct {
	kind   string
	stored map[string]T
	marks  func(*T) (id string, version int, deadline time.Time)
}

func (s *coreShelf[T]) Load(_ context.Context, id string) (T, error) {
	t, ok := s.stored[id]
	if !ok {
		return t, fmt.Errorf("load %s %s: %w", s.kind, id, port.ErrNotFound)
	}
	return t, nil
}

func (s *coreShelf[T]) Save(_ context.Context, t T) error {
	id, version, _ := s.marks(&t)
	was := 0
	if stored, ok := s.stored[id]; ok {
		_, was, _ = s.marks(&stored)
	}
	if was != version-1 {
		return fmt.Errorf("save %s %s version %d: %w", s.kind, id, version, port.ErrConflict)
	}
	s.stored[id] = t
	return nil
}

func (s *coreShelf[T]) Overdue(_ context.Context, before time.Time, limit int) ([]string, error) {
	type late struct {
		id string
		at time.Time
	}
	var found []late
	for id, t := range s.stored {
		if _, _, at := s.marks(&t); !at.IsZero() && at.Before(before) {
			found = append(found, late{id, at})
		}
	}
	slices.SortFunc(found, func(a, b late) int { return cmp.Or(a.at.Compare(b.at), cmp.Compare(a.id, b.id)) })
	var ids []string
	for _, l := range found[:min(limit, len(found))] {
		ids = append(ids, l.id)
	}
	return ids, nil
}

// coreCalls keeps calls.
type coreCalls struct{ coreShelf[call.Call] }

func newCoreCalls() *coreCalls {
	return &coreCalls{coreShelf[call.Call]{"call", map[string]call.Call{}, func(c *call.Call) (string, int, time.Time) { return c.ID, c.Version, c.Deadline }}}
}

func (s *coreCalls) OnDay(_ context.Context, line string, day time.Time, limit int) ([]call.Call, error) {
	var calls []call.Call
	for _, c := range s.stored {
		if (line == "" || c.Line == line) && c.Arrived.UTC().Format(time.DateOnly) == day.UTC().Format(time.DateOnly) {
			calls = append(calls, c)
		}
	}
	slices.SortFunc(calls, func(a, b call.Call) int { return cmp.Or(b.Arrived.Compare(a.Arrived), cmp.Compare(a.ID, b.ID)) })
	return calls[:min(limit, len(calls))], nil
}

func newCoreAlerts() port.Alerts {
	return &coreShelf[alert.Alert]{"alert", map[string]alert.Alert{}, func(a *alert.Alert) (string, int, time.Time) { return a.ID, a.Version, a.Deadline }}
}

// coreReservations keeps for which call each user is rung.
type coreReservations map[string]call.Reservation

func (s coreReservations) Find(_ context.Context, user string) (call.Reservation, error) {
	r, ok := s[user]
	if !ok {
		return r, fmt.Errorf("find the reservation of user %s: %w", user, port.ErrNotFound)
	}
	return r, nil
}

func (s coreReservations) Take(_ context.Context, r call.Reservation) error {
	if s[r.User].Version != r.Version-1 {
		return fmt.Errorf("reserve user %s: %w", r.User, port.ErrConflict)
	}
	s[r.User] = r
	return nil
}

// corePlans keeps the dialplans of a world: one version of each line.
type corePlans struct {
	byLine   map[string]dialplan.Dialplan
	byNumber map[e164.Number]dialplan.Dialplan
}

func newCorePlans() *corePlans {
	return &corePlans{map[string]dialplan.Dialplan{}, map[e164.Number]dialplan.Dialplan{}}
}

func (s *corePlans) ByNumber(_ context.Context, number e164.Number) (dialplan.Dialplan, error) {
	d, ok := s.byNumber[number]
	if !ok {
		return d, fmt.Errorf("dialplan of %s: %w", number.Redacted(), port.ErrNotFound)
	}
	return d, nil
}

func (s *corePlans) ByVersion(_ context.Context, line string, version int) (dialplan.Dialplan, error) {
	d, ok := s.byLine[line]
	if !ok || d.Version != version {
		return dialplan.Dialplan{}, fmt.Errorf("dialplan %d of line %s: %w", version, line, port.ErrNotFound)
	}
	return d, nil
}

func (s *corePlans) Publish(_ context.Context, d dialplan.Dialplan) error {
	s.byLine[d.Line] = d
	for _, n := range d.Numbers() {
		s.byNumber[n] = d
	}
	return nil
}

func (s *corePlans) Withdraw(context.Context, string, int) error { return port.ErrRefused }

func (s *corePlans) Lines(context.Context) ([]port.LineVersion, error) {
	var out []port.LineVersion
	for _, d := range s.byLine {
		out = append(out, port.LineVersion{Line: d.Line, Version: d.Version, Numbers: d.Numbers()})
	}
	slices.SortFunc(out, func(a, b port.LineVersion) int { return cmp.Compare(a.Line, b.Line) })
	return out, nil
}

// coreRecordings keeps nothing: whether audio is kept stands in the call.
type coreRecordings struct{}

func (coreRecordings) Keep(_ context.Context, _, _ string, audio io.Reader) error {
	_, err := io.Copy(io.Discard, audio)
	return err
}

func (coreRecordings) Address(context.Context, string, time.Duration) (string, error) {
	return appURL + "/recording", nil
}
