package switchboard_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"ringdown/infra/desktest"
	"ringdown/shared/call"
	"ringdown/shared/dialplan"
	"ringdown/shared/e164"
	"ringdown/shared/ncco"
	"ringdown/shared/port"
	"ringdown/shared/switchboard"
)

func TestArrivingRepliesAndDialsOnlyFromTheQueue(t *testing.T) {
	b := desktest.New(t)
	reply, err := b.Switchboard.Arrive(t.Context(), desktest.Arrival)
	if err != nil || reply.Unchanged() {
		t.Fatalf("reply %+v, %v", reply, err)
	}
	if len(b.Phones.Asked) != 0 {
		t.Fatalf("the answering function asked the provider: %v", b.Phones.Asked)
	}
	b.Work()
	if want := []string{"dial 1"}; !slices.Equal(b.Phones.Asked, want) {
		t.Errorf("asked %v, want %v", b.Phones.Asked, want)
	}
	if l := b.Load(call.NewID("leg-1")).Legs[0]; l.Provider != "out-1" || l.State != call.Dialled {
		t.Errorf("the leg is %+v", l)
	}
}

func TestAnOrderDeliveredTwiceDialsOnce(t *testing.T) {
	b := desktest.New(t)
	id := b.Arrive()
	for range 3 {
		if err := b.Act(t.Context(), port.Envelope{Queue: port.DialsQueue, Order: "dial 1", Call: id, Version: 1}); err != nil {
			t.Fatal(err)
		}
	}
	if want := []string{"dial 1"}; !slices.Equal(b.Phones.Asked, want) {
		t.Errorf("asked %v, want %v", b.Phones.Asked, want)
	}
}

func TestADialWithoutAnAnswerIsNeverRepeated(t *testing.T) {
	b := desktest.New(t)
	b.Phones.OnDial = func(int) (string, error) { return "", errors.New("the connection broke") }
	id := b.Arrive()
	b.Work()
	if l := b.Load(id).Legs[0]; l.State != call.Dialling || l.Provider != "" {
		t.Fatalf("the leg is %+v, want dialling and unknown", l)
	}
	if err := b.Note(t.Context(), id, call.LegAnswered{Leg: "1", Provider: "out-7"}); err != nil {
		t.Fatal(err)
	}
	b.Work()
	if l := b.Load(id).Legs[0]; l.Provider != "out-7" || len(b.Phones.Asked) != 1 {
		t.Errorf("the leg is %+v after %v: its own webhook should have told", l, b.Phones.Asked)
	}
}

func TestAThrottledDialIsTriedAgainLater(t *testing.T) {
	b := desktest.New(t)
	b.Phones.OnDial = func(n int) (string, error) {
		if n == 1 {
			return "", fmt.Errorf("too fast: %w", port.ErrThrottled)
		}
		return "out-1", nil
	}
	id := b.Arrive()
	b.Work()
	if len(b.Phones.Asked) != 1 {
		t.Fatalf("asked %v at once", b.Phones.Asked)
	}
	b.Time = b.Time.Add(3 * time.Second) // its turn, and the jitter
	b.Work()
	if l := b.Load(id).Legs[0]; l.Provider != "out-1" || len(b.Phones.Asked) != 2 {
		t.Errorf("the leg is %+v after %v", l, b.Phones.Asked)
	}
}

// A webhook whose store is away still gets something to say.
type awayCalls struct{ port.Calls }

var errAway = errors.New("away")

func (awayCalls) Load(context.Context, string) (call.Call, error) { return call.Call{}, errAway }
func (awayCalls) Save(context.Context, call.Call) error           { return errAway }

// unsavedCalls can be read, and saved no more.
type unsavedCalls struct{ port.Calls }

func (unsavedCalls) Save(context.Context, call.Call) error { return errAway }

// Two who pressed the key must not both hear that they are connected: only a claim that was saved is one.
func TestAKeyThatCannotBeSavedConnectsNobody(t *testing.T) {
	b := desktest.New(t)
	id := b.Arrive()
	b.Work()
	b.Calls = unsavedCalls{b.Calls}
	reply, err := b.Answer(t.Context(), id, call.DigitsPressed{Leg: "1", Epoch: 1, Digits: "1"})
	if !errors.Is(err, errAway) || !reply.Unchanged() {
		t.Errorf("got %+v, %v: what the phone was dialled with has to go on", reply.Script, err)
	}
}

func TestACallerHearsAnApologyWhenTheStoreIsAway(t *testing.T) {
	b := desktest.New(t)
	b.Calls = awayCalls{}
	for name, ask := range map[string]func() (call.Reply, error){
		"arriving": func() (call.Reply, error) { return b.Switchboard.Arrive(t.Context(), desktest.Arrival) },
		"a key":    func() (call.Reply, error) { return b.Steer(t.Context(), "c1", call.DigitsPressed{Leg: call.CallerLeg}) },
	} {
		reply, err := ask()
		if !errors.Is(err, errAway) {
			t.Errorf("%s: %v, want the store's error for the log", name, err)
		}
		records := slices.ContainsFunc(reply.Script, func(a ncco.Action) bool { return a.Verb() == "record" })
		if !records || reply.Script.Resolve(func(string) string { return "https://x.example/y" }).Validate() != nil {
			t.Errorf("%s: the reply %+v takes no message", name, reply.Script)
		}
	}
}

func TestAMessageIsKeptOnceAndToldOnce(t *testing.T) {
	b := desktest.New(t)
	id := b.Arrive()
	recorded := switchboard.Recorded{Call: id, Message: call.MessageRecorded{Recording: "r1", URL: "https://x.example/r1", Bytes: 40000, Seconds: 10}}
	for range 2 {
		if err := b.Record(t.Context(), recorded); err != nil {
			t.Fatal(err)
		}
	}
	if n := strings.Count(strings.Join(b.Phones.Asked, ","), "fetch"); n != 1 {
		t.Errorf("fetched %d times, want once", n)
	}
	if key := messageOf(b, id).Key; key != "voicemail/"+id+"/r1" {
		t.Errorf("kept under %q", key)
	}
}

func TestAMessageWhoseCallNeverReachedUsBecomesACall(t *testing.T) {
	b := desktest.New(t)
	recorded := switchboard.Recorded{Call: "fallback", Conversation: "CON-1", Message: call.MessageRecorded{Recording: "r1", URL: "https://x.example/r1", Bytes: 40000, Seconds: 10}}
	if err := b.Record(t.Context(), recorded); !errors.Is(err, port.ErrNotFound) {
		t.Fatalf("a conversation without a caller: %v, want ErrNotFound", err)
	}
	b.Phones.Caller = true
	if err := b.Record(t.Context(), recorded); err != nil {
		t.Fatal(err)
	}
	c := b.Load(call.NewID("leg-9"))
	if c.Outcome != call.VoicemailLeft || c.Caller.Number != "+14155550188" || c.Voicemail().Key == "" || len(c.Alerts) != 1 {
		t.Errorf("the call is %+v", c)
	}
}

func TestTheSweepFindsWhatNothingWoke(t *testing.T) {
	b := desktest.New(t)
	b.Queue.Lose = func(port.Envelope) bool { return true }
	id := b.Arrive()
	if n, err := b.Sweep(t.Context()); n != 0 || err != nil {
		t.Fatalf("a call on time: swept %d, %v", n, err)
	}
	b.Queue.Lose = nil
	b.Time = b.Time.Add(time.Minute)
	if n, err := b.Sweep(t.Context()); n != 1 || err != nil {
		t.Fatalf("a forgotten call: swept %d, %v", n, err)
	}
	b.Work()
	if len(b.Load(id).Legs) == 0 || len(b.Phones.Asked) == 0 {
		t.Errorf("nothing was dialled after the sweep: %v", b.Phones.Asked)
	}
}

// messageOf is the message that people are told of.
func messageOf(d *desktest.Desk, id string) *call.Recording {
	c := d.Load(id)
	return c.Voicemail()
}

var callerLeft = call.LegEnded{Leg: call.CallerLeg, Provider: desktest.Arrival.Leg, Reason: call.Completed}

// The end of a call may be handled before its arrival, and is remembered: nobody is rung for a caller who
// has gone. One who left at once was misdialled, one who waited is told of.
func TestAnEndThatComesBeforeItsCallIsRemembered(t *testing.T) {
	for seconds, alerts := range map[int]int{1: 0, 40: 1} {
		b := desktest.New(t)
		end := call.CallUnseen{Leg: desktest.Arrival.Leg, From: desktest.Arrival.From, To: desktest.Arrival.To, Seconds: seconds}
		if err := b.CallerEnded(t.Context(), callerLeft, end); err != nil {
			t.Fatal(err)
		}
		b.Time = b.Time.Add(300 * time.Millisecond)
		if _, err := b.Switchboard.Arrive(t.Context(), desktest.Arrival); err != nil {
			t.Fatal(err)
		}
		for range 3 {
			b.Work()
			b.Time = b.Time.Add(time.Minute)
		}
		c := b.Load(call.NewID(end.Leg))
		if len(b.Phones.Asked) != 0 || c.Outcome != call.Missed || c.EndedAt.IsZero() || c.Failure != "" || len(c.Alerts) != alerts {
			t.Errorf("a caller who was there for %d s: asked %v, the call is %+v, want it missed with %d alerts", seconds, b.Phones.Asked, c, alerts)
		}
	}
}

// An end whose arrival was faster after all ends the call as any other does.
func TestAnEndThatMeetsItsArrivalEndsTheCall(t *testing.T) {
	b := desktest.New(t)
	id := b.Arrive()
	if err := b.CallerEnded(t.Context(), callerLeft, call.CallUnseen{Leg: desktest.Arrival.Leg, From: desktest.Arrival.From, To: desktest.Arrival.To, Seconds: 5}); err != nil {
		t.Fatal(err)
	}
	if c := b.Load(id); c.Caller.Left.IsZero() || c.Failure != "" {
		t.Errorf("the call is %+v", c)
	}
}

// away is a store of dialplans that may not be reached.
type away struct {
	port.Dialplans
	err error
}

func (a *away) ByNumber(ctx context.Context, number e164.Number) (dialplan.Dialplan, error) {
	if a.err != nil {
		return dialplan.Dialplan{}, a.err
	}
	return a.Dialplans.ByNumber(ctx, number)
}

// Where settings cannot be read, a function that has read them before goes by what it read. A number
// that is known to be no line of ours is none, whatever was known of it.
func TestTheLastKnownDialplanServes(t *testing.T) {
	b := desktest.New(t)
	plans := &away{Dialplans: b.Dialplans, err: errors.New("throttled")}
	b.Dialplans = plans
	second := desktest.Arrival
	second.Leg = "leg-2"
	if reply, err := b.Switchboard.Arrive(t.Context(), second); err == nil || len(reply.Script) == 0 {
		t.Fatalf("nothing is known yet: error %v, %d actions; want an error and an apology", err, len(reply.Script))
	}
	plans.err = nil
	b.Arrive()
	plans.err = errors.New("throttled")
	if _, err := b.Switchboard.Arrive(t.Context(), second); err != nil {
		t.Fatal(err)
	}
	b.Work()
	if c := b.Load(call.NewID("leg-2")); c.Line == "" || len(c.Legs) == 0 {
		t.Errorf("nobody is rung by the last known dialplan: %+v", c)
	}
	plans.err = port.ErrNotFound
	third := desktest.Arrival
	third.Leg = "leg-3"
	if _, err := b.Switchboard.Arrive(t.Context(), third); !errors.Is(err, port.ErrNotFound) {
		t.Errorf("a number out of service: error %v, want not found", err)
	}
}
