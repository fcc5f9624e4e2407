package memport

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"sync"
	"time"

	"ringdown/shared/port"
)

var _ port.Orders = (*Orders)(nil)

const (
	// Visibility is how long a received message is hidden before it comes again: six
	// times the longest function, as AWS advises for its queues.
	Visibility = 6 * time.Minute
	// Retry is how soon a message comes again whose receiver reported a failure, unless it asked for
	// another time.
	Retry = 10 * time.Second
)

// receivesMax is how often a message is delivered before it is put aside: as the stack has it.
var receivesMax = map[port.Queue]int{
	port.OrdersQueue: 5, port.DialsQueue: 5, port.AsksQueue: 5, port.AlertsQueue: 20, port.MailFateQueue: 20, port.RecordingsQueue: 1000,
}

// queues are those that exist; SQS refuses a message to any other.
var queues = []port.Queue{port.OrdersQueue, port.DialsQueue, port.AsksQueue, port.AlertsQueue, port.RecordingsQueue}

// wholeSeconds rounds a delay up: SQS counts it in seconds (SendMessage,
// DelaySeconds), and a timer that comes early would only be put back.
func wholeSeconds(delay time.Duration) time.Duration {
	return (delay + time.Second - 1).Truncate(time.Second)
}

// Delivery is one message as a queue hands it out.
type Delivery struct {
	Queue      port.Queue
	Group      string // whose it is among those who share the queue; "" is nobody else's
	ID         string
	Body       string
	Attributes map[string]string
	Receives   int
	Sent       time.Time
	visible    time.Time
	later      time.Duration // in place of Retry, once
	order      int
	taken      time.Time // when it was handed out last
	performed  bool      // by somebody who has not said yet what became of it
}

// Orders is the queues. Messages are delivered at least once.
type Orders struct {
	Now  func() time.Time
	Sent func(delay time.Duration) // called after messages were queued; may be nil
	// Lose says which messages never come, for tests of what makes up for them; may be nil.
	Lose func(port.Envelope) bool

	mu    sync.Mutex
	count int
	held  []*Delivery
	work  map[port.Queue]*work
	dead  []Delivery
}

// Send queues messages.
func (s *Orders) Send(ctx context.Context, messages ...port.Envelope) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	for _, m := range messages {
		if !slices.Contains(queues, m.Queue) {
			return fmt.Errorf("send to queue %q: there is no such queue: %w", m.Queue, port.ErrRefused)
		}
		if m.Delay < 0 || m.Delay > port.MaxDelay {
			return fmt.Errorf("send to queue %s: a delay of %s is not between 0 and %s: %w", m.Queue, m.Delay, port.MaxDelay, port.ErrRefused)
		}
	}
	for _, m := range messages {
		if s.Lose != nil && s.Lose(m) {
			continue
		}
		body, err := json.Marshal(m)
		if err != nil {
			return fmt.Errorf("send to queue %s: %w", m.Queue, err)
		}
		s.put(m.Queue, m.Group, string(body), nil, wholeSeconds(m.Delay))
	}
	return nil
}

// SendRaw queues a body with attributes, as an HTTP API's integration does. Like SQS
// it refuses an empty attribute.
func (s *Orders) SendRaw(queue port.Queue, body string, attributes map[string]string) error {
	for name, value := range attributes {
		if value == "" {
			return fmt.Errorf("send to queue %s: attribute %s is empty: %w", queue, name, port.ErrRefused)
		}
	}
	if body == "" {
		return fmt.Errorf("send to queue %s: the body is empty: %w", queue, port.ErrRefused)
	}
	s.put(queue, "", body, attributes, 0)
	return nil
}

func (s *Orders) put(queue port.Queue, group, body string, attributes map[string]string, delay time.Duration) {
	s.mu.Lock()
	s.count++
	s.held = append(s.held, &Delivery{
		Queue: queue, Group: group, ID: strconv.Itoa(s.count), Body: body, Attributes: attributes, Sent: s.Now(), visible: s.Now().Add(delay), order: s.count,
	})
	s.mu.Unlock()
	if s.Sent != nil {
		s.Sent(delay)
	}
}

// Receive hands out what is visible, the oldest first and fairly, and hides it for a while. Done or
// Failed has to be told what became of it.
func (s *Orders) Receive(queue port.Queue, limit int) []Delivery {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := s.Now()
	var ready []*Delivery
	for _, d := range s.held {
		if d.Queue == queue && !d.visible.After(now) {
			ready = append(ready, d)
		}
	}
	slices.SortFunc(ready, func(a, b *Delivery) int { return cmp.Or(a.visible.Compare(b.visible), cmp.Compare(a.order, b.order)) })
	var out []Delivery
	for len(ready) > 0 && len(out) < limit {
		i := s.workOf(queue).next(ready, now)
		d := ready[i]
		ready = slices.Delete(ready, i, i+1)
		d.Receives++
		d.visible, d.taken, d.performed = now.Add(Visibility), now, true
		s.workOf(queue).begin(d)
		out = append(out, *d)
	}
	return out
}

// Queued gives what is in a queue, due or not, in the order it was sent, each with how
// long it stays hidden from now on.
func (s *Orders) Queued(queue port.Queue) ([]Delivery, []time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var held []Delivery
	var hidden []time.Duration
	for _, d := range s.held {
		if d.Queue == queue {
			held = append(held, *d)
			hidden = append(hidden, max(d.visible.Sub(s.Now()), 0))
		}
	}
	return held, hidden
}

// Done removes a delivered message.
func (s *Orders) Done(id string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.held = slices.DeleteFunc(s.held, func(d *Delivery) bool {
		if d.ID == id {
			s.ended(d)
		}
		return d.ID == id
	})
}

// Failed puts a delivered message back, or aside once it failed too often.
func (s *Orders) Failed(id string) {
	s.mu.Lock()
	var again time.Duration
	for i, d := range s.held {
		if d.ID != id {
			continue
		}
		s.ended(d)
		if d.Receives >= receivesMax[d.Queue] {
			s.dead = append(s.dead, *d)
			s.held = slices.Delete(s.held, i, i+1)
			break
		}
		again, d.later = cmp.Or(d.later, Retry), 0
		d.visible = s.Now().Add(again)
		break
	}
	s.mu.Unlock()
	if again > 0 && s.Sent != nil {
		s.Sent(again)
	}
}

// Later has a message that is being taken come again after so long, once it is reported as failed.
func (s *Orders) Later(_ context.Context, receipt string, after time.Duration) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, d := range s.held {
		if d.ID == receipt {
			d.later = after
		}
	}
	return nil
}

// GiveUp puts a message of the recordings queue aside.
func (s *Orders) GiveUp(_ context.Context, body string, attributes map[string]string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.count++
	s.dead = append(s.dead, Delivery{Queue: port.RecordingsQueue, ID: strconv.Itoa(s.count), Body: body, Attributes: attributes, Sent: s.Now()})
	return nil
}

// Dead gives the messages put aside.
func (s *Orders) Dead() []Delivery {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.dead)
}

// Waiting counts the messages that are queued, due or not.
func (s *Orders) Waiting() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.held)
}
