package call

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"ringdown/shared/dialplan"
	"ringdown/shared/flow"
	"ringdown/shared/ncco"
)

// rig is a call that is walked through events by hand, in time that a test sets.
type rig struct {
	t     *testing.T
	plan  dialplan.Dialplan
	facts Facts
	c     Call
	now   time.Time
}

// newRig begins a call on a line with that flow; others are "id" to flow. Each flow is a
// list of actions as JSON.
func newRig(t *testing.T, actions string, others ...string) *rig {
	t.Helper()
	r := &rig{t: t, now: time.Date(2026, 3, 2, 2, 14, 0, 0, time.UTC)}
	r.plan = dialplan.Dialplan{
		Line: "support", Description: "Acme support", Number: "+14155550100", Enabled: true, Language: "en-US", DefaultTeam: "support",
		Flow: document(t, actions), Flows: map[string]flow.Flow{},
		Users: map[string]dialplan.User{
			"ana": {ID: "ana", Name: "Ana Silva", Phones: []dialplan.Phone{{Number: "+14155550111", Label: "mobile"}}},
			"ben": {ID: "ben", Name: "Ben", Phones: []dialplan.Phone{{Number: "+14155550122"}}},
		},
		Teams: map[string]dialplan.Team{
			"support": {ID: "support", Name: "Support", Tiers: [][]string{{"ana"}}},
			"billing": {ID: "billing", Name: "Billing and money", Tiers: [][]string{{"ben"}}},
			"empty":   {ID: "empty", Name: "Nobody"},
			"lost":    {ID: "lost", Name: "Lost", Schedule: "gone"},
		},
	}
	for i := 0; i+1 < len(others); i += 2 {
		r.plan.Flows[others[i]] = document(t, others[i+1])
	}
	return r
}

func document(t *testing.T, actions string) flow.Flow {
	t.Helper()
	f, err := flow.Parse([]byte(`{"Version":"2019-10-30","StartAction":"start","Actions":[` + actions + `]}`))
	if err != nil {
		t.Fatalf("the test's own flow: %v", err)
	}
	return f
}

// do tells the call an event. Whatever the event, the state must survive its own JSON,
// and a script must be one the provider takes.
func (r *rig) do(e Event) Reply {
	r.t.Helper()
	if m, ok := e.(MessageRecorded); ok && m.Epoch == 0 {
		m.Epoch = r.c.MessageEpoch // the provider tells it of the script that asked for it
		if m.URL == "" {
			m.URL = "https://api.nexmo.com/v1/files/f1"
		}
		e = m
	}
	f := r.facts
	f.Now, f.Dialplan = r.now, r.plan
	d := Decide(r.c, e, f)
	stored, err := json.Marshal(d.Call)
	if err != nil {
		r.t.Fatalf("after %T: %v", e, err)
	}
	var back Call
	if err := json.Unmarshal(stored, &back); err != nil {
		r.t.Fatalf("after %T: %v", e, err)
	}
	if again := Decide(back, TimerFired{}, f); !reflect.DeepEqual(again, Decide(d.Call, TimerFired{}, f)) {
		r.t.Fatalf("after %T: the call read from its JSON decides otherwise", e)
	}
	r.c = d.Call
	for _, s := range []ncco.Script{d.Reply.Script, r.moved()} {
		if s == nil {
			continue
		}
		if err := s.Resolve(func(ref string) string { return "https://ringdown.example/" + ref }).Validate(); err != nil {
			r.t.Fatalf("after %T: %v", e, err)
		}
	}
	return d.Reply
}

func (r *rig) arrive() Reply {
	r.t.Helper()
	return r.do(CallArrived{Leg: "leg", From: "+14155550199", To: "+14155550100"})
}

// pass lets time go by, timers included.
func (r *rig) pass(d time.Duration) {
	r.t.Helper()
	end := r.now.Add(d)
	for range 1000 {
		if r.c.Deadline.IsZero() || r.c.Deadline.After(end) {
			break
		}
		r.now = r.c.Deadline
		r.do(TimerFired{})
	}
	r.now = end
}

// moved is the script the caller's leg has to be transferred to.
func (r *rig) moved() ncco.Script {
	if r.c.Caller.Transfer == nil {
		return nil
	}
	return r.c.Caller.Transfer.Script
}

// move performs the transfer of the caller.
func (r *rig) move() ncco.Script {
	r.t.Helper()
	s := r.moved()
	if s == nil {
		r.t.Fatal("the caller is not moved")
	}
	r.do(CallerTransferred{Epoch: r.c.Caller.Epoch})
	return s
}

// spoken tells that the caller's script came to its notify.
func (r *rig) spoken() Reply { r.t.Helper(); return r.do(PromptsEnded{Epoch: r.c.Caller.Epoch}) }

// press is the caller's key.
func (r *rig) press(digits string) Reply {
	r.t.Helper()
	return r.do(DigitsPressed{Leg: CallerLeg, Epoch: r.c.Caller.Epoch, Digits: digits})
}

// dial rings a leg up to the provider's word that it was taken.
func (r *rig) dial(leg string) Dial {
	r.t.Helper()
	r.do(LegDialling{Leg: leg})
	d, ok := DialOf(r.c, leg, r.plan)
	if !ok {
		r.t.Fatalf("leg %s is not to be dialled", leg)
	}
	if err := d.Script.Resolve(func(ref string) string { return "https://ringdown.example/" + ref }).Validate(); err != nil {
		r.t.Fatalf("leg %s: %v", leg, err)
	}
	r.do(LegDialled{Leg: leg, Provider: "provider-" + leg})
	return d
}

// accept picks a responder's phone up and presses the key.
func (r *rig) accept(leg string) Reply {
	r.t.Helper()
	r.do(LegAnswered{Leg: leg})
	return r.do(DigitsPressed{Leg: leg, Epoch: 1, Digits: "1"})
}

// room is the provider's id of the room.
const room = "CON-room"

// talk puts the leg and the caller into the room, the caller last, has the provider confirm that
// the other is still there, and lets them talk for a minute.
func (r *rig) talk(leg string) {
	r.t.Helper()
	r.do(LegJoined{Leg: leg, Conversation: room})
	r.do(LegJoined{Leg: CallerLeg, Conversation: room})
	r.do(LegChecked{Leg: leg, Conversation: room})
	r.pass(time.Minute)
}

// sounds writes a script in short: what is said, and the verb of everything else.
func sounds(s ncco.Script) string {
	var out []string
	for _, a := range s {
		switch a := a.(type) {
		case ncco.Talk:
			out = append(out, a.Text)
		case ncco.Stream:
			out = append(out, a.URL)
		case ncco.Wait:
			out = append(out, fmt.Sprintf("wait %v", a.Seconds))
		default:
			out = append(out, a.Verb())
		}
	}
	return strings.Join(out, " | ")
}

// wants fails unless the script sounds like this.
func (r *rig) wants(what string, s ncco.Script, want string) {
	r.t.Helper()
	if got := sounds(s); got != want {
		r.t.Fatalf("%s: %q, want %q (at %q of flow %q, reason %q, failure %q)", what, got, want, r.c.Flow.Action, r.c.Flow.Flow, r.c.Flow.Reason, r.c.Failure)
	}
}

// ended says whether a leg was given up or is asked to end.
func (r *rig) ended(leg string) bool {
	l := r.c.leg(leg)
	return l != nil && (!l.live() || l.Unwanted)
}

// say is a MessageParticipant that hangs up afterwards; hangUp has to be in the flow.
func say(id string) string {
	return `{"Identifier":"` + id + `","Type":"MessageParticipant","Parameters":{"Text":"` + id + `."},"Transitions":{"NextAction":"hang up"}}`
}

const hangUp = `{"Identifier":"hang up","Type":"DisconnectParticipant","Parameters":{},"Transitions":{}}`
