package engine_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"testing"
	"time"

	"ringdown/shared/engine"
	"ringdown/shared/port"
)

// job lives by the loop: it owes one order for each time it is asked.
type job struct {
	ID             string
	Version        int
	Asked, Done    int
	Deadline, Wake time.Time
	Timer          time.Time
}

type (
	event    struct{ asked, done int }
	order    struct{ name string }
	decision struct{ job job }
)

// bench is a loop for jobs, with a hand on its store and its queue.
type bench struct {
	engine.Loop[job, event, order, decision]
	now       time.Time
	stored    map[string]job
	sent      []port.Envelope
	performed int
	own       port.Queue   // of the orders; "" is the queue of all
	useless   bool         // every order that is reconsidered
	fails     string       // the order that fails, whenever it is performed
	onSave    func() error // before a save is written; may be nil
	onSend    func() error // after envelopes are queued; may be nil
}

func newBench() *bench {
	b := &bench{now: time.Date(2026, 3, 2, 2, 14, 0, 0, time.UTC), stored: map[string]job{}}
	b.Loop = engine.Loop[job, event, order, decision]{
		Kind: "job", Machine: b, Store: b, Queue: b, Now: func() time.Time { return b.now }, Log: slog.New(slog.DiscardHandler),
	}
	return b
}

func (b *bench) Load(_ context.Context, id string) (job, error) {
	j, ok := b.stored[id]
	if !ok {
		return job{}, port.ErrNotFound
	}
	return j, nil
}

func (b *bench) Save(_ context.Context, j job) error {
	if b.onSave != nil {
		if err := b.onSave(); err != nil {
			return err
		}
	}
	if b.stored[j.ID].Version != j.Version-1 {
		return port.ErrConflict
	}
	b.stored[j.ID] = j
	return nil
}

func (b *bench) Overdue(_ context.Context, before time.Time, limit int) ([]string, error) {
	var ids []string
	for id, j := range b.stored {
		if !j.Deadline.IsZero() && j.Deadline.Before(before) && len(ids) < limit {
			ids = append(ids, id)
		}
	}
	return ids, nil
}

func (b *bench) Send(_ context.Context, envelopes ...port.Envelope) error {
	b.sent = append(b.sent, envelopes...)
	if b.onSend != nil {
		return b.onSend()
	}
	return nil
}

func (b *bench) Decide(ctx context.Context, j job, e event) (decision, error) {
	j.Asked, j.Done, j.Deadline = j.Asked+e.asked, j.Done+e.done, time.Time{}
	if j.Asked > j.Done {
		j.Deadline = b.now.Add(time.Minute)
	}
	return decision{j}, nil
}
func (b *bench) Decided(d *decision) *job { return &d.job }
func (b *bench) Marks(j *job) engine.Marks {
	return engine.Marks{ID: j.ID, Version: &j.Version, Deadline: j.Deadline, Wake: j.Wake, Timer: &j.Timer}
}
func (b *bench) TimerFired() event { return event{} }
func (b *bench) Due(j job, _ time.Time) (due []order) {
	for i := j.Done; i < j.Asked; i++ {
		due = append(due, order{fmt.Sprintf("order %d", i)})
	}
	return due
}
func (b *bench) Queue(o order) (port.Queue, string) {
	if b.own == "" {
		return "", ""
	}
	return b.own, o.name
}
func (b *bench) Reconsider(ctx context.Context, j job, _ order) (job, error) {
	if b.useless {
		return b.Report(ctx, j, event{done: 1})
	}
	return j, nil
}
func (b *bench) Perform(ctx context.Context, j job, o order) (job, error) {
	if b.fails == o.name {
		return j, errors.New("the world is away")
	}
	b.performed++
	return b.Report(ctx, j, event{done: 1})
}
func (b *bench) Envelope(id string) port.Envelope {
	return port.Envelope{Queue: port.OrdersQueue, Call: id}
}
func (b *bench) Saved(decision) {}

// loop keeps the methods of the loop apart from those of the machine.
func (b *bench) loop() engine.Loop[job, event, order, decision] { return b.Loop }

// take hands out every envelope that is queued, and those that this brings, until none is left.
func (b *bench) take(t *testing.T) (taken int) {
	t.Helper()
	for len(b.sent) > 0 {
		e := b.sent[0]
		b.sent = b.sent[1:]
		if taken++; taken > 100 {
			t.Fatal("envelopes never come to an end")
		}
		b.now = b.now.Add(e.Delay)
		if err := b.loop().Act(t.Context(), e.Call, e); err != nil {
			t.Fatal(err)
		}
	}
	return taken
}

func (b *bench) ask(t *testing.T) error {
	t.Helper()
	_, err := b.loop().Begin(t.Context(), b.stored["a"].orFresh(), event{asked: 1}, true)
	return err
}

func (j job) orFresh() job {
	j.ID = "a"
	return j
}

func (b *bench) want(t *testing.T, performed, version int) {
	t.Helper()
	if b.performed != performed || b.stored["a"].Version != version {
		t.Errorf("%d orders performed at version %d, want %d at %d", b.performed, b.stored["a"].Version, performed, version)
	}
}

func TestSavedThenTaken(t *testing.T) {
	b := newBench()
	if err := b.ask(t); err != nil {
		t.Fatal(err)
	}
	b.want(t, 0, 1)
	b.take(t)
	b.want(t, 1, 2)
}

func TestTakenBeforeItIsSaved(t *testing.T) {
	b := newBench()
	sent := make(chan struct{})
	b.onSend = func() error { b.onSend = nil; close(sent); return nil }
	b.onSave = func() error {
		<-sent
		b.onSave = nil
		if err := b.loop().Act(t.Context(), "a", b.sent[0]); err != nil { // the queue was faster
			t.Error(err)
		}
		return nil
	}
	if err := b.ask(t); err != nil {
		t.Fatal(err)
	}
	b.want(t, 0, 1)
	if again := b.sent[1]; again.Tries != 1 || again.Delay != time.Second || again.Version != 1 {
		t.Fatalf("put back as %+v", again)
	}
	b.sent = b.sent[1:]
	b.take(t)
	b.want(t, 1, 2)
}

func TestSentAndTheSaveLostItsVersion(t *testing.T) {
	b := newBench()
	b.onSave = func() error {
		b.onSave = nil
		b.stored["a"] = job{ID: "a", Version: 1, Asked: 2, Deadline: b.now.Add(time.Minute)} // the winner's
		return nil
	}
	if err := b.ask(t); !errors.Is(err, port.ErrConflict) {
		t.Fatalf("got %v, want a conflict", err)
	}
	b.take(t) // what the loser sent does what the winner owes
	b.want(t, 2, 3)
}

func TestSentAndNothingSaved(t *testing.T) {
	b := newBench()
	broken := errors.New("the store is broken")
	b.onSave = func() error { return broken }
	if err := b.ask(t); !errors.Is(err, broken) {
		t.Fatalf("got %v, want %v", err, broken)
	}
	if taken := b.take(t); taken != 6 {
		t.Errorf("taken %d times, want once and five times more", taken)
	}
	b.want(t, 0, 0)
}

func TestSavedAndNotSent(t *testing.T) {
	b := newBench()
	b.onSend = func() error { b.sent, b.onSend = nil, nil; return errors.New("the queue is broken") }
	if err := b.ask(t); err != nil {
		t.Fatalf("what was saved is safe, got %v", err)
	}
	b.take(t)
	b.want(t, 0, 1)
	b.now = b.now.Add(2 * time.Minute)
	if n, err := b.loop().Sweep(t.Context()); n != 1 || err != nil {
		t.Fatalf("swept %d, %v, want the one", n, err)
	}
	b.take(t)
	b.want(t, 1, 3)
}

func TestAClaimIsWonOnce(t *testing.T) {
	b := newBench()
	if err := b.ask(t); err != nil {
		t.Fatal(err)
	}
	before := b.stored["a"]
	var won []bool
	for range 2 {
		_, ours, err := b.loop().Claim(t.Context(), before, event{done: 1})
		if err != nil {
			t.Fatal(err)
		}
		won = append(won, ours)
	}
	if !slices.Equal(won, []bool{true, false}) {
		t.Errorf("won %v, want the first alone", won)
	}
}

func TestALostVersionIsDecidedAnewAndGivenUpInTheEnd(t *testing.T) {
	for losses, want := range map[int]error{11: nil, 12: port.ErrConflict} {
		b := newBench()
		b.stored["a"] = job{ID: "a", Version: 1}
		left := losses
		b.onSave = func() error {
			if left--; left >= 0 {
				return port.ErrConflict
			}
			return nil
		}
		if _, err := b.loop().Decide(t.Context(), "a", event{asked: 1}, true); !errors.Is(err, want) {
			t.Errorf("after %d losses: %v, want %v", losses, err, want)
		}
	}
}

// Two webhooks at once: what the first has saved is not undone by the second.
func TestALostDecisionIsMadeAnewOnWhatTheWinnerSaved(t *testing.T) {
	b := newBench()
	b.stored["a"] = job{ID: "a", Version: 1}
	b.onSave = func() error {
		b.onSave = nil
		b.stored["a"] = job{ID: "a", Version: 2, Asked: 5}
		return nil
	}
	if _, err := b.loop().Decide(t.Context(), "a", event{asked: 1}, true); err != nil {
		t.Fatal(err)
	}
	if got := b.stored["a"]; got.Asked != 6 || got.Version != 3 {
		t.Errorf("saved %+v, want the winner's five and one more", got)
	}
}

func TestAnEnvelopeWaitsForTheSaveItTellsOf(t *testing.T) {
	b := newBench()
	b.stored["a"] = job{ID: "a", Version: 1, Asked: 1, Deadline: b.now.Add(time.Minute)}
	if err := b.loop().Act(t.Context(), "a", port.Envelope{Call: "a", Version: 2}); err != nil {
		t.Fatal(err)
	}
	b.want(t, 0, 1)
	if len(b.sent) != 1 || b.sent[0].Tries != 1 || b.sent[0].Delay != time.Second {
		t.Errorf("sent %+v, want the envelope again in a second", b.sent)
	}
}

// A phone that cannot be hung up must not keep the next one from ringing.
func TestAnOrderThatFailsHoldsUpNoOtherAndIsTriedAgain(t *testing.T) {
	b := newBench()
	b.fails = "order 0"
	b.stored["a"] = job{ID: "a", Version: 1}
	loop := b.loop()
	loop.Machine = twoOrders{b}
	if err := loop.Act(t.Context(), "a", port.Envelope{Call: "a", Version: 1}); err != nil {
		t.Fatal(err)
	}
	if b.performed != 1 {
		t.Errorf("%d orders performed, want the one that does not fail", b.performed)
	}
	if len(b.sent) != 1 || b.sent[0].Tries != 1 || b.sent[0].Delay != time.Second {
		t.Errorf("sent %+v, want another try in a second", b.sent)
	}
}

// twoOrders owes an order that fails and one that does not.
type twoOrders struct{ *bench }

func (m twoOrders) Due(j job, _ time.Time) []order {
	if m.performed > 0 {
		return []order{{"order 0"}}
	}
	return []order{{"order 0"}, {"order 1"}}
}
