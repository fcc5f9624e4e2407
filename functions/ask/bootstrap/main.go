// Command bootstrap is the function ask as Lambda starts it.
package main

import (
	"github.com/aws/aws-lambda-go/lambda"

	"ringdown/functions/ask"
	"ringdown/shared/awsport/lambdaport"
	"ringdown/shared/wiring"
)

func main() {
	env, s := wiring.Board(wiring.OrdersQueues...)
	s.Functions = lambdaport.NewFunctions(env)
	lambda.Start(ask.New(s, s.Log))
}
