package awslocal_test

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"ringdown/infra/awslocal"
	"ringdown/infra/local"
	"ringdown/infra/sim"
	"ringdown/infra/vonagesim"
	"ringdown/shared/awsport"
	"ringdown/shared/awsport/s3port"
	"ringdown/shared/call"
	"ringdown/shared/dialplan"
	"ringdown/shared/port"
	"ringdown/shared/settings"
	"ringdown/shared/switchboard"
)

const (
	// requestsMax is what a call answered by the first responder may cost, in requests to tables and
	// queues together. The budget was 24; fifteen more buy what the call did not do then:
	//   - a read and a save, that the responder is reserved, and rung for no other call meanwhile;
	//   - an envelope, a read and a save, that the caller hears "connecting you", once;
	//   - an envelope, a read and a save, that the provider is asked for the caller when the responder
	//     comes into the room, so that nobody is left there alone;
	//   - an envelope and a read, for the timer that asks for both legs where no such webhook came;
	//   - a save, an envelope and a read, for the timer that asks for both legs every five minutes of a
	//     talk: the timer before sets it, and here it fires once, after the end;
	//   - an envelope and a read, for a timer that goes out beside the dial, so that nothing which time
	//     decides waits behind the dials of others.
	requestsMax = 39
	// itemBytesMax is what the item of a call with three legs may take: reading one of up
	// to 4 KB consistently is a single read unit.
	itemBytesMax = 4 << 10

	settingsText = `{"version":1,"language":"en-US","users":[
		{"id":"ana","name":"Ana","phones":[{"number":"+447700900001"}]},{"id":"bo","name":"Bo","phones":[{"number":"+447700900002"}]},
		{"id":"cy","name":"Cy","phones":[{"number":"+447700900003"}]}],
		"teams":[{"id":"support","name":"Support","tiers":[["ana","bo","cy"]],"emails":["support@example.com"]}],
		"lines":[{"id":"main","number":"+14155550100","description":"Acme support","team":"support"}]}`
)

var start = time.Date(2026, 3, 14, 9, 0, 0, 0, time.UTC)

func plans(t *testing.T) []dialplan.Dialplan {
	t.Helper()
	s, problems := settings.Parse([]byte(settingsText), nil)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	compiled, err := s.Compile()
	if err != nil {
		t.Fatal(err)
	}
	return compiled
}

// onAWS is a world whose tables and queues are AWS's, and the wire between.
func onAWS(t *testing.T, tables *awslocal.Tables) (*sim.World, *awslocal.Wire, *[]call.Call) {
	t.Helper()
	wire, saved := &awslocal.Wire{}, &[]call.Call{}
	w, err := sim.NewWorld(sim.Options{Start: start, Plans: plans(t), Seed: 1, Ports: func(o *local.Options) {
		env := tables.Env(t)
		wire.Attach(env)
		o.Calls, o.Dialplans, o.Alerts = noting{awsport.NewCalls(env), saved}, awsport.NewDialplans(env), awsport.NewAlerts(env)
		o.Reservations = awsport.NewReservations(env)
	}})
	if err != nil {
		t.Fatal(err)
	}
	stub := awslocal.StartStub(t)
	stub.Queued = func(l awslocal.Letter) {
		m := port.Envelope{Queue: port.Queue(l.Queue), Delay: time.Duration(l.DelaySeconds) * time.Second}
		if err := json.Unmarshal([]byte(l.Body), &m); err != nil {
			t.Error(err)
		}
		if err := w.Desk.Queue.Send(context.Background(), m); err != nil {
			t.Error(err)
		}
	}
	env := stub.Env()
	wire.Attach(env)
	w.Desk.Switchboard.Orders = awsport.NewOrders(env, port.OrdersQueue, port.DialsQueue, port.AsksQueue, port.AlertsQueue)
	wire.Take() // what publishing took
	return w, wire, saved
}

// noting keeps what is saved.
type noting struct {
	port.Calls
	saved *[]call.Call
}

func (n noting) Save(ctx context.Context, c call.Call) error {
	*n.saved = append(*n.saved, c)
	return n.Calls.Save(ctx, c)
}

// TestBudgets runs whole calls on the engine, in one process of it: it starts slowly.
func TestBudgets(t *testing.T) {
	tables := awslocal.StartDynamoDB(t)
	t.Run("requests of a call", func(t *testing.T) { requestsOfACall(t, tables) })
	t.Run("bytes of a call with three legs", func(t *testing.T) { bytesOfACall(t, tables) })
	t.Run("round trips of a webhook", func(t *testing.T) { roundTrips(t, tables) })
	t.Run("every whole call", func(t *testing.T) { wholeCalls(t, tables) })
}

func requestsOfACall(t *testing.T, tables *awslocal.Tables) {
	w, wire, saved := onAWS(t, tables)
	w.Network.AddPhone("447700900001", vonagesim.Answers(5*time.Second).Named("ana").Then(vonagesim.OnHearing("press 1").After(time.Second).Press("1")))
	w.Network.Dial("14155550199", "14155550100", vonagesim.Caller(vonagesim.OnTalking().After(20*time.Second).HangUp()))
	w.Run(start.Add(time.Hour))
	last := (*saved)[len(*saved)-1]
	if last.Outcome != call.Talked {
		t.Fatalf("the call ended as %q, want %q", last.Outcome, call.Talked)
	}
	counts, total := map[string]int{}, 0
	for _, s := range wire.Take() {
		if s.Operation == "DynamoDB.Query" {
			continue // the sweep's, once a minute for all calls
		}
		counts[s.Operation]++
		total++
	}
	t.Logf("%d requests, %d saves: %v", total, len(*saved), counts)
	if total > requestsMax {
		t.Errorf("%d requests (%v), want at most %d", total, counts, requestsMax)
	}
}

func bytesOfACall(t *testing.T, tables *awslocal.Tables) {
	w, wire, saved := onAWS(t, tables)
	largest := 0
	wire.Around = func(r *http.Request, send func(*http.Request) (*http.Response, error)) (*http.Response, error) {
		if strings.HasSuffix(r.Header.Get("X-Amz-Target"), ".PutItem") {
			largest = max(largest, itemBytes(t, r))
		}
		return send(r)
	}
	for _, phone := range []string{"447700900001", "447700900002"} {
		w.Network.AddPhone(phone, vonagesim.Answers(4*time.Second).Named(phone).Then(vonagesim.OnHearing("press 1").After(time.Second).Press("2")))
	}
	w.Network.AddPhone("447700900003", vonagesim.Answers(4*time.Second).Named("cy").Then(vonagesim.OnHearing("press 1").After(time.Second).Press("1")))
	w.Network.Dial("14155550199", "14155550100", vonagesim.Caller(vonagesim.OnTalking().After(20*time.Second).HangUp()))
	w.Run(start.Add(time.Hour))
	last := (*saved)[len(*saved)-1]
	t.Logf("%d legs, largest item %d bytes", len(last.Legs), largest)
	if len(last.Legs) != 3 || largest > itemBytesMax {
		body, _ := json.Marshal(last)
		t.Errorf("%d legs and an item of up to %d bytes, want 3 and at most %d: %s", len(last.Legs), largest, itemBytesMax, body)
	}
}

// itemBytes is the size of the item that a request puts, as DynamoDB counts it: names and values
// of all attributes (developer guide, "DynamoDB item sizes and formats").
func itemBytes(t *testing.T, r *http.Request) (size int) {
	t.Helper()
	body, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	r.Body = io.NopCloser(bytes.NewReader(body))
	var put struct {
		Item map[string]struct{ S, N string }
	}
	if err := json.Unmarshal(body, &put); err != nil {
		t.Fatal(err)
	}
	for name, value := range put.Item {
		size += len(name) + len(value.S)
		if value.N != "" {
			size += len(value.N)/2 + 2
		}
	}
	return size
}

// roundTrips proves that a webhook waits for one read, and then for a save and a
// its messages at the same time: each of them is held until the others are under way.
func roundTrips(t *testing.T, tables *awslocal.Tables) {
	env, stub := tables.Env(t), awslocal.StartStub(t)
	now := start
	s := &switchboard.Switchboard{Now: func() time.Time { return now }, Log: slog.New(slog.DiscardHandler)}
	if err := awsport.NewDialplans(env).Publish(t.Context(), first(plans(t))); err != nil {
		t.Fatal(err)
	}
	both, wire := newMeeting(t, 3), &awslocal.Wire{}
	wire.Around = func(r *http.Request, send func(*http.Request) (*http.Response, error)) (*http.Response, error) {
		if target := r.Header.Get("X-Amz-Target"); strings.HasSuffix(target, ".PutItem") || strings.HasSuffix(target, ".SendMessageBatch") {
			both.meet(target)
		}
		return send(r)
	}
	queues := stub.Env()
	wire.Attach(env)
	wire.Attach(queues)
	s.Calls, s.Dialplans, s.Orders = awsport.NewCalls(env), awsport.NewDialplans(env), awsport.NewOrders(queues, port.OrdersQueue, port.DialsQueue)
	took := func() (got []string) {
		for _, sent := range wire.Take() {
			got = append(got, sent.Operation)
		}
		slices.Sort(got)
		return got
	}
	want := func(what string, messages int, err error) {
		t.Helper()
		got := took()
		all := append([]string{"DynamoDB.GetItem", "DynamoDB.PutItem"}, slices.Repeat([]string{"SQS.SendMessageBatch"}, messages)...)
		if err != nil || !slices.Equal(got, all) {
			t.Errorf("%s: %v, error %v; want %v", what, got, err, all)
		}
	}
	if _, err := s.Arrive(t.Context(), call.CallArrived{Leg: "leg-0", From: "+14155550199", To: "+14155550100"}); err != nil {
		t.Fatal(err) // the first call of a function reads the numbers of all lines
	}
	wire.Take()
	_, err := s.Arrive(t.Context(), call.CallArrived{Leg: "leg-1", Region: "https://api-us-3.vonage.com", From: "+14155550199", To: "+14155550100"})
	want("answer", 2, err) // the dial, and a timer that does not wait behind it
	both.parties = 2
	now = start.Add(time.Minute) // the caller has waited: the team has to hear of the missed call
	err = s.Note(t.Context(), call.NewID("leg-1"), call.LegEnded{Leg: call.CallerLeg, Provider: "leg-1", Reason: call.Completed})
	want("the caller's end", 1, err)

	// Whoever hangs up at once was misdialled: nobody is told and nothing is owed, so the save goes alone.
	wire.Around, now = nil, start
	err = s.Note(t.Context(), call.NewID("leg-0"), call.LegEnded{Leg: call.CallerLeg, Provider: "leg-0", Reason: call.Completed})
	if got := took(); err != nil || !slices.Equal(got, []string{"DynamoDB.GetItem", "DynamoDB.PutItem"}) {
		t.Errorf("the end of a caller who left at once: %v, error %v; want one read and one save", got, err)
	}
}

func first(plans []dialplan.Dialplan) dialplan.Dialplan {
	plans[0].Version = 1
	return plans[0]
}

// meeting holds requests until all parties are there.
type meeting struct {
	t       *testing.T
	mu      sync.Mutex
	parties int
	here    int
	all     chan struct{}
}

func newMeeting(t *testing.T, parties int) *meeting {
	return &meeting{t: t, parties: parties, all: make(chan struct{})}
}

func (m *meeting) meet(who string) {
	m.mu.Lock()
	all := m.all
	if m.here++; m.here == m.parties {
		close(all)
		m.here, m.all = 0, make(chan struct{})
	}
	m.mu.Unlock()
	select {
	case <-all:
	case <-time.After(700 * time.Millisecond): // less than an attempt has
		m.t.Errorf("%s went alone, want save and messages together", who)
	}
}

// wholeCalls plays every transcript with calls and dialplans in DynamoDB: not a letter
// may differ from what happens with them in memory.
func wholeCalls(t *testing.T, tables *awslocal.Tables) {
	root := os.DirFS("../../testdata")
	files, err := filepath.Glob("../../testdata/calls/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no whole calls: %v", err)
	}
	bucket := awslocal.StartS3(t)
	ports := func(t *testing.T) func(*local.Options) {
		return func(o *local.Options) {
			tables.Ports(t)(o)
			o.Recordings = s3port.NewRecordings(bucket.Env())
		}
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			body, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			s, err := sim.ParseScenario(filepath.Base(file), body)
			if err != nil {
				t.Fatal(err)
			}
			inMemory, err := sim.Play(s, root, sim.Playing{Seed: 1})
			if err != nil {
				t.Fatal(err)
			}
			onAWS, err := sim.Play(s, root, sim.Playing{Seed: 1, Ports: ports(t)})
			if err != nil {
				t.Fatal(err)
			}
			if got, want := onAWS.Transcript.String(), inMemory.Transcript.String(); got != want {
				t.Errorf("on AWS:\n%s\nin memory:\n%s", got, want)
			}
			for _, err := range sim.Check(s, onAWS) {
				t.Error(err)
			}
		})
	}
}
