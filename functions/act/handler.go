// Package act is the function that does what calls are owed: it dials, from the queue of dials; it hangs
// up, transfers, speaks and queues alerts, from the orders queue; and once a minute it looks for calls
// that nothing else woke.
//
// Why timers and orders are one function: a timer is an order with a delay. Why dials come from a queue
// of their own: they wait for the account's pace, and nobody who is to be hung up or brought into the
// room may wait behind them. It is the only one besides recording that holds the provider's private key.
// To add an order, see package switchboard.
package act

import (
	"context"
	"encoding/json"
	"log/slog"

	"github.com/aws/aws-lambda-go/events"

	"ringdown/shared/port"
	"ringdown/shared/switchboard"
)

// Event is a batch of one of the two queues, or the clock's word to sweep.
type Event struct {
	events.SQSEvent
	Sweep bool `json:"sweep"`
}

// Handler is the Lambda function.
type Handler func(context.Context, Event) (events.SQSEventResponse, error)

// New makes the handler. A message that fails is reported by itself, so the others of
// its batch are not repeated.
func New(s *switchboard.Switchboard, log *slog.Logger) Handler {
	return func(ctx context.Context, e Event) (events.SQSEventResponse, error) {
		var out events.SQSEventResponse
		if e.Sweep {
			_, err := s.Sweep(ctx)
			return out, err
		}
		for _, record := range e.Records {
			var m port.Envelope
			err := json.Unmarshal([]byte(record.Body), &m)
			if err == nil {
				err = s.Act(ctx, m)
			}
			if err != nil {
				log.ErrorContext(ctx, "performing orders failed; the queue delivers the envelope again", "call", m.Call, "error", err)
				out.BatchItemFailures = append(out.BatchItemFailures, events.SQSBatchItemFailure{ItemIdentifier: record.MessageId})
			}
		}
		return out, nil
	}
}
