package activity

import (
	"context"
	"slices"
	"time"

	"ringdown/shared/access"
	"ringdown/shared/activity"
	"ringdown/shared/alert"
	"ringdown/shared/api"
	"ringdown/shared/call"
	"ringdown/shared/port"
	"ringdown/shared/resource"
)

// statuses are what the list of alerts can be narrowed to.
var statuses = []string{string(alert.StatusOpen), string(alert.StatusAcknowledged), string(alert.StatusResolved)}

// Alerts is one page of the list of alerts.
type Alerts struct {
	Items []activity.Alert `json:"items"`
	Next  string           `json:"next,omitempty"`
}

// listAlerts lists what has an alert of its own: what joined the alert of an earlier call stands among
// the calls of that one.
func (a *reader) listAlerts(ctx context.Context, r *api.Request) (api.Answer, error) {
	q, err := queryOf(r)
	if err != nil {
		return api.Answer{}, err
	}
	limit, status := r.Number("limit", pageUsual), r.Query("status")
	size := limit
	if status != "" {
		size = pageMost
	}
	var records []alert.Alert
	beside := func(calls []call.Call) (err error) {
		records, err = a.alertsOf(ctx, calls)
		return err
	}
	var out Alerts
	out.Items, out.Next, err = page(ctx, a, q, size, limit, beside, func(c call.Call) []activity.Alert {
		var found []activity.Alert
		for _, item := range activity.AlertsOf(c, a.plans.of(c), records) {
			if item.Joined != "" || status != "" && string(item.Status) != status {
				continue
			}
			if q.masked {
				item = item.Masked()
			}
			found = append(found, item)
		}
		return found
	})
	if err == nil {
		err = noteList(ctx, a, r, q, ofAlerts, out.Items, func(item activity.Alert) string { return item.ID })
	}
	if err != nil {
		return api.Answer{}, err
	}
	return api.Answer{Body: out}, nil
}

// joinDepth is how long before a call the calls may be whose alert it joined (package pager).
const joinDepth = time.Hour

// alertsOf reads the alerts that tell of calls: their own, and those of earlier calls of the same caller
// that they joined.
func (a *reader) alertsOf(ctx context.Context, calls []call.Call) ([]alert.Alert, error) {
	found, err := a.beside(ctx, calls, port.Wanted{Alerts: alertIDs(calls...)})
	if err != nil {
		return nil, err
	}
	var without []call.Call
	for _, c := range calls {
		for _, owed := range c.Alerts {
			id := alert.IDOf(c.ID, owed.ID)
			if c.Caller.Number != "" && !slices.ContainsFunc(found.Alerts, func(r alert.Alert) bool { return activity.TellsOf(r, id) }) {
				without = append(without, c)
				break
			}
		}
	}
	if len(without) == 0 {
		return found.Alerts, nil
	}
	earlier, err := a.earlier(ctx, without)
	if err != nil || len(earlier) == 0 {
		return found.Alerts, err
	}
	more, err := a.store.Beside(ctx, port.Wanted{Alerts: alertIDs(earlier...)})
	return append(found.Alerts, more.Alerts...), err
}

// earlier are calls of the same callers to the same lines, up to joinDepth before the first of some calls.
func (a *reader) earlier(ctx context.Context, calls []call.Call) (out []call.Call, err error) {
	first, last := calls[0], calls[0]
	for _, c := range calls {
		if c.Arrived.Before(first.Arrived) {
			first = c
		}
		if c.Arrived.After(last.Arrived) {
			last = c
		}
	}
	want := port.Arrivals{Line: first.Line, Limit: pageMost}
	if slices.ContainsFunc(calls, func(c call.Call) bool { return c.Line != first.Line }) {
		want.Line = ""
	}
	for _, part := range (activity.Range{From: first.Arrived.Add(-joinDepth), Until: last.Arrived}).Parts() {
		want.From, want.Until = part.From, part.Until
		found, err := a.store.Arrivals(ctx, want)
		if err != nil {
			return nil, err
		}
		for _, before := range found {
			if slices.ContainsFunc(calls, func(c call.Call) bool { return c.Line == before.Line && c.Caller.Number == before.Caller.Number }) {
				out = append(out, before)
			}
		}
	}
	return out, nil
}

func (a *reader) getAlert(ctx context.Context, r *api.Request) (api.Answer, error) {
	id := r.Path("id")
	c, err := a.load(ctx, activity.CallOf(id))
	if err != nil {
		return api.Answer{}, err
	}
	records, err := a.alertsOf(ctx, []call.Call{c})
	if err != nil {
		return api.Answer{}, err
	}
	for _, item := range activity.AlertsOf(c, a.plans.of(c), records) {
		if item.ID != id {
			continue
		}
		if !r.Who.May(access.ReadNumbers) {
			return api.Answer{Body: item.Masked()}, nil
		}
		if err := a.chain.note(ctx, r, "read", []resource.Ref{{Kind: ofAlerts, ID: id}}); err != nil {
			return api.Answer{}, err
		}
		return api.Answer{Body: item}, nil
	}
	return api.Answer{}, missing(id)
}
