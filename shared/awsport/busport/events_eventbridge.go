// Package busport tells other programs of alerts and calls on a bus of EventBridge, where anybody in the
// account can follow them by rules, and build on them without a word to us.
//
// It is apart from package awsport, whose Env it takes, so that only the function that publishes
// carries this client; and apart from snsport, because a bus that is away must not have people told
// twice. What an event says is worded by package notice, and its schema stands in testdata/schemas. To
// publish another type of event, add it to notice.Message.Events.
package busport

import (
	"context"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/eventbridge"
	"github.com/aws/aws-sdk-go-v2/service/eventbridge/types"

	"ringdown/shared/alert"
	"ringdown/shared/awsport"
	"ringdown/shared/notice"
	"ringdown/shared/port"
	"ringdown/shared/routes"
)

var _ port.Events = (*Events)(nil)

// Events publishes on one bus.
type Events struct {
	client *eventbridge.Client
	bus    string
}

// NewEvents needs EVENT_BUS_NAME.
func NewEvents(e *awsport.Env) *Events {
	return &Events{client: eventbridge.NewFromConfig(e.Config(awsport.PatientAttempt)), bus: e.Need(routes.EnvEventBus)}
}

// Publish puts the events of a notice on the bus, in one request.
func (s *Events) Publish(ctx context.Context, to alert.Notification, n alert.Notice) (string, error) {
	if err := ctx.Err(); err != nil {
		return "", err
	}
	m := notice.Of(to, n)
	var entries []types.PutEventsRequestEntry
	for _, e := range m.Events() {
		entries = append(entries, types.PutEventsRequestEntry{
			EventBusName: &s.bus, Source: aws.String(routes.EventSource), DetailType: &e.Type, Detail: &e.Detail, Time: &m.Changed,
		})
	}
	out, err := s.client.PutEvents(ctx, &eventbridge.PutEventsInput{Entries: entries})
	if err != nil {
		return "", fmt.Errorf("publish alert %s on bus %s: %w", n.ID, s.bus, awsport.Explain(err))
	}
	for i, entry := range out.Entries {
		if code := aws.ToString(entry.ErrorCode); code != "" {
			return "", fmt.Errorf("publish %s of alert %s on bus %s: %w", aws.ToString(entries[min(i, len(entries)-1)].DetailType), n.ID, s.bus, meaning(code))
		}
	}
	if len(out.Entries) == 0 {
		return "", fmt.Errorf("publish alert %s on bus %s: the answer tells of no event", n.ID, s.bus)
	}
	return aws.ToString(out.Entries[0].EventId), nil
}

// meaning is what the code means by which the bus does not take one entry of a request that it takes
// (EventBridge API reference, PutEventsResultEntry, ErrorCode).
func meaning(code string) error {
	switch code {
	case "ThrottlingException":
		return fmt.Errorf("%s: %w", code, port.ErrThrottled)
	case "InternalFailure", "InternalException":
		return fmt.Errorf("%s: it may be there or not", code)
	}
	return fmt.Errorf("%s: %w", code, port.ErrRefused)
}
