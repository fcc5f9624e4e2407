package memport

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"ringdown/shared/call"
	"ringdown/shared/port"
	"ringdown/shared/resource"
)

var _ port.Activity = (*Activity)(nil)

// Activity reads calls and what stands beside them from whatever stores there are, and keeps marks
// and the audit of reads.
type Activity struct {
	Calls     port.Calls
	Dialplans port.Dialplans
	Alerts    port.Alerts

	mu      sync.Mutex
	marks   map[string]port.Marks
	end     resource.Link
	records map[string][]resource.Record // by month
}

// NewActivity makes an empty store of marks beside stores of calls, dialplans and alerts.
func NewActivity(calls port.Calls, dialplans port.Dialplans, alerts port.Alerts) *Activity {
	return &Activity{Calls: calls, Dialplans: dialplans, Alerts: alerts, marks: map[string]port.Marks{}, records: map[string][]resource.Record{}}
}

// Load reads a call.
func (s *Activity) Load(ctx context.Context, id string) (call.Call, error) {
	return s.Calls.Load(ctx, id)
}

// dayMax is more calls than a desk has in a day.
const dayMax = 1 << 20

// Arrivals lists calls.
func (s *Activity) Arrivals(ctx context.Context, a port.Arrivals) ([]call.Call, error) {
	day := a.Until.Add(-time.Nanosecond).UTC()
	all, err := s.Calls.OnDay(ctx, a.Line, day, dayMax)
	if err != nil {
		return nil, fmt.Errorf("list the calls of line %q before %s: %w", a.Line, a.Until.UTC().Format(time.RFC3339), err)
	}
	if i := slices.IndexFunc(all, func(c call.Call) bool { return c.ID == a.After.Call }); i >= 0 {
		all = all[i+1:]
	}
	var out []call.Call
	for _, c := range all {
		gone := a.After.Call != "" && c.Arrived.After(a.After.Arrived) // the place itself is no longer there
		if len(out) < a.Limit && !gone && !c.Arrived.Before(a.From) && c.Arrived.Before(a.Until) {
			out = append(out, c)
		}
	}
	return out, nil
}

// Beside reads what stands beside calls.
func (s *Activity) Beside(ctx context.Context, w port.Wanted) (port.Beside, error) {
	var out port.Beside
	if err := ctx.Err(); err != nil {
		return out, err
	}
	for _, v := range w.Plans {
		plan, err := s.Dialplans.ByVersion(ctx, v.Line, v.Version)
		if err = found(err); err != nil {
			return port.Beside{}, err
		}
		if plan.Line != "" {
			out.Plans = append(out.Plans, plan)
		}
	}
	for _, id := range w.Alerts {
		a, err := s.Alerts.Load(ctx, id)
		if err = found(err); err != nil {
			return port.Beside{}, err
		}
		if a.ID != "" {
			out.Alerts = append(out.Alerts, a)
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, id := range w.Marks {
		if m, ok := s.marks[id]; ok {
			out.Marks = append(out.Marks, copied(m))
		}
	}
	return out, nil
}

// found takes what is not there for nothing.
func found(err error) error {
	if errors.Is(err, port.ErrNotFound) {
		return nil
	}
	return err
}

// Mark writes marks.
func (s *Activity) Mark(ctx context.Context, m port.Marks) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.marks[m.Call].Version != m.Version-1 {
		return fmt.Errorf("mark call %s, version %d: %w", m.Call, m.Version, port.ErrConflict)
	}
	s.marks[m.Call] = copied(m)
	return nil
}

// End gives the end of the chain.
func (s *Activity) End(ctx context.Context) (resource.Link, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.end, ctx.Err()
}

// Append writes a record behind the end of the chain.
func (s *Activity) Append(ctx context.Context, follows resource.Link, r resource.Record) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.end != follows {
		return fmt.Errorf("append record %d of %s: %w", r.Number, r.Month, port.ErrConflict)
	}
	s.records[r.Month] = append(s.records[r.Month], copied(r))
	s.end = resource.Link{Month: r.Month, Number: r.Number, Hash: r.Hash}
	return nil
}

// Records lists the records of a month.
func (s *Activity) Records(ctx context.Context, month string, after, most int) ([]resource.Record, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []resource.Record
	for _, r := range s.records[month] {
		if r.Number > after && len(out) < most {
			out = append(out, copied(r))
		}
	}
	return out, ctx.Err()
}
