// Command bootstrap is the function act as Lambda starts it.
package main

import (
	"github.com/aws/aws-lambda-go/lambda"

	"ringdown/functions/act"
	"ringdown/shared/awsport/lambdaport"
	"ringdown/shared/port"
	"ringdown/shared/wiring"
)

func main() {
	env, s := wiring.Board(port.OrdersQueue, port.AlertsQueue)
	s.Functions = lambdaport.NewFunctions(env)
	s.Phones, _ = wiring.Provider(env, s)
	lambda.Start(act.New(s, s.Log))
}
