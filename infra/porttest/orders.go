package porttest

import (
	"context"
	"encoding/json"
	"testing"
	"time"

	"ringdown/shared/switchboard"
)

// Post is the queues as their suite needs them: with a look into what was queued.
type Post struct {
	switchboard.Orders
	// Queued gives the messages of a queue in the order they were sent, each with
	// how long it is hidden at first.
	Queued func(switchboard.Queue) []Letter
}

// Letter is one message in a queue.
type Letter struct {
	Body  string
	Delay time.Duration
}

// delayUnit is what a queue counts a delay in: SQS takes whole seconds.
const delayUnit = time.Second

// Orders is the suite of the port of the same name. Open gives empty queues.
func Orders(t *testing.T, open func(t *testing.T) Post) {
	t.Run("a message comes as it was sent", func(t *testing.T) {
		p := open(t)
		m := switchboard.Message{Queue: switchboard.AlertsQueue, Call: "call-1", Version: 3, Alert: "call-1-1", Wake: true, Tries: 2}
		wantError(t, "send", p.Send(t.Context(), m), nil)
		m.Queue = ""
		wantLetters(t, p, switchboard.AlertsQueue, m)
		wantLetters(t, p, switchboard.OrdersQueue)
	})
	t.Run("each to its own queue", func(t *testing.T) {
		p := open(t)
		wantError(t, "send", p.Send(t.Context(),
			switchboard.Message{Queue: switchboard.OrdersQueue, Call: "a"},
			switchboard.Message{Queue: switchboard.AlertsQueue, Call: "b"},
			switchboard.Message{Queue: switchboard.OrdersQueue, Call: "c"}), nil)
		wantLetters(t, p, switchboard.OrdersQueue, switchboard.Message{Call: "a"}, switchboard.Message{Call: "c"})
		wantLetters(t, p, switchboard.AlertsQueue, switchboard.Message{Call: "b"})
	})
	t.Run("nothing to send", func(t *testing.T) {
		p := open(t)
		wantError(t, "send", p.Send(t.Context()), nil)
		wantLetters(t, p, switchboard.OrdersQueue)
	})
	for _, count := range []int{10, 11, 25} {
		t.Run(name("%d at once", count), func(t *testing.T) {
			p := open(t)
			var messages, want []switchboard.Message
			for i := range count {
				messages = append(messages, switchboard.Message{Queue: switchboard.OrdersQueue, Call: name("call-%d", i)})
				want = append(want, switchboard.Message{Call: name("call-%d", i)})
			}
			wantError(t, "send", p.Send(t.Context(), messages...), nil)
			wantLetters(t, p, switchboard.OrdersQueue, want...)
		})
	}
	t.Run("delay", func(t *testing.T) { ordersDelay(t, open) })
	t.Run("cancelled", func(t *testing.T) {
		p := open(t)
		wantError(t, "send", p.Send(cancelled(), switchboard.Message{Queue: switchboard.OrdersQueue, Call: "a"}), context.Canceled)
		wantLetters(t, p, switchboard.OrdersQueue)
	})
	t.Run("a queue that is none is refused", func(t *testing.T) {
		p := open(t)
		err := p.Send(t.Context(), switchboard.Message{Queue: switchboard.OrdersQueue, Call: "a"}, switchboard.Message{Queue: "nowhere", Call: "b"})
		wantError(t, "send", err, switchboard.ErrRefused)
		wantLetters(t, p, switchboard.OrdersQueue)
	})
}

func ordersDelay(t *testing.T, open func(t *testing.T) Post) {
	for _, delay := range []time.Duration{0, time.Millisecond, time.Second, 1500 * time.Millisecond, 20 * time.Second, switchboard.MaxDelay} {
		t.Run(name("after %s, and less than a second later", delay), func(t *testing.T) {
			p := open(t)
			must(t, "send", p.Send(t.Context(), switchboard.Message{Queue: switchboard.OrdersQueue, Call: "a", Delay: delay}))
			for _, l := range p.Queued(switchboard.OrdersQueue) {
				if l.Delay < delay || l.Delay >= delay+delayUnit || l.Delay%delayUnit != 0 {
					t.Errorf("hidden for %s, want whole seconds, at least %s and less than a second more", l.Delay, delay)
				}
			}
			wantLetters(t, p, switchboard.OrdersQueue, switchboard.Message{Call: "a"})
		})
	}
	t.Run("each its own", func(t *testing.T) {
		p := open(t)
		must(t, "send", p.Send(t.Context(),
			switchboard.Message{Queue: switchboard.OrdersQueue, Call: "a", Delay: 3 * time.Second},
			switchboard.Message{Queue: switchboard.OrdersQueue, Call: "b"}))
		got := p.Queued(switchboard.OrdersQueue)
		if len(got) != 2 || got[0].Delay != 3*time.Second || got[1].Delay != 0 {
			t.Errorf("queued %v, want delays of 3 s and none", got)
		}
	})
	for _, delay := range []time.Duration{switchboard.MaxDelay + time.Second, switchboard.MaxDelay + 1, -time.Second} {
		t.Run(name("one of %s is refused with all that came along", delay), func(t *testing.T) {
			p := open(t)
			err := p.Send(t.Context(), switchboard.Message{Queue: switchboard.OrdersQueue, Call: "a"},
				switchboard.Message{Queue: switchboard.OrdersQueue, Call: "b", Delay: delay})
			wantError(t, "send", err, switchboard.ErrRefused)
			wantLetters(t, p, switchboard.OrdersQueue)
		})
	}
}

// wantLetters compares the bodies in a queue with messages, queue and delay left out.
func wantLetters(t *testing.T, p Post, queue switchboard.Queue, want ...switchboard.Message) {
	t.Helper()
	var got []switchboard.Message
	for _, l := range p.Queued(queue) {
		var m switchboard.Message
		must(t, "read a queued message", json.Unmarshal([]byte(l.Body), &m))
		got = append(got, m)
	}
	wantSame(t, name("the queue %s", queue), got, want)
}
