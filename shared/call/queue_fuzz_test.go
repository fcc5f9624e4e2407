package call

import (
	"strings"
	"testing"
	"time"
)

// FuzzQueue plays any order of events on a call in a queue whose waiting flow asks a
// function, offers a message and moves to another team: late, repeated and impossible
// ones among them. Whatever happens, nobody is forgotten.
func FuzzQueue(f *testing.F) {
	for _, seed := range []string{"", "adk", "atttttt", "adtp1k", "aQQadrk", "atm2adk", "adkjJlL", "affgntt", "adwwwwx", "atm1vx", "axdk", "adkwc", "aRtRtRt", "atm3dk", "atm4dk"} {
		f.Add(seed)
	}
	waiting := strings.Replace(whileWaiting, `{"Identifier":"start"`, `{"Identifier":"start","Type":"InvokeLambdaFunction","Parameters":{"LambdaFunctionARN":"`+lookUp+`","InvocationTimeLimitSeconds":"2"},
		"Transitions":{"NextAction":"play","Errors":[{"ErrorType":"NoMatchingError","NextAction":"play"}]}},{"Identifier":"play"`, 1)
	waiting = strings.Replace(waiting, `"$.Attributes.to"`, `"billing"`, 1)
	f.Fuzz(func(t *testing.T, events string) {
		r := newRig(t, queueFlow(supportQueue, "CustomerQueue", "waiting", "AgentWhisper", "waiting", "CustomerWhisper", "waiting"), "waiting", waiting)
		r.plan.LambdaARNs = []string{lookUp}
		r.arrive()
		for _, e := range events[:min(len(events), 60)] {
			r.happens(e)
			r.holds()
		}
		r.do(LegEnded{Leg: CallerLeg})
		r.pass(time.Hour)
		if r.c.EndedAt.IsZero() {
			t.Fatalf("after %q the call never ends: %+v", events, r.c)
		}
		for i := range r.c.Legs {
			if l := &r.c.Legs[i]; l.live() && !l.Unwanted {
				t.Fatalf("after %q leg %s rings for nobody: %+v", events, l.ID, l)
			}
		}
	})
}

// happens tells one event of those that can come at any time.
func (r *rig) happens(e rune) {
	last := "1"
	if n := len(r.c.Legs); n > 0 {
		last = r.c.Legs[n-1].ID
	}
	prompt := r.c.Caller.Epoch
	switch e {
	case 'd':
		r.do(LegDialling{Leg: last})
		r.do(LegDialled{Leg: last, Provider: "p" + last})
	case 'r':
		r.do(LegEnded{Leg: last, Reason: Busy})
	case 'R':
		r.do(LegNotDialled{Leg: last})
	case 'k':
		r.do(DigitsPressed{Leg: last, Epoch: 1, Digits: "1"})
	case 'K':
		r.do(DigitsPressed{Leg: "1", Epoch: 1, Digits: "1"})
	case 'q':
		r.do(LegAnswered{Leg: last})
	case 'j':
		r.do(LegJoined{Leg: last})
	case 'J':
		r.do(LegJoined{Leg: CallerLeg})
	case 'l':
		r.do(LegEnded{Leg: last, Reason: Completed})
	case 'L':
		r.do(LegEnded{Leg: "1", Reason: Unanswered})
	case 'm':
		r.do(CallerTransferred{Epoch: prompt})
	case 'M':
		r.do(CallerNotTransferred{Epoch: prompt})
	case 'n':
		r.do(PromptsEnded{Epoch: prompt})
	case 'N':
		r.do(PromptsEnded{Epoch: prompt - 1})
	case 'f':
		r.do(FunctionAsked{Invocation: "1"})
	case 'g':
		r.do(FunctionAnswered{Invocation: "1", Answer: []byte(`{"a":"b"}`)})
	case 'v':
		r.do(MessageRecorded{Recording: "rec", Bytes: 20000, Seconds: 4})
	case 't':
		r.pass(10 * time.Second)
	case 'w':
		r.pass(time.Minute)
	case 'x':
		r.do(LegEnded{Leg: CallerLeg})
	case '1', '2', '3', '4', '9':
		r.press(string(e))
	case '0':
		r.press("")
	}
}

// holds is what has to be true after every event.
func (r *rig) holds() {
	r.t.Helper()
	c := r.c
	if c.callerHere() && c.EndedAt.IsZero() && c.Deadline.IsZero() {
		r.t.Fatalf("nobody would look at the call again: %+v", c)
	}
	if c.Failure != "" {
		r.t.Fatalf("the flow failed: %s", c.Failure)
	}
	joined := 0
	for _, l := range c.Legs {
		if l.State == Accepted || l.State == Joined {
			joined++
		}
	}
	if joined > 1 {
		r.t.Fatalf("%d responders are with the caller", joined)
	}
	if c.Ring != nil && !c.Ring.Closed && !c.Flow.InWaitingFlow() && c.Flow.Flow != c.Ring.Flow {
		r.t.Fatalf("the caller is lost in flow %q", c.Flow.Flow)
	}
	if len(c.Flow.Stack) > 1 || c.Rings > queueMovesMax+1 {
		r.t.Fatalf("stack %d, rings %d", len(c.Flow.Stack), c.Rings)
	}
}
