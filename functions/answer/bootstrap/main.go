// Command bootstrap is the function answer as Lambda starts it.
package main

import (
	"github.com/aws/aws-lambda-go/lambda"

	"ringdown/functions/answer"
	"ringdown/shared/wiring"
)

func main() { lambda.Start(answer.New(wiring.Voice())) }
