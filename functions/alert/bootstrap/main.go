// Command bootstrap is the function alert as Lambda starts it.
package main

import (
	"context"
	"log/slog"
	"os"
	"time"

	"github.com/aws/aws-lambda-go/lambda"

	"ringdown/functions/alert"
	"ringdown/shared/awsport"
	"ringdown/shared/awsport/snsport"
	"ringdown/shared/routes"
	"ringdown/shared/switchboard"
)

func main() {
	env, log := awsport.FromEnv(), slog.New(slog.NewJSONHandler(os.Stdout, nil))
	s := &switchboard.Switchboard{
		Calls: awsport.NewCalls(env), Dialplans: awsport.NewDialplans(env), Orders: awsport.NewOrders(env, switchboard.OrdersQueue),
		Alerts: snsport.NewAlerts(env), Now: time.Now, Log: log,
	}
	secrets, err := awsport.Secrets(context.Background(), env, routes.EnvCallbackKeyName)
	if err != nil {
		log.Error("the function cannot start", "error", err)
		os.Exit(1)
	}
	s.Listen = switchboard.Links{BaseURL: env.Lookup(routes.EnvBaseURL), Key: secrets[0]}.Listen
	lambda.Start(alert.New(s, log))
}
