// Package input is the function the caller's keys arrive at, and the notices that a
// script has been spoken to its end.
//
// Why one function for both: the caller waits on the reply in either case, and in
// either case the reply is what comes next. To add a kind of input, see package vonage
// for its shape and package call for its event.
package input

import (
	"context"

	"ringdown/shared/call"
	"ringdown/shared/switchboard"
	"ringdown/shared/vonage"
	"ringdown/shared/webhook"
)

// New makes the handler.
func New(edge webhook.Edge, s *switchboard.Switchboard) webhook.Handler {
	return edge.Handler("input", true, func(ctx context.Context, r webhook.Proven) (call.Reply, error) {
		e, err := event(r)
		if err != nil {
			return call.Reply{}, err
		}
		return s.Steer(ctx, r.Callback.Call, e)
	})
}

func event(r webhook.Proven) (call.Event, error) {
	if n, err := vonage.DecodeNotify(r.Request); err == nil && len(n.Payload) > 0 {
		return call.PromptsEnded{Epoch: r.Callback.Epoch}, nil
	}
	in, err := vonage.DecodeInput(r.Request)
	if err != nil {
		return nil, err
	}
	return call.DigitsPressed{Leg: call.CallerLeg, Epoch: r.Callback.Epoch, Digits: in.Digits}, nil
}
