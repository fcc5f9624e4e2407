// Package activity is the function behind the admins' API for what happened: calls, voicemails,
// recorded talks, alerts, statistics, files of them, and the audit of who looked at them.
//
// It is apart from settings because it may do other things: it reads the tables of calls and alerts
// and plays recordings, and writes no setting. To add an operation, see the package of the same
// name in shared/api.
package activity

import (
	"context"

	"github.com/aws/aws-lambda-go/events"

	"ringdown/shared/api"
	"ringdown/shared/api/activity"
	"ringdown/shared/port"
)

// Handler is the Lambda function.
type Handler func(context.Context, events.APIGatewayV2HTTPRequest) (events.APIGatewayV2HTTPResponse, error)

// New makes the handler. Random makes a name that nobody guesses.
func New(gate api.Gate, store port.Activity, archive port.Archive, random func() string) Handler {
	return api.New(gate, activity.Operations(store, archive, random)).Handle
}
