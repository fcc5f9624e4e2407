// Command bootstrap is the function activity as Lambda starts it.
package main

import (
	"crypto/rand"

	"github.com/aws/aws-lambda-go/lambda"

	"ringdown/functions/activity"
	"ringdown/shared/awsport"
	"ringdown/shared/awsport/s3port"
	"ringdown/shared/wiring/apigate"
)

func main() {
	env, gate, done := apigate.Open()
	store, archive := awsport.NewActivity(env), s3port.NewRecordings(env)
	done()
	lambda.Start(activity.New(gate, store, archive, rand.Text))
}
