// Package readout is the function behind the phones on which alerts are read out: it hears how they are
// doing, and takes the keys pressed on them.
//
// It is apart from leg and accept because those write calls, and this one writes alerts: no function of
// the one may write the other. Where a key cannot be taken there is nothing to say: what the phone was
// dialled with goes on, and asks again. What a key does to an alert is in package alert, what is said
// in package notice. To follow another status, add it to event.
package readout

import (
	"context"

	"ringdown/shared/alert"
	"ringdown/shared/call"
	"ringdown/shared/pager"
	"ringdown/shared/vonage"
	"ringdown/shared/webhook"
)

// New makes the handler of both its routes.
func New(edge webhook.Edge, p *pager.Pager) webhook.Handler {
	return edge.Handler(pager.PhoneCallback, false, func(ctx context.Context, r webhook.Proven) (call.Reply, error) {
		if r.Callback.Kind == pager.KeyCallback {
			in, err := vonage.DecodeInput(r.Request)
			if err != nil {
				return call.Reply{}, err
			}
			script, err := p.Pressed(ctx, r.Callback, in.UUID, in.Digits)
			return call.Reply{Script: script}, err
		}
		v, err := vonage.DecodeEvent(r.Request)
		if err != nil {
			return call.Reply{}, err
		}
		if e := event(v, r.Callback.Leg); e != nil {
			return call.Reply{}, p.Phone(ctx, r.Callback.Call, e)
		}
		if v.Reason != "" {
			edge.Log.ErrorContext(ctx, "the provider reports an error", "alert", r.Callback.Call, "reason", vonage.Loggable(v.Reason))
		}
		return call.Reply{}, nil
	})
}

// event is what a status means to an alert; nil when it means nothing.
func event(v vonage.Event, notification string) alert.Event {
	switch end, over := v.End(); {
	case over && end == call.Completed:
		return alert.PhoneEnded{ID: notification, Provider: v.UUID}
	case over:
		return alert.PhoneEnded{ID: notification, Provider: v.UUID, Reason: string(end)}
	case v.Status == "answered":
		return alert.PhonePickedUp{ID: notification, Provider: v.UUID}
	case v.Status == "started", v.Status == "ringing":
		return alert.Dialled{ID: notification, Provider: v.UUID}
	}
	return nil
}
