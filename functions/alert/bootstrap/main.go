// Command bootstrap is the function alert as Lambda starts it.
package main

import (
	"github.com/aws/aws-lambda-go/lambda"

	"ringdown/functions/alert"
	"ringdown/shared/awsport/snsport"
	"ringdown/shared/port"
	"ringdown/shared/wiring"
)

func main() {
	env, s := wiring.Board(port.OrdersQueue)
	s.Alerts = snsport.NewAlerts(env)
	s.Listen = wiring.Links(env, s).Listen
	lambda.Start(alert.New(s, s.Log))
}
