// Package respond is the function behind the admins' API for what people do to alerts: acknowledge, pass
// on, resolve.
//
// It is apart from activity, which shows alerts, because that one reads everything and writes no alert;
// this one reads and writes alerts and nothing else. To add an operation, see the package of the same
// name in shared/api.
package respond

import (
	"context"

	"github.com/aws/aws-lambda-go/events"

	"ringdown/shared/api"
	"ringdown/shared/api/respond"
	"ringdown/shared/port"
)

// Handler is the Lambda function.
type Handler func(context.Context, events.APIGatewayV2HTTPRequest) (events.APIGatewayV2HTTPResponse, error)

// New makes the handler.
func New(gate api.Gate, alerts respond.Alerts, addresses port.BadAddresses) Handler {
	return api.New(gate, respond.Operations(alerts, addresses, "")).Handle
}
