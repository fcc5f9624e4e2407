package engine_test

import (
	"testing"
	"time"

	"ringdown/shared/port"
)

// An order that may wait in a queue of its own holds up nothing: the timer goes out beside it, and is
// set by whoever saves, not by whoever performs the order.
func TestNothingThatTimeDecidesWaitsBehindAnOrderInAQueueOfItsOwn(t *testing.T) {
	b := newBench()
	b.own = port.DialsQueue
	b.stored["a"] = job{ID: "a", Version: 1, Wake: b.now.Add(time.Minute)}
	if err := b.ask(t); err != nil {
		t.Fatal(err)
	}
	if len(b.sent) != 2 || b.sent[0].Queue != port.DialsQueue || b.sent[0].Order != "order 0" || len(b.timers()) != 1 || b.timers()[0].Queue != port.OrdersQueue {
		t.Fatalf("sent %+v, want the order into its queue and a timer into the orders queue", b.sent)
	}
}

// An envelope performs the order it names and none of the others, which have envelopes of their own.
func TestAnEnvelopePerformsTheOrderItNames(t *testing.T) {
	b := newBench()
	b.own = port.DialsQueue
	for range 2 {
		if err := b.ask(t); err != nil {
			t.Fatal(err)
		}
	}
	if len(b.sent) != 2 || b.sent[0].Order != "order 0" || b.sent[1].Order != "order 1" {
		t.Fatalf("sent %+v, want each order once: the second save owed the first one too, and it was asked for", b.sent)
	}
	first, second := b.sent[0], b.sent[1]
	b.sent = nil
	for range 2 { // every envelope comes twice
		if err := b.loop().Act(t.Context(), "a", first); err != nil {
			t.Fatal(err)
		}
	}
	b.want(t, 1, 3)
	if len(b.sent) != 0 {
		t.Fatalf("sent %+v: the other order was asked for already", b.sent)
	}
	if err := b.loop().Act(t.Context(), "a", second); err != nil {
		t.Fatal(err)
	}
	b.want(t, 2, 4)
}

// What lies in the orders queue performs nothing that has a queue of its own. Where time brought it, the
// envelope for that may be lost, so another one goes out.
func TestATimerAsksAgainForWhatHasAQueueOfItsOwn(t *testing.T) {
	b := newBench()
	b.own = port.DialsQueue
	if err := b.ask(t); err != nil {
		t.Fatal(err)
	}
	b.sent = nil // lost
	if err := b.loop().Act(t.Context(), "a", port.Envelope{Queue: port.OrdersQueue, Call: "a", Version: 1}); err != nil {
		t.Fatal(err)
	}
	if len(b.sent) != 0 {
		t.Fatalf("sent %+v for an envelope that came with a save, as the order's own did", b.sent)
	}
	if err := b.loop().Act(t.Context(), "a", port.Envelope{Queue: port.OrdersQueue, Call: "a", Version: 1, Wake: true}); err != nil {
		t.Fatal(err)
	}
	if len(b.sent) != 1 || b.sent[0].Queue != port.DialsQueue || b.sent[0].Order != "order 0" {
		t.Fatalf("sent %+v, want the order into its queue", b.sent)
	}
	b.want(t, 0, 1)
	if taken := b.take(t); taken != 1 {
		t.Errorf("taken %d times, want once", taken)
	}
	b.want(t, 1, 2)
}

// What time brings and is of no use is not queued.
func TestWhatIsOfNoUseNowTakesNoTurn(t *testing.T) {
	b := newBench()
	b.own, b.useless = port.DialsQueue, true
	if err := b.ask(t); err != nil {
		t.Fatal(err)
	}
	b.sent = nil
	if err := b.loop().Act(t.Context(), "a", port.Envelope{Queue: port.OrdersQueue, Call: "a"}); err != nil {
		t.Fatal(err)
	}
	if len(b.sent) != 0 || b.stored["a"].Done != 1 {
		t.Errorf("sent %+v, done %d: want the order given up and nothing queued", b.sent, b.stored["a"].Done)
	}
}
