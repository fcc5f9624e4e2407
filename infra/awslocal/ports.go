package awslocal

import (
	"testing"

	"ringdown/infra/local"
	"ringdown/shared/awsport"
)

// Ports puts a desk on AWS: calls, dialplans, alerts and reservations are kept in fresh tables,
// whatever else there is stays as it was. It is what sim.Options.Ports and sim.Playing.Ports want.
func (s *Tables) Ports(t testing.TB) func(*local.Options) {
	return func(o *local.Options) {
		env := s.Env(t)
		o.Calls, o.Dialplans, o.Alerts = awsport.NewCalls(env), awsport.NewDialplans(env), awsport.NewAlerts(env)
		o.Reservations = awsport.NewReservations(env)
	}
}
