package switchboard_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"ringdown/infra/memport"
	"ringdown/shared/call"
	"ringdown/shared/e164"
	"ringdown/shared/line"
	"ringdown/shared/ncco"
	"ringdown/shared/switchboard"
)

// phones notes what it is asked, and answers what a test wants.
type phones struct {
	asked []string
	dial  func(n int) (string, error)
	end   error
	found bool
}

func (p *phones) Dial(_ context.Context, d call.Dial) (string, error) {
	p.asked = append(p.asked, "dial "+d.Status.Leg)
	if p.dial != nil {
		return p.dial(len(p.asked))
	}
	return "out-" + d.Status.Leg, nil
}

func (p *phones) HangUp(_ context.Context, _, provider string) error {
	p.asked = append(p.asked, "hang up "+provider)
	return p.end
}

func (p *phones) Transfer(_ context.Context, _, provider string, _ ncco.Script) error {
	p.asked = append(p.asked, "transfer "+provider)
	return p.end
}

func (p *phones) Listen(_ context.Context, _, provider string, _ ncco.Callback) error {
	p.asked = append(p.asked, "listen "+provider)
	return p.end
}

func (p *phones) Fetch(_ context.Context, url string) (io.ReadCloser, string, error) {
	p.asked = append(p.asked, "fetch "+url)
	return io.NopCloser(strings.NewReader("audio")), "audio/mpeg", nil
}

func (p *phones) Inbound(context.Context, string) (string, e164.Number, e164.Number, error) {
	if !p.found {
		return "", "", "", switchboard.ErrNotFound
	}
	return "leg-9", "+14155550188", "+14155550100", nil
}

// bench is a switchboard on ports in memory and a clock that stands until it is moved.
type bench struct {
	*switchboard.Switchboard
	t      *testing.T
	now    time.Time
	phones *phones
	calls  switchboard.Calls
	queue  *memport.Orders
	outbox *memport.Outbox
}

func newBench(t *testing.T) *bench {
	t.Helper()
	b := &bench{t: t, now: time.Date(2026, 3, 2, 2, 14, 0, 0, time.UTC), phones: &phones{}, calls: memport.NewCalls(), outbox: &memport.Outbox{}}
	clock := func() time.Time { return b.now }
	b.queue = &memport.Orders{Now: clock}
	plans := memport.NewDialplans()
	b.Switchboard = &switchboard.Switchboard{
		Calls: b.calls, Dialplans: plans, Recordings: &memport.Recordings{Now: clock}, Alerts: b.outbox, Phones: b.phones, Audio: b.phones,
		Orders: b.queue, Now: clock, Log: slog.New(slog.DiscardHandler), Listen: func(id string, _ time.Time) string { return "listen/" + id },
	}
	file, err := os.ReadFile("../../testdata/config/good/first.yaml")
	if err != nil {
		t.Fatal(err)
	}
	settings, problems := line.Parse(file)
	if line.Fatal(problems) {
		t.Fatal(problems)
	}
	compiled, err := settings.Compile()
	if err != nil {
		t.Fatal(err)
	}
	compiled[0].Version = 1
	if err := plans.Publish(t.Context(), compiled[0]); err != nil {
		t.Fatal(err)
	}
	return b
}

var arrival = call.CallArrived{Leg: "leg-1", From: "+14155550199", To: "+14155550100"}

func (b *bench) arrive() string {
	b.t.Helper()
	if _, err := b.Arrive(b.t.Context(), arrival); err != nil {
		b.t.Fatal(err)
	}
	return call.NewID(arrival.Leg)
}

func (b *bench) load(id string) call.Call {
	b.t.Helper()
	c, err := b.calls.Load(b.t.Context(), id)
	if err != nil {
		b.t.Fatal(err)
	}
	return c
}

// work delivers what is due in the orders queue.
func (b *bench) work() {
	b.t.Helper()
	for range 20 {
		due := b.queue.Receive(switchboard.OrdersQueue, 10)
		if len(due) == 0 {
			return
		}
		for _, d := range due {
			var m switchboard.Message
			if err := json.Unmarshal([]byte(d.Body), &m); err != nil {
				b.t.Fatal(err)
			}
			if err := b.Act(b.t.Context(), m); err != nil {
				b.t.Fatal(err)
			}
			b.queue.Done(d.ID)
		}
	}
	b.t.Fatal("the orders queue never came to rest")
}

func TestArrivingRepliesAndDialsOnlyFromTheQueue(t *testing.T) {
	b := newBench(t)
	reply, err := b.Arrive(t.Context(), arrival)
	if err != nil || reply.Unchanged() {
		t.Fatalf("reply %+v, %v", reply, err)
	}
	if len(b.phones.asked) != 0 {
		t.Fatalf("the answering function asked the provider: %v", b.phones.asked)
	}
	b.work()
	if want := []string{"dial 1"}; !slices.Equal(b.phones.asked, want) {
		t.Errorf("asked %v, want %v", b.phones.asked, want)
	}
	if l := b.load(call.NewID("leg-1")).Legs[0]; l.Provider != "out-1" || l.State != call.Dialled {
		t.Errorf("the leg is %+v", l)
	}
}

func TestAnOrderDeliveredTwiceDialsOnce(t *testing.T) {
	b := newBench(t)
	id := b.arrive()
	for range 3 {
		if err := b.Act(t.Context(), switchboard.Message{Call: id, Version: 1}); err != nil {
			t.Fatal(err)
		}
	}
	if want := []string{"dial 1"}; !slices.Equal(b.phones.asked, want) {
		t.Errorf("asked %v, want %v", b.phones.asked, want)
	}
}

func TestADialWithoutAnAnswerIsNeverRepeated(t *testing.T) {
	b := newBench(t)
	b.phones.dial = func(int) (string, error) { return "", errors.New("the connection broke") }
	id := b.arrive()
	b.work()
	if l := b.load(id).Legs[0]; l.State != call.Dialling || l.Provider != "" {
		t.Fatalf("the leg is %+v, want dialling and unknown", l)
	}
	if err := b.Note(t.Context(), id, call.LegAnswered{Leg: "1", Provider: "out-7"}); err != nil {
		t.Fatal(err)
	}
	b.work()
	if l := b.load(id).Legs[0]; l.Provider != "out-7" || len(b.phones.asked) != 1 {
		t.Errorf("the leg is %+v after %v: its own webhook should have told", l, b.phones.asked)
	}
}

func TestAThrottledDialIsTriedAgainLater(t *testing.T) {
	b := newBench(t)
	b.phones.dial = func(n int) (string, error) {
		if n == 1 {
			return "", fmt.Errorf("too fast: %w", switchboard.ErrThrottled)
		}
		return "out-1", nil
	}
	id := b.arrive()
	b.work()
	if len(b.phones.asked) != 1 {
		t.Fatalf("asked %v at once", b.phones.asked)
	}
	b.now = b.now.Add(time.Second)
	b.work()
	if l := b.load(id).Legs[0]; l.Provider != "out-1" || len(b.phones.asked) != 2 {
		t.Errorf("the leg is %+v after %v", l, b.phones.asked)
	}
}

func TestAMessageAheadOfItsSaveIsPutBack(t *testing.T) {
	b := newBench(t)
	id := b.arrive()
	b.work()
	before := b.queue.Waiting()
	if err := b.Act(t.Context(), switchboard.Message{Call: id, Version: 99}); err != nil {
		t.Fatal(err)
	}
	if got := b.queue.Waiting(); got != before+1 {
		t.Errorf("%d messages wait, want one more than %d", got, before)
	}
	if err := b.Act(t.Context(), switchboard.Message{Call: id, Version: 99, Tries: 5}); err != nil {
		t.Fatal(err)
	}
	if got := b.queue.Waiting(); got != before+1 {
		t.Errorf("after five tries it was put back again: %d wait", got)
	}
}

// busyCalls loses every save to somebody else, n times.
type busyCalls struct {
	switchboard.Calls
	losses int
}

func (s *busyCalls) Save(ctx context.Context, c call.Call) error {
	if s.losses > 0 && c.Version > 1 {
		s.losses--
		return switchboard.ErrConflict
	}
	return s.Calls.Save(ctx, c)
}

func TestALostVersionIsDecidedAnewAndGivenUpInTheEnd(t *testing.T) {
	for losses, want := range map[int]error{11: nil, 12: switchboard.ErrConflict} {
		b := newBench(t)
		id := b.arrive()
		busy := &busyCalls{Calls: b.calls, losses: losses}
		b.Calls = busy
		err := b.Note(t.Context(), id, call.LegEnded{Leg: call.CallerLeg, Reason: call.Completed})
		if !errors.Is(err, want) {
			t.Errorf("after %d losses: %v, want %v", losses, err, want)
		}
	}
}

// A webhook whose store is away still gets something to say.
type awayCalls struct{ switchboard.Calls }

var errAway = errors.New("away")

func (awayCalls) Load(context.Context, string) (call.Call, error) { return call.Call{}, errAway }
func (awayCalls) Save(context.Context, call.Call) error           { return errAway }

func TestACallerHearsAnApologyWhenTheStoreIsAway(t *testing.T) {
	b := newBench(t)
	b.Calls = awayCalls{}
	for name, ask := range map[string]func() (call.Reply, error){
		"arriving": func() (call.Reply, error) { return b.Arrive(t.Context(), arrival) },
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
	b := newBench(t)
	id := b.arrive()
	recorded := switchboard.Recorded{Call: id, Message: call.MessageRecorded{Recording: "r1", URL: "https://x.example/r1", Bytes: 40000, Seconds: 10}}
	for range 2 {
		if err := b.Record(t.Context(), recorded); err != nil {
			t.Fatal(err)
		}
	}
	if n := strings.Count(strings.Join(b.phones.asked, ","), "fetch"); n != 1 {
		t.Errorf("fetched %d times, want once", n)
	}
	if key := b.load(id).Voicemail.Key; key != "voicemail/"+id+"/r1" {
		t.Errorf("kept under %q", key)
	}
}

func TestAMessageWhoseCallNeverReachedUsBecomesACall(t *testing.T) {
	b := newBench(t)
	recorded := switchboard.Recorded{Call: "fallback", Conversation: "CON-1", Message: call.MessageRecorded{Recording: "r1", URL: "https://x.example/r1", Bytes: 40000, Seconds: 10}}
	if err := b.Record(t.Context(), recorded); !errors.Is(err, switchboard.ErrNotFound) {
		t.Fatalf("a conversation without a caller: %v, want ErrNotFound", err)
	}
	b.phones.found = true
	if err := b.Record(t.Context(), recorded); err != nil {
		t.Fatal(err)
	}
	c := b.load(call.NewID("leg-9"))
	if c.Outcome != call.Message || c.Caller.Number != "+14155550188" || c.Voicemail.Key == "" || len(c.Alerts) != 1 {
		t.Errorf("the call is %+v", c)
	}
}

func TestAnAlertIsToldOnce(t *testing.T) {
	b := newBench(t)
	id := b.arrive()
	if err := b.Note(t.Context(), id, call.LegEnded{Leg: call.CallerLeg, Reason: call.Completed}); err != nil {
		t.Fatal(err)
	}
	b.work()
	for range 2 {
		if err := b.Tell(t.Context(), switchboard.Message{Call: id, Alert: "1"}); err != nil {
			t.Fatal(err)
		}
	}
	told := b.outbox.Notices()
	if len(told) != 1 || told[0].Team != "support" || told[0].Listen != "listen/"+id {
		t.Errorf("told %+v", told)
	}
}

func TestTheSweepFindsWhatNothingWoke(t *testing.T) {
	b := newBench(t)
	b.queue.Lose = func(switchboard.Message) bool { return true }
	id := b.arrive()
	if n, err := b.Sweep(t.Context()); n != 0 || err != nil {
		t.Fatalf("a call on time: swept %d, %v", n, err)
	}
	b.queue.Lose = nil
	b.now = b.now.Add(time.Minute)
	if n, err := b.Sweep(t.Context()); n != 1 || err != nil {
		t.Fatalf("a forgotten call: swept %d, %v", n, err)
	}
	b.work()
	if len(b.load(id).Legs) == 0 || len(b.phones.asked) == 0 {
		t.Errorf("nothing was dialled after the sweep: %v", b.phones.asked)
	}
}
