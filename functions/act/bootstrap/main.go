// Command bootstrap is the function act as Lambda starts it.
package main

import (
	"github.com/aws/aws-lambda-go/lambda"

	"ringdown/functions/act"
	"ringdown/shared/awsport/lambdaport"
	"ringdown/shared/switchboard"
	"ringdown/shared/vonageport"
	"ringdown/shared/wiring"
)

func main() {
	env, s := wiring.Board(switchboard.OrdersQueue, switchboard.AlertsQueue)
	s.Functions = lambdaport.NewFunctions(env)
	client, _ := wiring.Provider(env, s)
	s.Phones = vonageport.Phones{Client: client}
	lambda.Start(act.New(s, s.Log))
}
