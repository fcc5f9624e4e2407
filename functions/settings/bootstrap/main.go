// Command bootstrap is the function settings as Lambda starts it.
package main

import (
	"crypto/rand"
	"time"

	"github.com/aws/aws-lambda-go/lambda"

	"ringdown/functions/settings"
	"ringdown/shared/awsport"
	"ringdown/shared/awsport/pollyport"
	"ringdown/shared/awsport/s3port"
	"ringdown/shared/office"
	"ringdown/shared/port"
	"ringdown/shared/wiring/apigate"
)

func main() {
	env, gate, done := apigate.Open()
	o := &office.Office{Store: awsport.NewSettings(env), Now: time.Now, Wait: office.Pause}
	prompts := s3port.NewPrompts(env)
	voices, queue := pollyport.NewVoices(env), awsport.NewOrders(env, port.AlertsQueue)
	done()
	lambda.Start(settings.New(gate, o, prompts, voices, queue, rand.Text))
}
