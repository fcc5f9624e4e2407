// Command bootstrap is the function input as Lambda starts it.
package main

import (
	"github.com/aws/aws-lambda-go/lambda"

	"ringdown/functions/input"
	"ringdown/shared/wiring"
)

func main() { lambda.Start(input.New(wiring.Voice())) }
