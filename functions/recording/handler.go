// Package recording is the function that takes in voicemail, from the queue the
// provider's webhook is written to without any function of ours in between.
//
// Why so: the webhook is not repeated, so nothing may be down when it comes; here it
// can be tried again for days. Its origin is proven by the token in its path and by the
// provider's signature, which the API writes beside it and which is held against the
// time the queue took it in: by the time of a retry it would be too old.
//
// Nothing with a good token is thrown away: what cannot be believed or read, and what
// has failed for too long, goes to the dead letters, whose alarm calls somebody. What
// proves nothing is dropped with a line in the log. To change what becomes of a message,
// see packages call and switchboard; what is believed is in proof.go, how long is tried
// in retry.go.
package recording

import (
	"context"
	"fmt"
	"sync"

	"github.com/aws/aws-lambda-go/events"

	"ringdown/shared/call"
	"ringdown/shared/ncco"
	"ringdown/shared/switchboard"
	"ringdown/shared/vonage"
	"ringdown/shared/webhook"
)

// Handler is the Lambda function.
type Handler func(context.Context, events.SQSEvent) (events.SQSEventResponse, error)

// New makes the handler. The messages of a batch are taken side by side, because each
// waits for its audio; one that fails is reported by itself.
func New(edge webhook.Edge, q Queue, s *switchboard.Switchboard) Handler {
	f := function{edge, q, s}
	return func(ctx context.Context, e events.SQSEvent) (events.SQSEventResponse, error) {
		failed := make([]bool, len(e.Records))
		var all sync.WaitGroup
		for i, m := range e.Records {
			all.Go(func() { failed[i] = !f.take(ctx, m) })
		}
		all.Wait()
		var out events.SQSEventResponse
		for i, m := range e.Records {
			if failed[i] {
				out.BatchItemFailures = append(out.BatchItemFailures, events.SQSBatchItemFailure{ItemIdentifier: m.MessageId})
			}
		}
		return out, nil
	}
}

// recorded reads a message whose origin is proven.
func recorded(of ncco.Callback, body string) (switchboard.Recorded, error) {
	v, err := vonage.DecodeRecording(vonage.Request{Method: "POST", Body: []byte(body)})
	if err != nil {
		return switchboard.Recorded{}, err
	}
	return switchboard.Recorded{
		Call: of.Call, Conversation: v.ConversationUUID, Talk: of.Leg == call.RoomLeg,
		Message: call.MessageRecorded{Recording: v.RecordingUUID, URL: v.URL, Bytes: v.Bytes, Seconds: v.Seconds(), Epoch: of.Epoch},
	}, nil
}

// record passes it on. A panic is an error of this message, and not of its batch.
func (f function) record(ctx context.Context, r switchboard.Recorded) (err error) {
	defer func() {
		if cause := recover(); cause != nil {
			err = fmt.Errorf("panic: %v", cause)
		}
	}()
	return f.switchboard.Record(ctx, r)
}
