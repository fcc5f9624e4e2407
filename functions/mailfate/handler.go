// Package mailfate is the function that hears what became of mails: SES tells a topic, the topic writes into
// a queue, and this function reads it.
//
// It is apart from alert because it sends nothing: what mail servers of others wrote is read by a function
// that can mail nobody. An event that cannot be read is logged and taken; repeating it would not make it
// readable. What an event says is in the package of the same name in shared, what follows from it in
// package pager. To follow another fate, add it to fates.
package mailfate

import (
	"context"
	"log/slog"

	"github.com/aws/aws-lambda-go/events"

	"ringdown/shared/alert"
	"ringdown/shared/mailfate"
	"ringdown/shared/pager"
)

// Handler is the Lambda function.
type Handler func(context.Context, events.SQSEvent) (events.SQSEventResponse, error)

// fates are the outcomes that an alert knows. One that is put off is none yet.
var fates = map[mailfate.Outcome]alert.Fate{
	mailfate.Delivered: alert.FateDelivered, mailfate.Bounced: alert.FateBounced, mailfate.Complained: alert.FateComplained,
}

// New makes the handler. A message that fails is reported by itself, so the others of its batch are not
// repeated.
func New(p *pager.Pager, log *slog.Logger) Handler {
	return func(ctx context.Context, e events.SQSEvent) (events.SQSEventResponse, error) {
		var out events.SQSEventResponse
		for _, record := range e.Records {
			if err := take(ctx, p, log, []byte(record.Body)); err != nil {
				log.ErrorContext(ctx, "the fate of a mail was not taken in; the queue delivers it again", "error", err)
				out.BatchItemFailures = append(out.BatchItemFailures, events.SQSBatchItemFailure{ItemIdentifier: record.MessageId})
			}
		}
		return out, nil
	}
}

func take(ctx context.Context, p *pager.Pager, log *slog.Logger, body []byte) error {
	list, err := mailfate.Read(body)
	if err != nil {
		log.WarnContext(ctx, "an event of the mail service cannot be read; nothing changes", "error", err)
		return nil
	}
	for _, f := range list {
		fate, told := fates[f.Outcome]
		if !told {
			continue
		}
		var bad *alert.BadAddress
		if f.Bad() {
			bad = &alert.BadAddress{Address: f.Address, Fate: fate, Why: f.Why}
		}
		if err := p.MailFated(ctx, f.Alert, alert.MailFated{ID: f.Notification, Mail: f.Mail, Fate: fate}, bad); err != nil {
			return err
		}
	}
	return nil
}
