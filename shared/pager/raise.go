package pager

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"ringdown/shared/alert"
	"ringdown/shared/call"
	"ringdown/shared/dialplan"
	"ringdown/shared/port"
)

const (
	// joinWithin is how soon a caller calls again for the call to join the alert of the one before:
	// what they want is the same.
	joinWithin = 10 * time.Minute
	// joinDepth is how far back the chain of calls is followed that joined one alert, and joinCalls how
	// many calls of the line are looked at for it.
	joinDepth = time.Hour
	joinCalls = 50
)

// learn makes the alert of what a call owes, or has the alert that tells of it already know how the
// call stands. It returns the alert's id.
func (p *Pager) learn(ctx context.Context, e port.Envelope) (string, error) {
	c, err := p.Calls.Load(ctx, e.Call)
	if err != nil {
		if _, known := p.Alerts.Load(ctx, e.Alert); known == nil && errors.Is(err, port.ErrNotFound) {
			return e.Alert, nil // the call is forgotten, and the alert knows what it said
		}
		return "", fmt.Errorf("raise alert %s of call %s: %w", e.Alert, e.Call, err)
	}
	plan, err := p.Dialplans.ByVersion(ctx, c.Line, c.Dialplan)
	if err != nil {
		return "", fmt.Errorf("load dialplan %d of line %s for alert %s: %w", c.Dialplan, c.Line, e.Alert, err)
	}
	raised, ok := call.Raise(c, e.Alert, plan, p.Now(), func(expires time.Time) string { return p.Listen(c.ID, expires) })
	if !ok {
		return "", fmt.Errorf("raise alert %s: call %s owes no such alert: %w", e.Alert, e.Call, port.ErrRefused)
	}
	known, err := p.tellsOf(ctx, c, e.Alert, raised.Notice)
	if err != nil {
		return "", fmt.Errorf("look for the alert that call %s belongs to: %w", e.Call, err)
	}
	if known.ID != "" {
		_, err := p.loop().DecideOn(ctx, known, alert.Updated{Notice: raised.Notice}, false)
		if err != nil {
			return "", fmt.Errorf("tell alert %s of call %s: %w", known.ID, c.ID, err)
		}
		return known.ID, nil
	}
	raised.Rule = p.inForce(ctx, c, plan).RuleFor(raised.Notice.Team)
	_, err = p.loop().Begin(ctx, alert.Alert{ID: e.Alert}, raised, false)
	if err != nil && !errors.Is(err, port.ErrConflict) { // somebody else raised it
		return "", fmt.Errorf("raise alert %s of call %s: %w", e.Alert, e.Call, err)
	}
	return e.Alert, nil
}

// inForce is the line's dialplan as it is now; the call's where the line is not in service any more.
func (p *Pager) inForce(ctx context.Context, c call.Call, pinned dialplan.Dialplan) dialplan.Dialplan {
	now, err := p.Dialplans.ByNumber(ctx, c.Called)
	if err != nil || now.Line != c.Line {
		return pinned
	}
	return now
}

// tellsOf finds the alert that tells of a call already, or that the call joins; none has no id. A call has
// one alert of a team, and so have the calls of one caller that follow each other within minutes.
func (p *Pager) tellsOf(ctx context.Context, c call.Call, id string, n alert.Notice) (alert.Alert, error) {
	a, err := p.load(ctx, id)
	if err != nil || a.ID != "" || !joins(n) {
		return a, err
	}
	for _, owed := range c.Alerts {
		if n.Kind == alert.Call {
			break // its flow asks for another one, about something else
		}
		if a, err := p.same(ctx, alert.IDOf(c.ID, owed.ID), n); err != nil || a.ID != "" {
			return a, err
		}
	}
	if c.Caller.Number == "" {
		return alert.Alert{}, nil // who hides their number is not told apart
	}
	for _, before := range p.before(ctx, c) {
		for _, owed := range before.Alerts {
			a, err := p.same(ctx, alert.IDOf(before.ID, owed.ID), n)
			if err != nil {
				return a, err
			}
			if a.ID == "" {
				continue
			}
			last := a.Calls[len(a.Calls)-1].At
			in := slices.ContainsFunc(a.Calls, func(j alert.Joined) bool { return j.Call == c.ID })
			if in || a.Status() != alert.StatusResolved && c.Arrived.Sub(last) <= joinWithin {
				return a, nil
			}
		}
	}
	return alert.Alert{}, nil
}

// before are the earlier calls of the same caller to the same line, the latest first. Where they cannot be
// read, there are none: an alert of its own is better than none.
func (p *Pager) before(ctx context.Context, c call.Call) (out []call.Call) {
	days := []time.Time{c.Arrived}
	if since := c.Arrived.Add(-joinDepth); since.UTC().Day() != c.Arrived.UTC().Day() {
		days = append(days, since)
	}
	for _, day := range days {
		calls, err := p.Calls.OnDay(ctx, c.Line, day, joinCalls)
		if err != nil {
			p.Log.WarnContext(ctx, "earlier calls not read; the call has an alert of its own", "call", c.ID, "error", err)
			return out
		}
		for _, b := range calls {
			if b.ID != c.ID && b.Caller.Number == c.Caller.Number && !b.Arrived.After(c.Arrived) && c.Arrived.Sub(b.Arrived) <= joinDepth {
				out = append(out, b)
			}
		}
	}
	return out
}

// joins reports whether a notice may tell more of what an alert tells already.
func joins(n alert.Notice) bool {
	return n.Kind == alert.Call || n.Kind == alert.Voicemail || n.Kind == alert.Missed
}

// same loads an alert if it is for the same team, and about the same number.
func (p *Pager) same(ctx context.Context, id string, n alert.Notice) (alert.Alert, error) {
	a, err := p.load(ctx, id)
	if err != nil || a.ID == "" || !joins(a.Notice) || a.Notice.Team != n.Team || a.Notice.Caller != n.Caller {
		return alert.Alert{}, err
	}
	return a, nil
}

// load is an alert, without an id where there is none.
func (p *Pager) load(ctx context.Context, id string) (alert.Alert, error) {
	a, err := p.Alerts.Load(ctx, id)
	if errors.Is(err, port.ErrNotFound) {
		return alert.Alert{}, nil
	}
	return a, err
}
