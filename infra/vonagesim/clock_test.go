package vonagesim

import (
	"net/http"
	"net/http/httptest"
	"slices"
	"sync"
	"testing"
	"time"
)

func TestTheVirtualClockRunsInOrder(t *testing.T) {
	c := NewVirtualClock(start)
	var got []string
	note := func(s string) func() { return func() { got = append(got, s+c.Now().Sub(start).String()) } }
	c.After(2*time.Second, note("c"))
	c.After(time.Second, note("a"))
	c.After(time.Second, func() { note("b")(); c.After(0, note("b'")); c.After(-time.Hour, note("b''")) })
	c.After(time.Hour, note("z"))
	c.Run(start.Add(time.Minute))
	if want := []string{"a1s", "b1s", "b'1s", "b''1s", "c2s"}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	if c.Pending() != 1 || !c.Now().Equal(start.Add(time.Minute)) {
		t.Errorf("%d pending at %v", c.Pending(), c.Now())
	}
	if !c.Step() || c.Step() || !c.Now().Equal(start.Add(time.Hour)) {
		t.Errorf("after the last step it is %v", c.Now())
	}
}

// busyDay runs several calls with every kind of fault.
func busyDay(t *testing.T, seed int64) []Observation {
	d := newDesk(t, func(o *Options) {
		o.Seed = seed
		o.Faults.Duplicate, o.Faults.DuplicateAfter, o.Faults.Reorder = true, 20*time.Millisecond, time.Second
		o.Faults.Lose = func(w Webhook) bool { return w.Nth%5 == 0 && w.Attempt == 1 }
	})
	d.reply("/answer", holding)
	d.reply("/accept", joining)
	d.net.AddPhone(annNo, Declines(3*time.Second).Named("Ann").NextTime(Busy()))
	d.net.AddPhone(bobNo, Answers(2*time.Second).Named("Bob").Then(OnHearing("press 1").Press("1"), OnTalking().After(10*time.Second).HangUp()))
	d.net.Dial(callerNo, line, Caller(OnTalking().Speak(3*time.Second, "hello")))
	ring := func(number string) {
		d.call(number, `[{"action":"talk","text":"Press 1 to accept.","bargeIn":true},{"action":"input","type":["dtmf"],"dtmf":{"maxDigits":1},"eventUrl":["https://app.test/accept"]}]`, "")
	}
	d.clock.After(3*time.Second, func() { ring(annNo); ring(bobNo) })
	d.clock.After(20*time.Second, func() { ring(annNo) })
	d.run(5 * time.Minute)
	return d.seen
}

func TestOneSeedGivesOneCourse(t *testing.T) {
	first, second, other := busyDay(t, 7), busyDay(t, 7), busyDay(t, 8)
	if !slices.Equal(first, second) {
		t.Error("two runs of one seed differ")
	}
	if slices.Equal(first, other) {
		t.Error("another seed changes nothing")
	}
	if !slices.ContainsFunc(first, func(o Observation) bool { return o.Who == "Bob" && o.Kind == SawTalksWith }) {
		t.Error("nobody talks")
	}
}

// TestOverSockets plays a call on the wall clock, with a person at the keys,
// while other goroutines look on.
func TestOverSockets(t *testing.T) {
	var mu sync.Mutex
	events := map[string]bool{}
	var app *httptest.Server
	app = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		events[r.URL.Path] = true
		mu.Unlock()
		switch r.URL.Path {
		case "/answer":
			_, _ = w.Write([]byte(`[{"action":"talk","text":"Hi","bargeIn":true},{"action":"input","type":["dtmf"],"dtmf":{"maxDigits":1},"eventUrl":["` + app.URL + `/input"]}]`))
		case "/input":
			_, _ = w.Write([]byte(`[]`))
		}
	}))
	defer app.Close()
	done := make(chan string, 1)
	var n *Network
	n = New(Options{
		Clock: NewRealClock(), BaseURL: "http://vonage.test", AnswerURL: app.URL + "/answer", EventURL: app.URL + "/event",
		Latency: time.Millisecond, SignatureSecret: []byte("s"),
		Observe: func(o Observation) {
			switch o.Kind {
			case SawAnswers:
				if err := n.Press(o.Leg, "1"); err != nil {
					t.Error(err)
				}
			case SawEnded:
				done <- o.Text
			}
		},
	})
	n.Dial(callerNo, line, Caller())
	var lookers sync.WaitGroup
	for range 4 {
		lookers.Go(func() {
			for range 50 {
				n.Legs()
				w := httptest.NewRecorder()
				n.ServeHTTP(w, httptest.NewRequest("GET", "/v1/calls", nil))
			}
		})
	}
	select {
	case got := <-done:
		if got != "completed" {
			t.Errorf("the call ended %s", got)
		}
	case <-time.After(20 * time.Second):
		t.Fatal("the call did not end")
	}
	lookers.Wait()
	mu.Lock()
	defer mu.Unlock()
	if !events["/input"] {
		t.Error("no input webhook")
	}
}

func TestAPersonAtTheTerminalPlaysAPhone(t *testing.T) {
	d := newDesk(t)
	d.net.AddPhone(annNo, NeverAnswers().Named("Ann"))
	leg := d.call(annNo, menu, "")
	d.run(3 * time.Second)
	for _, err := range []error{d.net.PickUp(leg), d.net.Press(leg, "1"), d.net.Speak(leg, time.Second, "hello")} {
		if err != nil {
			t.Fatal(err)
		}
	}
	d.run(time.Second)
	d.wants("started", "ringing", "answered", "input", "completed")
	if err := d.net.HangUp(leg); err == nil {
		t.Error("an ended leg can be hung up")
	}
}

// BenchmarkCall is one inbound call with a key press, from dialling to the end.
func BenchmarkCall(b *testing.B) {
	app := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/answer":
			_, _ = w.Write([]byte(menu))
		case "/input":
			_, _ = w.Write([]byte(bye))
		}
	})
	b.ReportAllocs()
	for b.Loop() {
		clock := NewVirtualClock(start)
		n := New(Options{Clock: clock, BaseURL: "http://vonage.test", AnswerURL: "https://app.test/answer",
			EventURL: "https://app.test/event", SignatureSecret: []byte("s"), Transport: InProcess(app)})
		n.Dial(callerNo, line, Caller(OnHearing("press 1").Press("1")))
		for !n.Idle() && clock.Step() {
		}
		if r := n.Legs()[0]; r.Keys != "1" || r.Status != "completed" {
			b.Fatalf("%+v", r)
		}
	}
}
