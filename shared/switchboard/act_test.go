package switchboard_test

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"ringdown/infra/desktest"
	"ringdown/shared/call"
	"ringdown/shared/port"
	"ringdown/shared/switchboard"
)

// overtaken lets somebody else act right before the first save.
type overtaken struct {
	port.Calls
	other func()
}

func (o *overtaken) Save(ctx context.Context, c call.Call) error {
	if other := o.other; other != nil {
		o.other = nil
		other()
	}
	return o.Calls.Save(ctx, c)
}

// Two performers have loaded the same call: who saves that the phone is about to be dialled dials it.
func TestTwoWhoComeForOneDialDialOnce(t *testing.T) {
	b := desktest.New(t)
	id := b.Arrive()
	order := port.Envelope{Queue: port.DialsQueue, Order: "dial 1", Call: id, Version: 1}
	calls := b.Calls
	b.Calls = &overtaken{Calls: calls, other: func() {
		b.Calls = calls
		if err := b.Act(t.Context(), order); err != nil {
			t.Error(err)
		}
	}}
	if err := b.Act(t.Context(), order); err != nil {
		t.Fatal(err)
	}
	if want := []string{"dial 1"}; !slices.Equal(b.Phones.Asked, want) {
		t.Errorf("asked %v, want %v", b.Phones.Asked, want)
	}
}

// The provider counts what it is asked, and not what it takes.
func TestARefusedDialTakesItsSecondToo(t *testing.T) {
	for name, answer := range map[string]error{"taken": nil, "refused": port.ErrRefused, "no room": port.ErrThrottled, "no answer": errAway} {
		b := desktest.New(t)
		var held time.Duration
		b.Hold = func(_ context.Context, d time.Duration) { held += d }
		b.Phones.OnDial = func(int) (string, error) { return "out-1", answer }
		id := b.Arrive()
		if err := b.Act(t.Context(), port.Envelope{Queue: port.DialsQueue, Order: "dial 1", Call: id, Version: 1}); err != nil {
			t.Fatal(err)
		}
		if want := time.Duration(len(b.Phones.Asked)) * time.Second; held != want {
			t.Errorf("%s: the performer is held for %s, want a second for each of %v", name, held, b.Phones.Asked)
		}
	}
}

func TestACallerOfWhomTheProviderKnowsNothingIsNotGone(t *testing.T) {
	b := desktest.New(t)
	id := b.Arrive()
	b.Work()
	b.Phones.Failing = errAway
	b.Time = b.Time.Add(31 * time.Second)
	_ = b.Act(t.Context(), port.Envelope{Call: id})
	if !slices.Contains(b.Phones.Asked, "check leg-1") {
		t.Fatalf("asked %v: nobody looked for the caller", b.Phones.Asked)
	}
	if c := b.Load(id); !c.Caller.Left.IsZero() {
		t.Error("a provider that does not answer hangs up on the caller")
	}
}

func TestAHangUpThatFailedIsDoneAgainWithinSeconds(t *testing.T) {
	b := desktest.New(t)
	id := b.Arrive()
	b.Work()
	b.Phones.Failing = errAway
	if err := b.Note(t.Context(), id, callerLeft); err != nil {
		t.Fatal(err)
	}
	b.Work()
	b.Phones.Failing = nil
	before := len(b.Phones.Asked)
	b.Time = b.Time.Add(4 * time.Second)
	b.Work()
	if again := b.Phones.Asked[before:]; !slices.Contains(again, "hang up out-1") {
		t.Errorf("asked %v, then %v: a phone rings on for nobody", b.Phones.Asked[:before], again)
	}
}

// deaf is a queue that takes nothing for alerts.
type deaf struct{ port.Orders }

func (d deaf) Send(ctx context.Context, list ...port.Envelope) error {
	if slices.ContainsFunc(list, func(e port.Envelope) bool { return e.Queue == port.AlertsQueue }) {
		return errAway
	}
	return d.Orders.Send(ctx, list...)
}

func TestAnAlertThatCouldNotBeQueuedStaysOwed(t *testing.T) {
	b := desktest.New(t)
	id := b.Arrive()
	b.Time = b.Time.Add(10 * time.Second)
	orders := b.Orders
	b.Orders = deaf{orders}
	if err := b.Note(t.Context(), id, callerLeft); err != nil {
		t.Fatal(err)
	}
	b.Work()
	if a := b.Load(id).Alerts; len(a) != 1 || !a[0].QueuedAt.IsZero() {
		t.Fatalf("alerts %+v, want one that is owed", a)
	}
	b.Orders = orders
	b.Time = b.Time.Add(time.Minute)
	b.Work()
	if a := b.Load(id).Alerts; a[0].QueuedAt.IsZero() {
		t.Errorf("alerts %+v, want it on its way", a)
	}
}

// The provider tells an end once.
func TestAnEndThatCannotBeKeptWaits(t *testing.T) {
	b := desktest.New(t)
	id := b.Arrive()
	b.Work()
	calls := b.Calls
	b.Calls = awayCalls{}
	unseen := call.CallUnseen{Leg: desktest.Arrival.Leg, From: desktest.Arrival.From, To: desktest.Arrival.To, Seconds: 5, Ended: b.Time}
	if err := b.CallerEnded(t.Context(), callerLeft, unseen); err != nil {
		t.Fatal(err)
	}
	b.Calls = calls
	b.Time = b.Time.Add(3 * time.Second)
	b.Work()
	if c := b.Load(id); c.Caller.Left.IsZero() {
		t.Errorf("nobody has heard that the caller left: asked %v", b.Phones.Asked)
	}
}

func TestARecordedTalkIsNoMessage(t *testing.T) {
	b := desktest.New(t)
	id := b.Arrive()
	talk := switchboard.Recorded{Call: id, Talk: true, Message: call.MessageRecorded{Recording: "r1", URL: "https://x.example/r1", Bytes: 40000, Seconds: 10}}
	if err := b.Record(t.Context(), talk); err != nil {
		t.Fatal(err)
	}
	if c := b.Load(id); len(c.Messages) != 0 || len(c.Talks) != 1 || c.Talks[0].Key != "talk/"+id+"/r1" {
		t.Errorf("messages %+v, talks %+v", c.Messages, c.Talks)
	}
}

func TestWhoIsRungForAnotherCallIsPassedOver(t *testing.T) {
	b := desktest.New(t)
	first := b.Load(b.Arrive())
	b.Work()
	if _, err := b.Switchboard.Arrive(t.Context(), call.CallArrived{Leg: "leg-2", From: "+14155550177", To: desktest.Arrival.To}); err != nil {
		t.Fatal(err)
	}
	b.Work()
	second := b.Load(call.NewID("leg-2"))
	if second.Legs[0].User != first.Legs[0].User || second.Legs[0].State == call.Dialled {
		t.Errorf("%s is rung for two calls at once: %+v", second.Legs[0].User, second.Legs[0])
	}
	if rung := second.Legs[len(second.Legs)-1]; rung.User == first.Legs[0].User || rung.State != call.Dialled {
		t.Errorf("the second call rings %+v, want the next person", rung)
	}
}

// blind are reservations that cannot be read.
type blind struct{ port.Reservations }

func (blind) Find(context.Context, string) (call.Reservation, error) {
	return call.Reservation{}, fmt.Errorf("read a reservation: %w", errAway)
}

func TestNotKnowingWhoIsFreeIsNoReasonNotToRing(t *testing.T) {
	b := desktest.New(t)
	b.Reservations = blind{b.Reservations}
	b.Arrive()
	b.Work()
	if want := []string{"dial 1"}; !slices.Equal(b.Phones.Asked, want) {
		t.Errorf("asked %v, want %v", b.Phones.Asked, want)
	}
}
