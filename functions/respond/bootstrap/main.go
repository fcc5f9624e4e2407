// Command bootstrap is the function respond as Lambda starts it.
package main

import (
	"github.com/aws/aws-lambda-go/lambda"

	"ringdown/functions/respond"
	"ringdown/shared/awsport"
	"ringdown/shared/pager"
	"ringdown/shared/port"
	"ringdown/shared/wiring/apigate"
)

func main() {
	env, gate, done := apigate.Open()
	alerts := &pager.Pager{Alerts: awsport.NewAlerts(env), Queue: awsport.NewOrders(env, port.AlertsQueue), Now: gate.Now, Log: gate.Log}
	addresses := awsport.NewBadAddresses(env)
	done()
	lambda.Start(respond.New(gate, alerts, addresses))
}
