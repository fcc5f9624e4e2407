// Package memport keeps the ports in memory: for runs on a desk, for
// tests, and for the simulation.
//
// It must not be kinder than the stores it stands for. What it keeps it keeps as the
// bytes that a table would hold, so a field that does not survive being stored is
// missing here too; its queue delivers at least once and gives up where SQS would. One
// suite (infra/porttest) holds it and the AWS adapters to the same words.
//
// To add a port, add a file named for its role and run its suite in memport_test.go.
package memport

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"sync"
	"time"

	"ringdown/shared/call"
	"ringdown/shared/port"
)

var _ port.Calls = (*Calls)(nil)

// Calls keeps calls.
type Calls struct {
	mu     sync.Mutex
	stored map[string]storedCall
}

type storedCall struct {
	version  int
	deadline time.Time
	body     []byte
}

// NewCalls makes an empty store.
func NewCalls() *Calls { return &Calls{stored: map[string]storedCall{}} }

// Load reads a call.
func (s *Calls) Load(ctx context.Context, id string) (call.Call, error) {
	if err := ctx.Err(); err != nil {
		return call.Call{}, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	item, ok := s.stored[id]
	if !ok {
		return call.Call{}, fmt.Errorf("load call %s: %w", id, port.ErrNotFound)
	}
	return item.call()
}

func (i storedCall) call() (call.Call, error) {
	var c call.Call
	err := json.Unmarshal(i.body, &c)
	return c, err
}

// Save writes a call over the version before it.
func (s *Calls) Save(ctx context.Context, c call.Call) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	body, err := json.Marshal(c)
	if err != nil {
		return fmt.Errorf("save call %s: %w", c.ID, err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.stored[c.ID].version != c.Version-1 {
		return fmt.Errorf("save call %s version %d: %w", c.ID, c.Version, port.ErrConflict)
	}
	s.stored[c.ID] = storedCall{version: c.Version, deadline: c.Deadline, body: body}
	return nil
}

// Overdue gives the calls whose deadline has passed.
func (s *Calls) Overdue(ctx context.Context, before time.Time, limit int) ([]string, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	var ids []string
	for id, item := range s.stored {
		if !item.deadline.IsZero() && item.deadline.Before(before) {
			ids = append(ids, id)
		}
	}
	slices.SortFunc(ids, func(a, b string) int {
		return cmp.Or(s.stored[a].deadline.Compare(s.stored[b].deadline), cmp.Compare(a, b))
	})
	return ids[:min(max(limit, 0), len(ids))], nil
}

// OnDay lists the calls of a day.
func (s *Calls) OnDay(ctx context.Context, lineID string, day time.Time, limit int) ([]call.Call, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	var calls []call.Call
	for _, item := range s.stored {
		c, err := item.call()
		if err != nil {
			return nil, err
		}
		if (lineID == "" || c.Line == lineID) && c.Arrived.UTC().Format(time.DateOnly) == day.UTC().Format(time.DateOnly) {
			calls = append(calls, c)
		}
	}
	slices.SortFunc(calls, func(a, b call.Call) int { return cmp.Or(b.Arrived.Compare(a.Arrived), cmp.Compare(a.ID, b.ID)) })
	return calls[:min(max(limit, 0), len(calls))], nil
}
