// Command bootstrap is the function recording as Lambda starts it.
package main

import (
	"context"
	"log/slog"
	"os"
	"time"

	"github.com/aws/aws-lambda-go/lambda"

	"ringdown/functions/recording"
	"ringdown/shared/awsport"
	"ringdown/shared/awsport/s3port"
	"ringdown/shared/routes"
	"ringdown/shared/switchboard"
	"ringdown/shared/vonage"
	"ringdown/shared/vonageport"
)

func main() {
	env, log := awsport.FromEnv(), slog.New(slog.NewJSONHandler(os.Stdout, nil))
	s := &switchboard.Switchboard{
		Calls: awsport.NewCalls(env), Dialplans: awsport.NewDialplans(env), Orders: awsport.NewOrders(env, switchboard.OrdersQueue),
		Recordings: s3port.NewRecordings(env), Now: time.Now, Log: log,
	}
	callbacks := vonage.Callbacks{BaseURL: env.Lookup(routes.EnvBaseURL), AssetsURL: env.Lookup(routes.EnvAssetsURL)}
	client, err := provider(env, &callbacks)
	if err != nil {
		log.Error("the function cannot start", "error", err)
		os.Exit(1)
	}
	s.Audio = vonageport.Phones{Client: client}
	lambda.Start(recording.New(callbacks, s, log))
}

func provider(env *awsport.Env, callbacks *vonage.Callbacks) (*vonage.Client, error) {
	secrets, err := awsport.Secrets(context.Background(), env, routes.EnvPrivateKeyName, routes.EnvCallbackKeyName)
	if err != nil {
		return nil, err
	}
	callbacks.Key = secrets[1]
	return vonage.NewClient(vonage.Config{
		ApplicationID: env.Lookup(routes.EnvVonageApplication), PrivateKeyPEM: secrets[0], Callbacks: *callbacks,
	})
}
