// Command bootstrap is the function leg as Lambda starts it.
package main

import (
	"github.com/aws/aws-lambda-go/lambda"

	"ringdown/functions/leg"
	"ringdown/shared/wiring"
)

func main() { lambda.Start(leg.New(wiring.Voice())) }
