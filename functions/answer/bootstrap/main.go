// Command bootstrap is the function answer as Lambda starts it.
package main

import (
	"context"
	"log/slog"
	"os"
	"time"

	"github.com/aws/aws-lambda-go/lambda"

	"ringdown/functions/answer"
	"ringdown/shared/awsport"
	"ringdown/shared/routes"
	"ringdown/shared/switchboard"
	"ringdown/shared/vonage"
	"ringdown/shared/webhook"
)

func main() {
	env, log := awsport.FromEnv(), slog.New(slog.NewJSONHandler(os.Stdout, nil))
	s := &switchboard.Switchboard{
		Calls: awsport.NewCalls(env), Dialplans: awsport.NewDialplans(env), Orders: awsport.NewOrders(env, switchboard.OrdersQueue), Now: time.Now, Log: log,
	}
	secrets, err := awsport.Secrets(context.Background(), env, routes.EnvSignatureSecretName, routes.EnvCallbackKeyName)
	if err != nil {
		log.Error("the function cannot start", "error", err)
		os.Exit(1)
	}
	edge := webhook.Edge{
		Verifier:  vonage.Verifier{Secrets: [][]byte{secrets[0]}, APIKey: env.Lookup(routes.EnvVonageAPIKey), ApplicationID: env.Lookup(routes.EnvVonageApplication)},
		Callbacks: vonage.Callbacks{BaseURL: env.Lookup(routes.EnvBaseURL), AssetsURL: env.Lookup(routes.EnvAssetsURL), Key: secrets[1]},
		Now:       time.Now, Log: log,
	}
	lambda.Start(answer.New(edge, s))
}
