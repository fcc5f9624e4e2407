package pager

import (
	"context"
	"fmt"

	"ringdown/shared/alert"
)

// Look reads an alert. port.ErrNotFound.
func (p *Pager) Look(ctx context.Context, id string) (alert.Alert, error) {
	return p.Alerts.Load(ctx, id)
}

// Do has an alert take what a person did: alert.Acknowledged, alert.PassedOn or alert.Resolved. It returns
// the alert as it is after that, or as somebody who was faster has left it. What has to be sent now waits
// in the alerts queue. port.ErrNotFound.
func (p *Pager) Do(ctx context.Context, id string, did alert.Event) (alert.Alert, error) {
	d, err := p.loop().Decide(ctx, id, did, true)
	if err != nil {
		return alert.Alert{}, fmt.Errorf("%T of alert %s: %w", did, id, err)
	}
	return d.Alert, nil
}
