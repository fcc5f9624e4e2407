package activity

import (
	"context"

	"ringdown/shared/access"
	"ringdown/shared/activity"
	"ringdown/shared/alert"
	"ringdown/shared/api"
	"ringdown/shared/call"
	"ringdown/shared/port"
	"ringdown/shared/resource"
)

// Alerts is one page of the list of alerts.
type Alerts struct {
	Items []activity.Alert `json:"items"`
	Next  string           `json:"next,omitempty"`
}

func (a *reader) listAlerts(ctx context.Context, r *api.Request) (api.Answer, error) {
	q, err := queryOf(r)
	if err != nil {
		return api.Answer{}, err
	}
	var records []alert.Alert
	beside := func(calls []call.Call) error {
		found, err := a.beside(ctx, calls, port.Wanted{Alerts: alertIDs(calls...)})
		records = found.Alerts
		return err
	}
	limit := r.Number("limit", pageUsual)
	var out Alerts
	out.Items, out.Next, err = page(ctx, a, q, limit, limit, beside, func(c call.Call) []activity.Alert {
		found := activity.AlertsOf(c, a.plans.of(c), records)
		for i := range found {
			if q.masked {
				found[i] = found[i].Masked()
			}
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

func (a *reader) getAlert(ctx context.Context, r *api.Request) (api.Answer, error) {
	id := r.Path("id")
	c, err := a.load(ctx, activity.CallOf(id))
	if err != nil {
		return api.Answer{}, err
	}
	found, err := a.beside(ctx, []call.Call{c}, port.Wanted{Alerts: alertIDs(c)})
	if err != nil {
		return api.Answer{}, err
	}
	for _, item := range activity.AlertsOf(c, a.plans.of(c), found.Alerts) {
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
