// Command bootstrap is the function recording as Lambda starts it.
package main

import (
	"github.com/aws/aws-lambda-go/lambda"

	"ringdown/functions/recording"
	"ringdown/shared/awsport"
	"ringdown/shared/awsport/s3port"
	"ringdown/shared/routes"
	"ringdown/shared/sound"
	"ringdown/shared/wiring"
)

func main() {
	env, s := wiring.Board(wiring.OrdersQueues...)
	s.Recordings = s3port.NewRecordings(env)
	client, callbacks := wiring.Provider(env, s)
	edge := wiring.Edge(env, s, wiring.Secrets(env, s, routes.EnvSignatureSecretName)[0], callbacks)
	s.Audio, s.Listens = client, sound.SecondsSpoken
	lambda.Start(recording.New(edge, awsport.NewRecordingsQueue(env), s))
}
