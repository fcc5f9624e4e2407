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
	"slices"
	"time"

	"ringdown/shared/call"
	"ringdown/shared/port"
)

var _ port.Calls = (*Calls)(nil)

// Calls keeps calls.
type Calls struct{ shelf[call.Call] }

// NewCalls makes an empty store.
func NewCalls() *Calls {
	return &Calls{newShelf("call", func(c call.Call) mark { return mark{c.ID, c.Version, c.Deadline} })}
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
		c, err := item.read()
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
