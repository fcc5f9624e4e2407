// Command bootstrap is the function listen as Lambda starts it.
package main

import (
	"github.com/aws/aws-lambda-go/lambda"

	"ringdown/functions/listen"
	"ringdown/shared/awsport"
	"ringdown/shared/awsport/s3port"
	"ringdown/shared/pager"
	"ringdown/shared/port"
	"ringdown/shared/wiring"
)

func main() {
	env, s := wiring.Board(port.AlertsQueue)
	s.Recordings = s3port.NewRecordings(env)
	p := &pager.Pager{Calls: s.Calls, Dialplans: s.Dialplans, Alerts: awsport.NewAlerts(env), Queue: s.Orders, Now: s.Now, Log: s.Log}
	lambda.Start(listen.New(wiring.Links(env, s), s, p, s.Log))
}
