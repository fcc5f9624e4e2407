// Package ask is the function that asks the Lambda functions which flows name, from a queue of its own.
//
// Why it is not part of act: a look-up may take eight seconds, and while two of them did, nobody's phone
// rang. It is the only function that may invoke others, and it holds nothing of the provider's. To change
// what is asked and how often, see package switchboard.
package ask

import (
	"context"
	"encoding/json"
	"log/slog"

	"github.com/aws/aws-lambda-go/events"

	"ringdown/shared/port"
	"ringdown/shared/switchboard"
)

// Handler is the Lambda function.
type Handler func(context.Context, events.SQSEvent) (events.SQSEventResponse, error)

// New makes the handler. An envelope that fails is reported by itself, so the others of its batch are
// not repeated.
func New(s *switchboard.Switchboard, log *slog.Logger) Handler {
	return func(ctx context.Context, e events.SQSEvent) (events.SQSEventResponse, error) {
		var out events.SQSEventResponse
		for _, record := range e.Records {
			var m port.Envelope
			err := json.Unmarshal([]byte(record.Body), &m)
			if err == nil {
				err = s.Act(ctx, m)
			}
			if err != nil {
				log.ErrorContext(ctx, "asking a function failed; the queue delivers the envelope again", "call", m.Call, "order", m.Order, "error", err)
				out.BatchItemFailures = append(out.BatchItemFailures, events.SQSBatchItemFailure{ItemIdentifier: record.MessageId})
			}
		}
		return out, nil
	}
}
