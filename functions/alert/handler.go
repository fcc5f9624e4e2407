// Package alert is the function that tells people about a call: it takes what calls owe from the
// alerts queue, and once a minute it looks for alerts that nothing else woke.
//
// Why a queue between it and act: a slow mail server must not hold up a phone that should be
// ringing. It alone writes alerts, and it writes no call. What an alert says and when it is
// repeated is in package alert; who is told, in the team's settings. To change what it says, see
// packages call and speech/words; to reach people in another way, package pager.
package alert

import (
	"context"
	"encoding/json"
	"log/slog"

	"github.com/aws/aws-lambda-go/events"

	"ringdown/shared/pager"
	"ringdown/shared/port"
)

// Event is a batch of the alerts queue, or the clock's word to sweep.
type Event struct {
	events.SQSEvent
	Sweep bool `json:"sweep"`
}

// Handler is the Lambda function.
type Handler func(context.Context, Event) (events.SQSEventResponse, error)

// New makes the handler. An envelope that fails is reported by itself, so the others of its batch
// are not repeated.
func New(p *pager.Pager, log *slog.Logger) Handler {
	return func(ctx context.Context, e Event) (events.SQSEventResponse, error) {
		var out events.SQSEventResponse
		if e.Sweep {
			_, err := p.Sweep(ctx)
			return out, err
		}
		for _, record := range e.Records {
			var m port.Envelope
			err := json.Unmarshal([]byte(record.Body), &m)
			if err == nil {
				err = p.Act(ctx, m)
			}
			if err != nil {
				log.ErrorContext(ctx, "telling an alert failed; the queue delivers it again", "call", m.Call, "alert", m.Alert, "error", err)
				out.BatchItemFailures = append(out.BatchItemFailures, events.SQSBatchItemFailure{ItemIdentifier: record.MessageId})
			}
		}
		return out, nil
	}
}
