// Package leg is the function that hears how phones are doing: ringing, answered, in
// the room, over. The caller's leg reports to the application's event URL, each
// responder's leg to a URL with its own name in it.
//
// Why both methods: the provider tells some errors by GET. Nobody waits on the reply, so it
// is always 204. To follow another status, add it to package vonage (ends), or to event below.
package leg

import (
	"context"

	"ringdown/shared/call"
	"ringdown/shared/switchboard"
	"ringdown/shared/vonage"
	"ringdown/shared/webhook"
)

// New makes the handler.
func New(edge webhook.Edge, s *switchboard.Switchboard) webhook.Handler {
	return edge.Handler("leg", false, func(ctx context.Context, r webhook.Proven) (call.Reply, error) {
		v, err := vonage.DecodeEvent(r.Request)
		if err != nil {
			return call.Reply{}, err
		}
		id, leg := r.Callback.Call, r.Callback.Leg
		if id == "" {
			id, leg = call.NewID(v.UUID), call.CallerLeg
		}
		if e := event(v, leg); e != nil {
			if end, ended := e.(call.LegEnded); ended && leg == call.CallerLeg && v.Direction == "inbound" {
				return call.Reply{}, s.CallerEnded(ctx, end, call.CallUnseen{
					Leg: v.UUID, From: v.Caller.Number, Came: v.Caller.Came, To: v.To, Seconds: v.DurationSeconds, Ended: v.Timestamp,
				})
			}
			return call.Reply{}, s.Note(ctx, id, e)
		}
		if v.Reason != "" {
			edge.Log.ErrorContext(ctx, "the provider reports an error", "call", id, "leg", leg, "reason", vonage.Loggable(v.Reason))
		}
		return call.Reply{}, nil
	})
}

// event is what a status means to a call; nil when it means nothing. That the
// caller's own leg started, rang and was answered is known from its arrival. That a
// responder's phone rings decides nothing, and is not worth a look into the store.
func event(v vonage.Event, leg string) call.Event {
	if reason, over := v.End(); over {
		return call.LegEnded{Leg: leg, Provider: v.UUID, Reason: reason, At: v.Timestamp}
	}
	switch {
	case v.Type == "transfer" || v.Status == "transfer":
		return call.LegJoined{Leg: leg, Provider: v.UUID, From: v.ConversationUUIDFrom, Conversation: v.ConversationUUIDTo, At: v.Timestamp}
	case leg == call.CallerLeg:
		return nil
	case v.Status == "answered":
		return call.LegAnswered{Leg: leg, Provider: v.UUID}
	}
	return nil
}
