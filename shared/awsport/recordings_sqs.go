package awsport

import (
	"context"
	"fmt"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
	"github.com/aws/aws-sdk-go-v2/service/sqs/types"

	"ringdown/shared/routes"
)

// RecordingsQueue is the queue of recorded messages, as far as its consumer speaks to it:
// it puts off what failed and gives up what never will.
type RecordingsQueue struct {
	client    *sqs.Client
	url, dead string
}

// NewRecordingsQueue needs RECORDINGS_QUEUE_URL and RECORDINGS_DEAD_LETTERS_URL.
func NewRecordingsQueue(e *Env) *RecordingsQueue {
	return &RecordingsQueue{
		client: sqs.NewFromConfig(e.Config(quickAttempt)), url: e.Need(routes.EnvRecordingsQueue), dead: e.Need(routes.EnvRecordingsDead),
	}
}

// Later hides a received message for so long, in whole seconds.
func (q *RecordingsQueue) Later(ctx context.Context, receipt string, after time.Duration) error {
	_, err := q.client.ChangeMessageVisibility(ctx, &sqs.ChangeMessageVisibilityInput{
		QueueUrl: &q.url, ReceiptHandle: &receipt, VisibilityTimeout: int32(after / time.Second),
	})
	if err != nil {
		return fmt.Errorf("put off a recording for %s: %w", after, Explain(err))
	}
	return nil
}

// GiveUp puts a message among the dead letters.
func (q *RecordingsQueue) GiveUp(ctx context.Context, body string, attributes map[string]string) error {
	values := map[string]types.MessageAttributeValue{}
	for name, value := range attributes {
		values[name] = types.MessageAttributeValue{DataType: aws.String("String"), StringValue: &value}
	}
	if _, err := q.client.SendMessage(ctx, &sqs.SendMessageInput{QueueUrl: &q.dead, MessageBody: &body, MessageAttributes: values}); err != nil {
		return fmt.Errorf("put a recording among the dead letters: %w", Explain(err))
	}
	return nil
}
