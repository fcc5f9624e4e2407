package sim

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"ringdown/infra/memport"
	"ringdown/shared/port"
	"ringdown/shared/routes"
	"ringdown/shared/switchboard"
)

const (
	// queueTime is how long an envelope is under way at least, as on a desk.
	queueTime = 20 * time.Millisecond
	// batchMax is how many are received at a time.
	batchMax = 10
	// recordingPause and recordingPauses are how soon a recording that failed comes again; recordingTime is how
	// long one is tried whose call or audio is not known (functions/recording).
	recordingPause, recordingPauses, recordingTime = 5 * time.Second, 15 * time.Minute, time.Hour
)

// envelopeReceives is how often an envelope is delivered before it is put aside, as the stack has it.
var envelopeReceives = map[port.Queue]int{port.OrdersQueue: 5, port.DialsQueue: 5, port.AsksQueue: 5, port.AlertsQueue: 20}

// coreQueue is the queues of the core: what memport.Orders and the desk's consumers do, in Go values. It
// does not share performers out fairly among lines.
type coreQueue struct {
	core *core
	Lose func(port.Envelope) bool

	queues []port.Queue
	limit  map[port.Queue]int
	busy   map[port.Queue]int
	held   []*delivery
	dead   []memport.Delivery
	count  int
	holds  time.Duration // by the function that runs now
}

// delivery is an envelope, or a recording, in a queue.
type delivery struct {
	port.Envelope
	recorded *switchboard.Recorded
	visible  time.Time
	sent     time.Time
	order    int
	receives int
	taken    bool
}

// String names what is delivered.
func (d *delivery) String() string {
	if d.recorded != nil {
		return "recording " + d.recorded.Message.Recording
	}
	return fmt.Sprintf("%+v", d.Envelope)
}

func newCoreQueue(c *core, dialsPerSecond int) *coreQueue {
	q := &coreQueue{core: c, limit: map[port.Queue]int{}, busy: map[port.Queue]int{}}
	for _, t := range routes.Triggers {
		if t.Queue != "" {
			queue := port.Queue(t.Queue)
			q.queues, q.limit[queue] = append(q.queues, queue), atOnce(queue, dialsPerSecond)
		}
	}
	return q
}

// Send queues envelopes.
func (q *coreQueue) Send(_ context.Context, list ...port.Envelope) error {
	for _, e := range list {
		if e.Delay < 0 || e.Delay > port.MaxDelay || !slices.Contains(q.queues, e.Queue) {
			return fmt.Errorf("send to queue %q after %s: %w", e.Queue, e.Delay, port.ErrRefused)
		}
	}
	for _, e := range list {
		if q.Lose != nil && q.Lose(e) {
			continue
		}
		delay := (e.Delay + time.Second - 1).Truncate(time.Second) // SQS counts in seconds
		e.Delay = 0
		q.put(&delivery{Envelope: e}, delay)
	}
	return nil
}

// record queues the webhook of a recording.
func (q *coreQueue) record(r switchboard.Recorded) {
	q.put(&delivery{Envelope: port.Envelope{Queue: port.RecordingsQueue}, recorded: &r}, 0)
}

func (q *coreQueue) put(d *delivery, delay time.Duration) {
	q.count++
	d.order, d.sent = q.count, q.core.now()
	d.visible = d.sent.Add(delay)
	q.held = append(q.held, d)
	q.core.after(max(delay, queueTime), q.pump)
}

// Waiting counts what is queued, due or not.
func (q *coreQueue) Waiting() int { return len(q.held) }

// Dead is what was put aside.
func (q *coreQueue) Dead() []memport.Delivery { return q.dead }

func (q *coreQueue) losing(f func(func(port.Envelope) bool) func(port.Envelope) bool) {
	q.Lose = f(q.Lose)
}

// pump performs what is due.
func (q *coreQueue) pump() {
	for _, queue := range q.queues {
		for _, d := range q.receive(queue) {
			q.perform(d)
		}
	}
}

func (q *coreQueue) receive(queue port.Queue) []*delivery {
	now := q.core.now()
	var ready []*delivery
	for _, d := range q.held {
		if d.Queue == queue && !d.taken && !d.visible.After(now) {
			ready = append(ready, d)
		}
	}
	if len(ready) > 1 {
		slices.SortFunc(ready, func(a, b *delivery) int { return cmp.Or(a.visible.Compare(b.visible), cmp.Compare(a.order, b.order)) })
	}
	ready = ready[:min(len(ready), q.limit[queue]-q.busy[queue], batchMax)]
	for _, d := range ready {
		d.taken = true
		d.receives++
	}
	q.busy[queue] += len(ready)
	return ready
}

// perform gives an envelope to its function. Whoever performs it is free again when the function ends.
func (q *coreQueue) perform(d *delivery) {
	q.holds = 0
	err := q.core.perform(d)
	held := q.holds
	free := func() {
		q.busy[d.Queue]--
		q.end(d, err)
	}
	if held == 0 {
		free()
		return
	}
	q.core.after(held, func() { free(); q.pump() })
}

// hold makes the function that runs take so much longer.
func (q *coreQueue) hold(_ context.Context, d time.Duration) { q.holds += d }

// perform calls the function of a queue.
func (c *core) perform(d *delivery) error {
	ctx := context.Background()
	switch d.Queue {
	case port.RecordingsQueue:
		return c.board.Record(ctx, *d.recorded)
	case port.AlertsQueue:
		return c.pager.Act(ctx, d.Envelope)
	case port.AsksQueue:
		return nil // no line of a random world asks a function
	}
	return c.board.Act(ctx, d.Envelope)
}

// end removes what was performed, or has it come again.
func (q *coreQueue) end(d *delivery, err error) {
	drop := func() { q.held = slices.DeleteFunc(q.held, func(x *delivery) bool { return x == d }) }
	now := q.core.now()
	again := memport.Retry
	switch {
	case err == nil:
		drop()
		return
	case d.recorded != nil && now.Sub(d.sent) > recordingTime && errors.Is(err, port.ErrNotFound),
		d.recorded == nil && d.receives >= envelopeReceives[d.Queue]:
		drop()
		q.dead = append(q.dead, memport.Delivery{Queue: d.Queue, Body: d.String()})
		return
	case d.recorded != nil:
		again = min(recordingPause<<min(d.receives-1, 20), recordingPauses)
	}
	d.taken, d.visible = false, now.Add(again)
	q.core.after(again, q.pump)
}
