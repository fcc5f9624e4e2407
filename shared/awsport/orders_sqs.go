package awsport

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"sync"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
	"github.com/aws/aws-sdk-go-v2/service/sqs/types"

	"ringdown/shared/port"
	"ringdown/shared/routes"
)

var _ port.Orders = (*Orders)(nil)

// sendMax is how many messages one request takes (SendMessageBatch).
const sendMax = 10

// Orders queues messages in SQS.
type Orders struct {
	client *sqs.Client
	urls   map[port.Queue]string
}

// NewOrders needs the URL of each queue that is named. The recordings queue is filled by the HTTP API,
// never by us.
func NewOrders(e *Env, queues ...port.Queue) *Orders {
	names := map[port.Queue]string{
		port.OrdersQueue: routes.EnvOrdersQueue, port.DialsQueue: routes.EnvDialsQueue, port.AsksQueue: routes.EnvAsksQueue,
		port.AlertsQueue: routes.EnvAlertsQueue,
	}
	s := &Orders{client: sqs.NewFromConfig(e.Config(quickAttempt)), urls: map[port.Queue]string{}}
	for _, queue := range queues {
		s.urls[queue] = e.Need(names[queue])
	}
	return s
}

// Send queues messages. What cannot be queued at all is found before any is.
func (s *Orders) Send(ctx context.Context, messages ...port.Envelope) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	var queues []port.Queue
	entries := map[port.Queue][]types.SendMessageBatchRequestEntry{}
	for i, m := range messages {
		entry, err := s.entry(i, m)
		if err != nil {
			return fmt.Errorf("send to queue %q: %w", m.Queue, err)
		}
		if len(entries[m.Queue]) == 0 {
			queues = append(queues, m.Queue)
		}
		entries[m.Queue] = append(entries[m.Queue], entry)
	}
	if len(queues) == 1 {
		return s.sendAll(ctx, queues[0], entries[queues[0]])
	}
	failed := make([]error, len(queues)) // side by side: somebody on the phone waits
	var sending sync.WaitGroup
	for i, queue := range queues {
		sending.Go(func() { failed[i] = s.sendAll(ctx, queue, entries[queue]) })
	}
	sending.Wait()
	return errors.Join(failed...)
}

func (s *Orders) sendAll(ctx context.Context, queue port.Queue, entries []types.SendMessageBatchRequestEntry) error {
	for chunk := range slices.Chunk(entries, sendMax) {
		if err := s.send(ctx, queue, chunk); err != nil {
			return fmt.Errorf("send %d messages to queue %q: %w", len(chunk), queue, err)
		}
	}
	return nil
}

// entry is a message as the wire has it. Its delay is in whole seconds, rounded up: a
// timer that comes early would only be put back.
func (s *Orders) entry(i int, m port.Envelope) (types.SendMessageBatchRequestEntry, error) {
	var none types.SendMessageBatchRequestEntry
	if s.urls[m.Queue] == "" {
		return none, fmt.Errorf("this function does not know the queue: %w", port.ErrRefused)
	}
	if m.Delay < 0 || m.Delay > port.MaxDelay {
		return none, fmt.Errorf("a delay of %s is not between 0 and %s: %w", m.Delay, port.MaxDelay, port.ErrRefused)
	}
	body, err := json.Marshal(m)
	if err != nil {
		return none, fmt.Errorf("%w: %w", port.ErrRefused, err)
	}
	seconds := (m.Delay + time.Second - 1) / time.Second
	entry := types.SendMessageBatchRequestEntry{Id: aws.String(strconv.Itoa(i)), MessageBody: aws.String(string(body)), DelaySeconds: int32(seconds)}
	if m.Group != "" {
		// With a group a standard queue is fair (SQS guide, fair queues): who takes up more than a tenth of
		// the performers' time waits until the others had their turn. A FIFO queue was not taken: it gives
		// one group's messages out one at a time, so a line would ring one phone after the other; and it
		// delays no single message, which a put-off envelope needs.
		entry.MessageGroupId = aws.String(m.Group)
	}
	return entry, nil
}

// send sends one batch. A batch can be taken in part; then the error has no sentinel,
// because some of it is queued.
func (s *Orders) send(ctx context.Context, queue port.Queue, entries []types.SendMessageBatchRequestEntry) error {
	var seen outcomes
	out, err := s.client.SendMessageBatch(ctx, &sqs.SendMessageBatchInput{QueueUrl: aws.String(s.urls[queue]), Entries: entries},
		func(o *sqs.Options) { seen.Retryer, o.Retryer = o.Retryer, &seen })
	if err != nil {
		return explainWatched(err, &seen)
	}
	var failed []error
	for _, f := range out.Failed {
		failed = append(failed, fmt.Errorf("message %s: %s", aws.ToString(f.Id), aws.ToString(f.Code)))
	}
	return errors.Join(failed...)
}
