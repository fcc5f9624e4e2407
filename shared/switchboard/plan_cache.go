package switchboard

import (
	"context"
	"errors"
	"sync"
	"time"

	"ringdown/shared/dialplan"
	"ringdown/shared/e164"
	"ringdown/shared/port"
)

const (
	// plansMax bounds the dialplans a warm function remembers.
	plansMax = 64
	// currentTime is what the table of settings may take to tell a line's current dialplan where the last
	// known one can serve instead: the rest of the webhook's time is for saving the call.
	currentTime = time.Second
)

// planCache remembers dialplans. A version of a line never changes, so nothing in it is ever stale but
// which one is the current.
type planCache struct {
	mu      sync.Mutex
	plans   map[planKey]dialplan.Dialplan
	current map[e164.Number]planKey // the last that was read of a number
}

type planKey struct {
	line    string
	version int
}

func (p *planCache) find(lineID string, version int) (dialplan.Dialplan, bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	d, ok := p.plans[planKey{lineID, version}]
	return d, ok
}

func (p *planCache) keep(d dialplan.Dialplan) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.plans == nil || len(p.plans) >= plansMax {
		p.plans, p.current = map[planKey]dialplan.Dialplan{}, map[e164.Number]planKey{}
	}
	p.plans[planKey{d.Line, d.Version}] = d
}

// lastKnown is the dialplan that was current when a number was read last.
func (p *planCache) lastKnown(number e164.Number) (dialplan.Dialplan, bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	d, ok := p.plans[p.current[number]]
	return d, ok
}

func (p *planCache) keepCurrent(number e164.Number, d dialplan.Dialplan) {
	p.keep(d)
	p.mu.Lock()
	defer p.mu.Unlock()
	p.current[number] = planKey{d.Line, d.Version}
}

// current gives the dialplan that a new call of a number is to follow. Where settings cannot be read
// the last known one serves: a caller is better off with the people of an hour ago than with an
// apology. port.ErrNotFound: the number is no line of ours.
func (s *Switchboard) current(ctx context.Context, number e164.Number) (dialplan.Dialplan, error) {
	known, ok := s.plans.lastKnown(number)
	if ok {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, currentTime)
		defer cancel()
	}
	plan, err := s.Dialplans.ByNumber(ctx, number)
	switch {
	case err == nil:
		s.plans.keepCurrent(number, plan)
		return plan, nil
	case ok && !errors.Is(err, port.ErrNotFound):
		s.Log.ErrorContext(ctx, "reading the current dialplan failed; the call follows the last one known", "line", known.Line, "version", known.Version, "error", err)
		return known, nil
	}
	return dialplan.Dialplan{}, err
}
