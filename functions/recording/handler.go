// Package recording is the function that takes in voicemail, from the queue the
// provider's webhook is written to without any function of ours in between.
//
// Why so: the webhook is not repeated, so nothing may be down when it comes; here it
// can be tried again for days. Its origin is proven by the token in its path alone:
// the signature would be too old by the time of a retry. A message that proves nothing
// is dropped with a line in the log. To change what becomes of a message, see packages
// call and switchboard.
package recording

import (
	"context"
	"log/slog"

	"github.com/aws/aws-lambda-go/events"

	"ringdown/shared/call"
	"ringdown/shared/switchboard"
	"ringdown/shared/vonage"
)

// Handler is the Lambda function.
type Handler func(context.Context, events.SQSEvent) (events.SQSEventResponse, error)

// New makes the handler.
func New(callbacks vonage.Callbacks, s *switchboard.Switchboard, log *slog.Logger) Handler {
	return func(ctx context.Context, e events.SQSEvent) (events.SQSEventResponse, error) {
		var out events.SQSEventResponse
		for _, record := range e.Records {
			r, err := recorded(callbacks, record)
			if err != nil {
				log.WarnContext(ctx, "recording webhook dropped", "error", err)
				continue
			}
			if err := s.Record(ctx, r); err != nil {
				log.ErrorContext(ctx, "recording not kept; it comes again", "call", r.Call, "recording", r.Message.Recording, "error", err)
				out.BatchItemFailures = append(out.BatchItemFailures, events.SQSBatchItemFailure{ItemIdentifier: record.MessageId})
			}
		}
		return out, nil
	}
}

func recorded(callbacks vonage.Callbacks, record events.SQSMessage) (switchboard.Recorded, error) {
	attribute := func(name string) string {
		if v := record.MessageAttributes[name].StringValue; v != nil {
			return *v
		}
		return ""
	}
	callback, err := callbacks.Check("recording", attribute("call"), attribute("token"))
	if err != nil {
		return switchboard.Recorded{}, err
	}
	v, err := vonage.DecodeRecording(vonage.Request{Method: "POST", Body: []byte(record.Body)})
	if err != nil {
		return switchboard.Recorded{}, err
	}
	return switchboard.Recorded{
		Call: callback.Call, Conversation: v.ConversationUUID, Talk: callback.Leg == call.RoomLeg,
		Message: call.MessageRecorded{Recording: v.RecordingUUID, URL: v.URL, Bytes: v.Bytes, Seconds: int(v.EndTime.Sub(v.StartTime).Seconds())},
	}, nil
}
