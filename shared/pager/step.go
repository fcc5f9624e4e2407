package pager

import (
	"context"
	"errors"
	"fmt"
	"time"

	"ringdown/shared/alert"
	"ringdown/shared/dialplan"
	"ringdown/shared/port"
)

// linkLife is how long the link in a notification works: a day, so that what came at night can still be
// seen to in the morning.
const linkLife = 24 * time.Hour

// beginStep finds out whom a step means now, and has the alert tell them. A look-up that failed is not
// nobody: the step is owed until somebody knows.
func (m machine) beginStep(ctx context.Context, a alert.Alert, o alert.BeginStep) (alert.Alert, error) {
	plan, err := m.planFor(ctx, a)
	if err != nil {
		return a, fmt.Errorf("begin step %d of alert %s: %w", o.Step+1, a.ID, err)
	}
	e := alert.StepBegun{Round: o.Round, Step: o.Step}
	e.People, e.Chats, e.Topic, err = plan.Meant(o.Targets, a.Notice.Team, m.Now())
	if err != nil {
		return a, fmt.Errorf("find out whom step %d of alert %s means: %w", o.Step+1, a.ID, err)
	}
	if a, err = m.loop().Report(ctx, a, e); err != nil {
		return a, err
	}
	if len(a.Escalation.Begun) < 2 {
		return a, nil
	}
	var told []alert.Person
	for _, p := range a.People {
		if u, ok := plan.Users[p.ID]; ok {
			told = append(told, u.Person())
		}
	}
	return m.loop().Report(ctx, a, alert.ContactsRead{People: told})
}

// planFor is the dialplan of the alert's line as it is now; the call's where the line, or the team there,
// is gone.
func (m machine) planFor(ctx context.Context, a alert.Alert) (dialplan.Dialplan, error) {
	c, callErr := m.Calls.Load(ctx, a.Notice.Call)
	now, err := m.Dialplans.ByNumber(ctx, a.Notice.Number)
	if err != nil && !errors.Is(err, port.ErrNotFound) {
		return now, err
	}
	if _, there := now.Teams[a.Notice.Team]; err == nil && there && (callErr != nil || now.Line == c.Line) {
		return now, nil
	}
	if callErr != nil {
		return now, callErr
	}
	return m.Dialplans.ByVersion(ctx, c.Line, c.Dialplan)
}

// notice is what a notification says: the link in it is its reader's own. The topic and the bus have many
// readers, and their link shows the call alone.
func (m machine) notice(a alert.Alert, n alert.Notification) alert.Notice {
	out := a.NoticeFor(n)
	if m.Link != nil && n.Channel != alert.Topic && n.Channel != alert.Bus {
		out.Expires = m.Now().Add(linkLife).Truncate(time.Second)
		out.Listen = m.Link(a.ID, n.Reader(), out.Expires)
	}
	return out
}
