package local

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/aws/aws-lambda-go/events"

	"ringdown/infra/memport"
	"ringdown/shared/port"
	"ringdown/shared/routes"
)

// consumer performs the messages of a queue, so many at a time as an event source of Lambda does.
type consumer struct {
	function invoke
	atOnce   int
	busy     int
}

// batchMax is how many messages are received at a time (SQS, ReceiveMessage).
const batchMax = 10

// consume connects a queue with its function.
func (d *Desk) consume(t routes.Trigger, function invoke) {
	c := &consumer{function: function, atOnce: t.AtOnce}
	if c.atOnce == routes.PaceOfDials {
		c.atOnce = d.options.DialsPerSecond
	}
	queue := port.Queue(t.Queue)
	d.consumers[queue], d.queues = c, append(d.queues, queue)
}

// pump hands what is due in the queues to their functions.
func (d *Desk) pump() {
	if d.options.Takes != nil {
		for _, queue := range d.queues {
			for _, m := range d.receive(queue) {
				d.options.After(d.options.Takes(queue), func() { d.perform(m) })
			}
		}
		return
	}
	d.pumping.Lock()
	defer d.pumping.Unlock()
	for _, queue := range d.queues {
		for _, m := range d.receive(queue) {
			d.perform(m)
		}
	}
}

// receive takes as many messages as there is somebody to perform them.
func (d *Desk) receive(queue port.Queue) []memport.Delivery {
	d.busyMu.Lock()
	defer d.busyMu.Unlock()
	c := d.consumers[queue]
	messages := d.Queue.Receive(queue, min(c.atOnce-c.busy, batchMax))
	c.busy += len(messages)
	return messages
}

// perform gives a message to its function. Whoever performs it is free again when the function ends.
func (d *Desk) perform(m memport.Delivery) {
	var held time.Duration
	taken := d.deliver(context.WithValue(context.Background(), holds{}, &held), m)
	free := func() {
		if taken {
			d.Queue.Done(m.ID)
		} else {
			d.Queue.Failed(m.ID)
		}
		d.busyMu.Lock()
		d.consumers[m.Queue].busy--
		d.busyMu.Unlock()
	}
	if held == 0 && d.options.Takes == nil {
		free()
		return
	}
	d.options.After(held, func() { free(); d.pump() })
}

// holds is where the time is added up that a function waits in between.
type holds struct{}

// Occupy makes the function that is called with the context take so much longer: what it asked for
// took that long. Who performs messages takes the next one only then.
func Occupy(ctx context.Context, d time.Duration) {
	if held, ok := ctx.Value(holds{}).(*time.Duration); ok {
		*held += d
	}
}

// deliver gives one message to its function and says whether it was taken.
func (d *Desk) deliver(ctx context.Context, m memport.Delivery) bool {
	event := events.SQSEvent{Records: []events.SQSMessage{{
		MessageId: m.ID, Body: m.Body, EventSource: "aws:sqs", MessageAttributes: map[string]events.SQSMessageAttribute{},
		ReceiptHandle: m.ID,
		Attributes:    map[string]string{"ApproximateReceiveCount": fmt.Sprint(m.Receives), "SentTimestamp": fmt.Sprint(m.Sent.UnixMilli())},
	}}}
	for name, value := range m.Attributes {
		event.Records[0].MessageAttributes[name] = events.SQSMessageAttribute{StringValue: &value, DataType: "String"}
	}
	body, err := json.Marshal(event)
	if err != nil {
		return false
	}
	answer, err := d.consumers[m.Queue].function(ctx, body)
	if err != nil {
		d.options.Log.Error("function failed", "queue", m.Queue, "error", err)
		return false
	}
	var failures events.SQSEventResponse
	return json.Unmarshal(answer, &failures) == nil && len(failures.BatchItemFailures) == 0
}
