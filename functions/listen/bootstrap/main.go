// Command bootstrap is the function listen as Lambda starts it.
package main

import (
	"github.com/aws/aws-lambda-go/lambda"

	"ringdown/functions/listen"
	"ringdown/shared/awsport/s3port"
	"ringdown/shared/wiring"
)

func main() {
	env, s := wiring.Board()
	s.Recordings = s3port.NewRecordings(env)
	lambda.Start(listen.New(wiring.Links(env, s), s, s.Log))
}
