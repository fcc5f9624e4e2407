// Package alert is the function that tells people about a call, from the alerts queue.
//
// Why a queue between it and act: a slow mail server must not hold up a phone that
// should be ringing. What an alert says is in packages call and alert; who is told, in
// the team's settings. To change what it says, see packages call and words.
package alert

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

// New makes the handler.
func New(s *switchboard.Switchboard, log *slog.Logger) Handler {
	return func(ctx context.Context, e events.SQSEvent) (events.SQSEventResponse, error) {
		var out events.SQSEventResponse
		for _, record := range e.Records {
			var m port.Envelope
			err := json.Unmarshal([]byte(record.Body), &m)
			if err == nil {
				err = s.Tell(ctx, m)
			}
			if err != nil {
				log.ErrorContext(ctx, "telling an alert failed; the queue delivers it again", "call", m.Call, "alert", m.Alert, "error", err)
				out.BatchItemFailures = append(out.BatchItemFailures, events.SQSBatchItemFailure{ItemIdentifier: record.MessageId})
			}
		}
		return out, nil
	}
}
