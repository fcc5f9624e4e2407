// Package wiring is what the bootstraps of the functions have in common: the stores
// every function needs, the secrets, and the two ways to the phone provider.
//
// Why it is not in the bootstraps: eight copies of the same twenty lines drift apart, and
// nobody notices the copy that lacks a check. Each part is a function of its own, so a
// bootstrap links what it calls and nothing else. Missing configuration fails at start,
// with a line in the log, rather than on the first call.
//
// To add something that more than one function needs, add it here; what only one needs
// stays in its bootstrap.
package wiring

import (
	"context"
	"log/slog"
	"os"
	"strconv"
	"strings"
	"time"

	"ringdown/shared/awsport"
	"ringdown/shared/port"
	"ringdown/shared/routes"
	"ringdown/shared/switchboard"
	"ringdown/shared/vonage"
	"ringdown/shared/webhook"
)

// OrdersQueues are the queues of all that a call may be owed.
var OrdersQueues = []port.Queue{port.OrdersQueue, port.DialsQueue, port.AsksQueue}

// Board is the environment, and a switchboard on its tables that sends to the queues
// named.
func Board(queues ...port.Queue) (*awsport.Env, *switchboard.Switchboard) {
	env := awsport.FromEnv()
	s := &switchboard.Switchboard{
		Calls: awsport.NewCalls(env), Dialplans: awsport.NewDialplans(env), Reservations: awsport.NewReservations(env), Now: time.Now,
		Log: slog.New(slog.NewJSONHandler(os.Stdout, nil)),
	}
	if len(queues) > 0 {
		s.Orders = awsport.NewOrders(env, queues...)
	}
	return env, s
}

// Voice is what a function behind the provider's webhooks is made of.
func Voice() (webhook.Edge, *switchboard.Switchboard) {
	edge, _, s := Hooked(OrdersQueues...)
	return edge, s
}

// Hooked is Voice with a switchboard that sends to other queues, and the environment.
func Hooked(queues ...port.Queue) (webhook.Edge, *awsport.Env, *switchboard.Switchboard) {
	env, s := Board(queues...)
	secrets := Secrets(env, s, routes.EnvSignatureSecretName, routes.EnvCallbackKeyName)
	return Edge(env, s, secrets[0], callbacks(env, secrets[1])), env, s
}

// Edge is what proves webhooks, with the account's signature secret.
func Edge(env *awsport.Env, s *switchboard.Switchboard, secret []byte, back vonage.Callbacks) webhook.Edge {
	unsigned := map[string]bool{}
	for kind := range strings.SplitSeq(env.Lookup(routes.EnvUnsignedWebhooks), ",") {
		unsigned[kind] = true
	}
	return webhook.Edge{
		Verifier: vonage.Verifier{
			Secrets: [][]byte{secret}, APIKey: env.Lookup(routes.EnvVonageAPIKey), ApplicationID: env.Lookup(routes.EnvVonageApplication),
			AllowUnsigned: unsigned,
		},
		Rotation: &webhook.Rotation{Read: func(ctx context.Context) ([][]byte, error) {
			return awsport.SecretAndPrevious(ctx, env, routes.EnvSignatureSecretName, s.Now())
		}},
		Callbacks: back, Now: s.Now, Log: s.Log,
	}
}

// Provider is a client that speaks to the provider with the application's private key,
// and the addresses it is called back at.
func Provider(env *awsport.Env, s *switchboard.Switchboard) (*vonage.Client, vonage.Callbacks) {
	secrets := Secrets(env, s, routes.EnvPrivateKeyName, routes.EnvCallbackKeyName)
	back := callbacks(env, secrets[1])
	client, err := vonage.NewClient(vonage.Config{
		ApplicationID: env.Lookup(routes.EnvVonageApplication), PrivateKeyPEM: secrets[0], Callbacks: back,
	})
	if err != nil {
		end(s, err)
	}
	return client, back
}

// Links are the addresses people open.
func Links(env *awsport.Env, s *switchboard.Switchboard) switchboard.Links {
	return switchboard.Links{BaseURL: env.Lookup(routes.EnvBaseURL), Key: Secrets(env, s, routes.EnvCallbackKeyName)[0]}
}

// Secrets fetches secrets by the variables that name them, together. It also finds out
// what the environment lacks.
func Secrets(env *awsport.Env, s *switchboard.Switchboard, variables ...string) [][]byte {
	secrets, err := awsport.Secrets(context.Background(), env, variables...)
	if err != nil {
		end(s, err)
	}
	return secrets
}

func callbacks(env *awsport.Env, key []byte) vonage.Callbacks {
	deployment, _ := strconv.Atoi(env.Lookup(routes.EnvDeployment)) // only who takes in recordings is told
	return vonage.Callbacks{BaseURL: env.Lookup(routes.EnvBaseURL), AssetsURL: env.Lookup(routes.EnvAssetsURL), Key: key, Deployment: deployment}
}

func end(s *switchboard.Switchboard, err error) {
	s.Log.Error("the function cannot start", "error", err)
	os.Exit(1)
}
