package call

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"reflect"
	"testing"
	"time"

	"ringdown/shared/dialplan"
	"ringdown/shared/flow"
	"ringdown/shared/ncco"
	"ringdown/shared/oncall"
)

// itemBytesMax is what a call may take at its very worst: an item of the store has
// 400 kB, and a script of eighty prompts stands in it twice.
const itemBytesMax = 350_000

// FuzzEngine runs random flows against random events, in any order, late, repeated and
// impossible ones among them. Whatever comes: no panic, the same decision twice, a call
// that survives its own JSON, scripts that the provider takes, and in the end an end.
func FuzzEngine(f *testing.F) {
	for seed := range uint64(12) {
		f.Add(seed, seed*7+1, uint8(40))
	}
	f.Fuzz(func(t *testing.T, flows, events uint64, length uint8) {
		w := newFuzzed(t, flows, events)
		w.tell(CallArrived{Leg: fmt.Sprint("leg-", events), From: "+14155550199", To: "+14155550100"})
		if len(w.reply.Script) == 0 {
			t.Fatal("an arriving call hears nothing")
		}
		for range int(length) % 80 {
			w.happens()
		}
		w.tell(LegEnded{Leg: CallerLeg, Reason: Completed})
		w.comesToRest()
	})
}

func TestRandomFlowsComeToRest(t *testing.T) {
	for seed := range uint64(150) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			w := newFuzzed(t, seed, seed+1000)
			w.tell(CallArrived{Leg: fmt.Sprint("leg-", seed), From: "+14155550199", To: "+14155550100"})
			for range 30 {
				w.happens()
			}
			w.tell(LegEnded{Leg: CallerLeg, Reason: Completed})
			w.comesToRest()
		})
	}
}

// fuzzed is a call under random events.
type fuzzed struct {
	t     *testing.T
	r     *author
	c     Call
	facts Facts
	reply Reply
}

func newFuzzed(t *testing.T, flows, events uint64) *fuzzed {
	a := &author{Rand: rand.New(rand.NewPCG(flows, 1))}
	plan := newRig(t, hangUpOnly).plan
	plan.Flow = a.flow()
	plan.Flows = map[string]flow.Flow{"other": a.flow(), "module": a.flow()}
	plan.Prompts = map[string]string{"welcome": "https://cdn.example.com/w.mp3"}
	plan.Hours = map[string]oncall.Hours{"none": {ID: "none", TZ: "UTC"}}
	plan.LambdaARNs = []string{fuzzedFunction}
	return &fuzzed{
		t: t, r: &author{Rand: rand.New(rand.NewPCG(events, 2))},
		facts: Facts{Now: time.Date(2026, 3, 2, 2, 14, 0, 0, time.UTC), Dialplan: plan},
	}
}

const hangUpOnly = `{"Identifier":"start","Type":"DisconnectParticipant","Parameters":{},"Transitions":{}}`

// tell decides on one event and holds the decision to what every decision has to be.
func (w *fuzzed) tell(e Event) {
	w.t.Helper()
	before := encoded(w.t, w.c)
	d := Decide(w.c, e, w.facts)
	if again := Decide(w.c, e, w.facts); !reflect.DeepEqual(d, again) {
		w.t.Fatalf("%T decided twice gives two decisions", e)
	}
	if after := encoded(w.t, w.c); string(after) != string(before) {
		w.t.Fatalf("%T changed the call it was given", e)
	}
	w.c, w.reply = d.Call, d.Reply
	stored := encoded(w.t, w.c)
	if len(stored) > itemBytesMax {
		w.t.Fatalf("after %T the call takes %d bytes", e, len(stored))
	}
	var back Call
	if err := json.Unmarshal(stored, &back); err != nil {
		w.t.Fatal(err)
	}
	if !reflect.DeepEqual(Decide(back, TimerFired{}, w.facts), Decide(w.c, TimerFired{}, w.facts)) {
		w.t.Fatalf("after %T the call read from its JSON decides otherwise: %s", e, stored)
	}
	w.playable(e, w.reply.Script)
	if m := w.c.Caller.Transfer; m != nil {
		w.playable(e, m.Script)
	}
}

func encoded(t *testing.T, c Call) []byte {
	t.Helper()
	out, err := json.Marshal(c)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func (w *fuzzed) playable(e Event, s ncco.Script) {
	w.t.Helper()
	if s == nil {
		return
	}
	if err := s.Resolve(func(ref string) string { return "https://ringdown.example/" + ref }).Validate(); err != nil {
		w.t.Fatalf("after %T at action %q: %v", e, w.c.Flow.Action, err)
	}
}

// happens lets one thing happen: a deed of somebody, an order performed, or time.
func (w *fuzzed) happens() {
	r := w.r
	leg := some(r, CallerLeg, CallerLeg, "1", "2", "3")
	prompt := w.c.Caller.Epoch
	if r.IntN(4) == 0 {
		prompt = max(prompt-1, 0)
	}
	switch r.IntN(16) {
	case 0, 1, 2:
		w.tell(DigitsPressed{Leg: leg, Epoch: prompt, Digits: some(r, "", "1", "2", "#", "12*", "0123456789")})
	case 3, 4, 5:
		w.tell(PromptsEnded{Epoch: prompt})
	case 6:
		w.tell(LegAnswered{Leg: leg, Provider: "p" + leg})
	case 7:
		w.tell(LegJoined{Leg: leg})
	case 8:
		if leg != CallerLeg || r.IntN(6) == 0 {
			w.tell(LegEnded{Leg: leg, Provider: "p" + leg, Reason: some(r, Busy, Completed, Failed, Unanswered)})
		}
	case 9:
		w.tell(MessageRecorded{Recording: some(r, "r1", "r2"), URL: "https://api.nexmo.com/v1/files/r", Bytes: some(r, int64(90_000), 100), Seconds: 9})
	case 10:
		w.facts.Now = w.facts.Now.Add(time.Duration(r.IntN(90)) * time.Second)
		w.tell(TimerFired{})
	case 11:
		if w.c.Deadline.After(w.facts.Now) {
			w.facts.Now = w.c.Deadline
		}
		w.tell(TimerFired{})
	default:
		w.perform()
	}
}

// perform carries out what is owed now, well or badly.
func (w *fuzzed) perform() {
	for _, o := range Due(Orders(w.c), w.facts.Now) {
		switch o := o.(type) {
		case DialLeg:
			w.tell(LegDialling{Leg: o.Leg})
			d, ok := DialOf(w.c, o.Leg, w.facts.Dialplan)
			if !ok || w.r.IntN(5) == 0 {
				w.tell(LegNotDialled{Leg: o.Leg, Throttled: w.r.maybe()})
				continue
			}
			w.playable(LegDialling{}, d.Script)
			w.tell(LegDialled{Leg: o.Leg, Provider: "p" + o.Leg})
		case HangUpLeg:
			w.tell(LegHungUp{Leg: o.Leg, Gone: w.r.maybe()})
		case CheckLeg:
			w.tell(LegChecked{Leg: o.Leg, Gone: w.r.maybe()})
		case DismissLeg:
			w.tell(LegDismissed{Leg: o.Leg, Failed: w.r.maybe()})
		case TransferCaller:
			if w.r.IntN(4) == 0 {
				w.tell(CallerNotTransferred{Epoch: o.Epoch})
				continue
			}
			w.tell(CallerTransferred{Epoch: o.Epoch})
		case ListenForKeys:
			w.tell(KeysListened{})
		case InvokeFunction:
			w.tell(FunctionAsked{Invocation: o.Invocation})
			w.tell(FunctionAnswered{Invocation: o.Invocation, Answer: []byte(`{"x":"1"}`)})
		case RaiseAlert:
			w.tell(AlertQueued{Alert: o.Alert})
		}
	}
}

// comesToRest plays on without a caller: the call has to end, owe nothing, and stay so.
func (w *fuzzed) comesToRest() {
	w.t.Helper()
	for range 400 {
		w.perform()
		if w.c.Deadline.IsZero() {
			break
		}
		if w.c.Deadline.After(w.facts.Now) {
			w.facts.Now = w.c.Deadline
		}
		w.tell(TimerFired{})
	}
	if w.c.EndedAt.IsZero() || !w.c.Deadline.IsZero() {
		w.t.Fatalf("the call does not end: action %q of flow %q, deadline %v, orders %+v", w.c.Flow.Action, w.c.Flow.Flow, w.c.Deadline.Sub(w.facts.Now), Orders(w.c))
	}
	if w.c.Outcome == "" {
		w.t.Fatal("the call ended in no way")
	}
}

func BenchmarkAction(b *testing.B) {
	// One action: the flow compares, and goes round a hundred times in one decision.
	const rounds = 100
	actions := list(act("start", "Loop", `{"LoopCount":"100"}`, "hang up", "Equals ContinueLooping > compare", "Equals DoneLooping > hang up"),
		act("compare", "Compare", `{"ComparisonValue":"$.Attributes.callerSpoken"}`, "start", "Equals nobody > hang up", "TextStartsWith 9 > hang up", "!NoMatchingCondition > start"), hangUp)
	f, err := flow.Parse([]byte(`{"Version":"2019-10-30","StartAction":"start","Actions":[` + actions + `]}`))
	if err != nil {
		b.Fatal(err)
	}
	facts := Facts{Now: time.Date(2026, 3, 2, 2, 14, 0, 0, time.UTC), Dialplan: dialplan.Dialplan{Line: "support", Language: "en-US", Flow: f}}
	b.ReportAllocs()
	for b.Loop() {
		d := Decide(Call{}, CallArrived{Leg: "leg", From: "+14155550199", To: "+14155550100"}, facts)
		if !d.Call.Flow.Ended {
			b.Fatal("the flow does not end")
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/(2*rounds+2), "ns/action")
}

func BenchmarkDecideKey(b *testing.B) {
	f, err := flow.Parse([]byte(`{"Version":"2019-10-30","StartAction":"start","Actions":[` + ends(
		act("start", "GetParticipantInput", `{"Text":"Press 1.","InputTimeLimitSeconds":"5"}`, "rest", "Equals 1 > yes", "!NoMatchingCondition > rest")) + `]}`))
	if err != nil {
		b.Fatal(err)
	}
	facts := Facts{Now: time.Date(2026, 3, 2, 2, 14, 0, 0, time.UTC), Dialplan: dialplan.Dialplan{Line: "support", Language: "en-US", Flow: f}}
	c := Decide(Call{}, CallArrived{Leg: "leg", From: "+14155550199", To: "+14155550100"}, facts).Call
	b.ReportAllocs()
	for b.Loop() {
		if d := Decide(c, DigitsPressed{Leg: CallerLeg, Epoch: c.Caller.Epoch, Digits: "1"}, facts); d.Reply.Unchanged() {
			b.Fatal("no answer")
		}
	}
}
