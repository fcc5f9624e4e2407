// Command bootstrap is the function accept as Lambda starts it.
package main

import (
	"github.com/aws/aws-lambda-go/lambda"

	"ringdown/functions/accept"
	"ringdown/shared/wiring"
)

func main() { lambda.Start(accept.New(wiring.Voice())) }
