// Command bootstrap is the function act as Lambda starts it.
package main

import (
	"context"
	"time"

	"github.com/aws/aws-lambda-go/lambda"

	"ringdown/functions/act"
	"ringdown/shared/port"
	"ringdown/shared/wiring"
)

func main() {
	env, s := wiring.Board(append(wiring.OrdersQueues, port.AlertsQueue)...)
	s.Phones, _ = wiring.Provider(env, s)
	s.Hold = hold
	lambda.Start(act.New(s, s.Log))
}

// hold waits, unless the function runs out of time.
func hold(ctx context.Context, d time.Duration) {
	select {
	case <-time.After(d):
	case <-ctx.Done():
	}
}
