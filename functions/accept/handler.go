// Package accept is the function a responder's key arrives at: the moment in which
// somebody takes a call, or passes it on.
//
// Why it is apart from input: its reply goes to a responder. Where a key cannot be noted there is
// nothing to say: what the phone was dialled with goes on, asks again, and ends with a goodbye of
// its own. To change what a key does, see accept.go in
// package call; there is no rule here.
package accept

import (
	"context"

	"ringdown/shared/call"
	"ringdown/shared/switchboard"
	"ringdown/shared/vonage"
	"ringdown/shared/webhook"
)

// New makes the handler.
func New(edge webhook.Edge, s *switchboard.Switchboard) webhook.Handler {
	return edge.Handler("accept", false, func(ctx context.Context, r webhook.Proven) (call.Reply, error) {
		in, err := vonage.DecodeInput(r.Request)
		if err != nil {
			return call.Reply{}, err
		}
		return s.Answer(ctx, r.Callback.Call, call.DigitsPressed{Leg: r.Callback.Leg, Provider: in.UUID, Epoch: r.Callback.Epoch, Digits: in.Digits})
	})
}
