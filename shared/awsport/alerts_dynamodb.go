package awsport

import (
	"context"
	"fmt"
	"time"

	"ringdown/shared/alert"
	"ringdown/shared/port"
	"ringdown/shared/routes"
)

var _ port.Alerts = (*Alerts)(nil)

// Alerts keeps alerts in DynamoDB, in a table of their own: who answers a phone may not write it.
type Alerts struct{ records }

// NewAlerts needs ALERTS_TABLE.
func NewAlerts(e *Env) *Alerts {
	return &Alerts{newRecords(e, routes.EnvAlertsTable, "alert", alertSort)}
}

// Load reads an alert.
func (s *Alerts) Load(ctx context.Context, id string) (alert.Alert, error) {
	var a alert.Alert
	err := s.load(ctx, id, &a)
	return a, err
}

// Save writes an alert over the version before it.
func (s *Alerts) Save(ctx context.Context, a alert.Alert) error {
	i, err := record(a.ID, alertSort, a.Version, a, a.Expires(), a.Deadline)
	if err != nil {
		return fmt.Errorf("save alert %s: %w", a.ID, err)
	}
	return s.save(ctx, i, a.Version)
}

// Overdue gives the alerts whose deadline has passed.
func (s *Alerts) Overdue(ctx context.Context, before time.Time, limit int) ([]string, error) {
	return s.overdue(ctx, before, limit)
}
