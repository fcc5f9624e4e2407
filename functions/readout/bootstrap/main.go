// Command bootstrap is the function readout as Lambda starts it.
package main

import (
	"github.com/aws/aws-lambda-go/lambda"

	"ringdown/functions/readout"
	"ringdown/shared/awsport"
	"ringdown/shared/awsport/s3port"
	"ringdown/shared/pager"
	"ringdown/shared/port"
	"ringdown/shared/wiring"
)

func main() {
	edge, env, s := wiring.Hooked(port.AlertsQueue, port.DialsQueue)
	s.Recordings = s3port.NewRecordings(env)
	p := &pager.Pager{
		Calls: s.Calls, Dialplans: s.Dialplans, Alerts: awsport.NewAlerts(env), Queue: s.Orders, Now: s.Now, Log: s.Log, Hear: pager.Hearing(s.Hear),
	}
	lambda.Start(readout.New(edge, p))
}
