// Command bootstrap is the function mailfate as Lambda starts it.
package main

import (
	"log/slog"
	"os"
	"time"

	"github.com/aws/aws-lambda-go/lambda"

	"ringdown/functions/mailfate"
	"ringdown/shared/awsport"
	"ringdown/shared/pager"
	"ringdown/shared/port"
)

func main() {
	env, log := awsport.FromEnv(), slog.New(slog.NewJSONHandler(os.Stdout, nil))
	p := &pager.Pager{
		Alerts: awsport.NewAlerts(env), Addresses: awsport.NewBadAddresses(env), Queue: awsport.NewOrders(env, port.AlertsQueue, port.DialsQueue),
		Now: time.Now, Log: log,
	}
	if err := env.Err(); err != nil {
		log.Error("the function cannot start", "error", err)
		os.Exit(1)
	}
	lambda.Start(mailfate.New(p, log))
}
