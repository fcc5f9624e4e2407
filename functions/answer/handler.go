// Package answer is the function a caller arrives at: it begins the call and replies
// with what the caller hears first.
//
// Why a function of its own: it is the one whose slowness a caller hears as silence,
// so it carries nothing but two reads and a write. To change what happens on arrival,
// change the line's flow or package call; there is no rule here.
package answer

import (
	"context"

	"ringdown/shared/call"
	"ringdown/shared/switchboard"
	"ringdown/shared/vonage"
	"ringdown/shared/webhook"
)

// New makes the handler.
func New(edge webhook.Edge, s *switchboard.Switchboard) webhook.Handler {
	return edge.Handler("answer", true, func(ctx context.Context, r webhook.Proven) (call.Reply, error) {
		a, err := vonage.DecodeAnswer(r.Request)
		if err != nil {
			return call.Reply{}, err
		}
		return s.Arrive(ctx, call.CallArrived{
			Leg: a.UUID, Conversation: a.ConversationUUID, Region: a.RegionURL, From: a.From.Number, Came: a.From.Came, To: a.To,
		})
	})
}
