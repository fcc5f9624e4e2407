// Command bootstrap is the function listen as Lambda starts it.
package main

import (
	"context"
	"log/slog"
	"os"
	"time"

	"github.com/aws/aws-lambda-go/lambda"

	"ringdown/functions/listen"
	"ringdown/shared/awsport"
	"ringdown/shared/awsport/s3port"
	"ringdown/shared/routes"
	"ringdown/shared/switchboard"
)

func main() {
	env, log := awsport.FromEnv(), slog.New(slog.NewJSONHandler(os.Stdout, nil))
	s := &switchboard.Switchboard{
		Calls: awsport.NewCalls(env), Dialplans: awsport.NewDialplans(env), Recordings: s3port.NewRecordings(env), Now: time.Now, Log: log,
	}
	secrets, err := awsport.Secrets(context.Background(), env, routes.EnvCallbackKeyName)
	if err != nil {
		log.Error("the function cannot start", "error", err)
		os.Exit(1)
	}
	lambda.Start(listen.New(switchboard.Links{BaseURL: env.Lookup(routes.EnvBaseURL), Key: secrets[0]}, s, log))
}
