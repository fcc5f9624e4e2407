// Command bootstrap is the function act as Lambda starts it.
package main

import (
	"context"
	"log/slog"
	"os"
	"time"

	"github.com/aws/aws-lambda-go/lambda"

	"ringdown/functions/act"
	"ringdown/shared/awsport"
	"ringdown/shared/awsport/lambdaport"
	"ringdown/shared/routes"
	"ringdown/shared/switchboard"
	"ringdown/shared/vonage"
	"ringdown/shared/vonageport"
)

func main() {
	env, log := awsport.FromEnv(), slog.New(slog.NewJSONHandler(os.Stdout, nil))
	s := &switchboard.Switchboard{
		Calls: awsport.NewCalls(env), Dialplans: awsport.NewDialplans(env),
		Orders: awsport.NewOrders(env, switchboard.OrdersQueue, switchboard.AlertsQueue), Functions: lambdaport.NewFunctions(env), Now: time.Now, Log: log,
	}
	client, err := provider(env)
	if err != nil {
		log.Error("the function cannot start", "error", err)
		os.Exit(1)
	}
	s.Phones = vonageport.Phones{Client: client}
	lambda.Start(act.New(s, log))
}

func provider(env *awsport.Env) (*vonage.Client, error) {
	secrets, err := awsport.Secrets(context.Background(), env, routes.EnvPrivateKeyName, routes.EnvCallbackKeyName)
	if err != nil {
		return nil, err
	}
	return vonage.NewClient(vonage.Config{
		ApplicationID: env.Lookup(routes.EnvVonageApplication), PrivateKeyPEM: secrets[0],
		Callbacks: vonage.Callbacks{BaseURL: env.Lookup(routes.EnvBaseURL), AssetsURL: env.Lookup(routes.EnvAssetsURL), Key: secrets[1]},
	})
}
