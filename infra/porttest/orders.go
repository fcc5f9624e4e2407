package porttest

import (
	"context"
	"encoding/json"
	"testing"
	"time"

	"ringdown/shared/port"
)

// Post is the queues as their suite needs them: with a look into what was queued.
type Post struct {
	port.Orders
	// Queued gives the messages of a queue in the order they were sent, each with
	// how long it is hidden at first.
	Queued func(port.Queue) []Letter
}

// Letter is one message in a queue.
type Letter struct {
	Body  string
	Group string // whose it is among those who share the queue
	Delay time.Duration
}

// delayUnit is what a queue counts a delay in: SQS takes whole seconds.
const delayUnit = time.Second

// Orders is the suite of the port of the same name. Open gives empty queues.
func Orders(t *testing.T, open func(t *testing.T) Post) {
	t.Run("a message comes as it was sent", func(t *testing.T) {
		p := open(t)
		m := port.Envelope{Queue: port.AlertsQueue, Call: "call-1", Version: 3, Alert: "call-1-1", Wake: true, Tries: 2, Order: "dial 1", Group: "main"}
		wantError(t, "send", p.Send(t.Context(), m), nil)
		wantLetters(t, p, port.AlertsQueue, m)
		if got := p.Queued(port.AlertsQueue)[0].Group; got != m.Group {
			t.Errorf("the queue shares by the group %q, want %q", got, m.Group)
		}
		wantLetters(t, p, port.OrdersQueue)
	})
	t.Run("each to its own queue", func(t *testing.T) {
		p := open(t)
		wantError(t, "send", p.Send(t.Context(),
			port.Envelope{Queue: port.OrdersQueue, Call: "a"},
			port.Envelope{Queue: port.AlertsQueue, Call: "b"},
			port.Envelope{Queue: port.OrdersQueue, Call: "c"}), nil)
		wantLetters(t, p, port.OrdersQueue, port.Envelope{Queue: port.OrdersQueue, Call: "a"}, port.Envelope{Queue: port.OrdersQueue, Call: "c"})
		wantLetters(t, p, port.AlertsQueue, port.Envelope{Queue: port.AlertsQueue, Call: "b"})
	})
	t.Run("every queue there is", func(t *testing.T) {
		p := open(t)
		for _, queue := range []port.Queue{port.OrdersQueue, port.DialsQueue, port.AsksQueue, port.AlertsQueue} {
			m := port.Envelope{Queue: queue, Call: "a"}
			wantError(t, "send", p.Send(t.Context(), m), nil)
			wantLetters(t, p, queue, m)
		}
	})
	t.Run("nothing to send", func(t *testing.T) {
		p := open(t)
		wantError(t, "send", p.Send(t.Context()), nil)
		wantLetters(t, p, port.OrdersQueue)
	})
	for _, count := range []int{10, 11, 25} {
		t.Run(name("%d at once", count), func(t *testing.T) {
			p := open(t)
			var messages, want []port.Envelope
			for i := range count {
				messages = append(messages, port.Envelope{Queue: port.OrdersQueue, Call: name("call-%d", i)})
				want = append(want, port.Envelope{Queue: port.OrdersQueue, Call: name("call-%d", i)})
			}
			wantError(t, "send", p.Send(t.Context(), messages...), nil)
			wantLetters(t, p, port.OrdersQueue, want...)
		})
	}
	t.Run("delay", func(t *testing.T) { ordersDelay(t, open) })
	t.Run("cancelled", func(t *testing.T) {
		p := open(t)
		wantError(t, "send", p.Send(cancelled(), port.Envelope{Queue: port.OrdersQueue, Call: "a"}), context.Canceled)
		wantLetters(t, p, port.OrdersQueue)
	})
	t.Run("a queue that is none is refused", func(t *testing.T) {
		p := open(t)
		err := p.Send(t.Context(), port.Envelope{Queue: port.OrdersQueue, Call: "a"}, port.Envelope{Queue: "nowhere", Call: "b"})
		wantError(t, "send", err, port.ErrRefused)
		wantLetters(t, p, port.OrdersQueue)
	})
}

func ordersDelay(t *testing.T, open func(t *testing.T) Post) {
	for _, delay := range []time.Duration{0, time.Millisecond, time.Second, 1500 * time.Millisecond, 20 * time.Second, port.MaxDelay} {
		t.Run(name("after %s, and less than a second later", delay), func(t *testing.T) {
			p := open(t)
			must(t, "send", p.Send(t.Context(), port.Envelope{Queue: port.OrdersQueue, Call: "a", Delay: delay}))
			for _, l := range p.Queued(port.OrdersQueue) {
				if l.Delay < delay || l.Delay >= delay+delayUnit || l.Delay%delayUnit != 0 {
					t.Errorf("hidden for %s, want whole seconds, at least %s and less than a second more", l.Delay, delay)
				}
			}
			wantLetters(t, p, port.OrdersQueue, port.Envelope{Queue: port.OrdersQueue, Call: "a"})
		})
	}
	t.Run("each its own", func(t *testing.T) {
		p := open(t)
		must(t, "send", p.Send(t.Context(),
			port.Envelope{Queue: port.OrdersQueue, Call: "a", Delay: 3 * time.Second},
			port.Envelope{Queue: port.OrdersQueue, Call: "b"}))
		got := p.Queued(port.OrdersQueue)
		if len(got) != 2 || got[0].Delay != 3*time.Second || got[1].Delay != 0 {
			t.Errorf("queued %v, want delays of 3 s and none", got)
		}
	})
	for _, delay := range []time.Duration{port.MaxDelay + time.Second, port.MaxDelay + 1, -time.Second} {
		t.Run(name("one of %s is refused with all that came along", delay), func(t *testing.T) {
			p := open(t)
			err := p.Send(t.Context(), port.Envelope{Queue: port.OrdersQueue, Call: "a"},
				port.Envelope{Queue: port.OrdersQueue, Call: "b", Delay: delay})
			wantError(t, "send", err, port.ErrRefused)
			wantLetters(t, p, port.OrdersQueue)
		})
	}
}

// wantLetters compares the bodies in a queue with messages, delay left out.
func wantLetters(t *testing.T, p Post, queue port.Queue, want ...port.Envelope) {
	t.Helper()
	var got []port.Envelope
	for _, l := range p.Queued(queue) {
		var m port.Envelope
		must(t, "read a queued message", json.Unmarshal([]byte(l.Body), &m))
		got = append(got, m)
	}
	wantSame(t, name("the queue %s", queue), got, want)
}
