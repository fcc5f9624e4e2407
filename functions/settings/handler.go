// Package settings is the function behind the admins' API for what is set: lines, teams, users and
// whatever else package admin has operations for. Once a minute it ends what a save left to be
// published.
//
// It is the only function that writes settings, and the only one besides activity that links what
// reads and checks them: nobody on the telephone waits for it. To add an operation, see package
// admin.
package settings

import (
	"context"
	"errors"
	"slices"

	"github.com/aws/aws-lambda-go/events"

	"ringdown/shared/api"
	"ringdown/shared/api/admin"
	"ringdown/shared/api/document"
	"ringdown/shared/office"
	"ringdown/shared/port"
)

// Event is a request, or the clock's word to sweep.
type Event struct {
	events.APIGatewayV2HTTPRequest
	Sweep bool `json:"sweep"`
}

// Handler is the Lambda function.
type Handler func(context.Context, Event) (events.APIGatewayV2HTTPResponse, error)

// New makes the handler. Random makes a name that nobody guesses.
func New(gate api.Gate, o *office.Office, prompts port.Prompts, voices port.Voices, queue port.Orders, random func() string) Handler {
	server := api.New(gate, slices.Concat(admin.Operations(o, prompts, voices, queue, random), document.Operations()))
	return func(ctx context.Context, e Event) (events.APIGatewayV2HTTPResponse, error) {
		if !e.Sweep {
			return server.Handle(ctx, e.APIGatewayV2HTTPRequest)
		}
		published, err := o.CatchUp(ctx)
		if published > 0 {
			gate.Log.InfoContext(ctx, "lines published that a save had left", "lines", published)
		}
		if errors.Is(err, port.ErrConflict) {
			err = nil // somebody saves at this moment, and publishes too
		}
		return events.APIGatewayV2HTTPResponse{}, err
	}
}
