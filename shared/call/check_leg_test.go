package call

import (
	"slices"
	"testing"
	"time"
)

func (r *rig) checks() (legs []string) {
	for _, o := range Due(Orders(r.c), r.now) {
		if c, ok := o.(CheckLeg); ok {
			legs = append(legs, c.Leg)
		}
	}
	return legs
}

func (r *rig) wantChecks(what string, want ...string) {
	r.t.Helper()
	if got := r.checks(); !slices.Equal(got, want) {
		r.t.Fatalf("%s: asked about %v, want %v", what, got, want)
	}
}

// accepted is a call that leg 1 has accepted, of whose two legs nothing more is heard.
func accepted(t *testing.T) *rig {
	r := newRig(t, queueFlow(supportQueue))
	r.arrive()
	r.dial("1")
	r.accept("1")
	return r
}

// A responder takes the call and puts the phone down, and the webhook of the end is
// lost: the caller must not wait for two hours.
func TestWinnerWhoseEndNobodyToldIsFoundOut(t *testing.T) {
	r := accepted(t)
	r.pass(checkUnmet - time.Second)
	r.wantChecks("too early")
	r.pass(time.Second)
	r.wantChecks("nobody told that they met", CallerLeg, "1")
	r.do(LegChecked{Leg: "1"})
	r.do(LegChecked{Leg: CallerLeg})
	if r.wantChecks("both live"); !r.c.talking() {
		t.Fatal("a leg that lives is left in peace")
	}
	r.pass(checkUnmet)
	r.do(LegChecked{Leg: "1", Gone: true})
	if r.c.talking() || !r.c.TalkedAt.IsZero() || len(r.c.Legs) < 2 {
		t.Errorf("ringing does not go on: %+v", r.c.Legs)
	}
}

// The end of a talk that nobody told of: the flow goes on.
func TestTalkWhoseEndNobodyToldIsOver(t *testing.T) {
	r := accepted(t)
	r.talk("1")
	r.pass(checkTalking - time.Minute)
	r.wantChecks("now and then", CallerLeg, "1")
	r.do(LegChecked{Leg: "1", Gone: true})
	if r.c.talking() || r.c.TalkedAt.IsZero() {
		t.Errorf("still talking, or never: %+v", r.c.Ring)
	}
}

// Whose end is lost while phones ring is asked about before many more of them do.
func TestCallerWhoLeftWhilePhonesRingIsFoundOut(t *testing.T) {
	r := newRig(t, queueFlow(supportQueue))
	r.arrive()
	r.dial("1")
	r.pass(checkWaiting)
	r.wantChecks("phones ring", CallerLeg)
	r.do(LegChecked{Leg: CallerLeg, Unknown: true})
	r.wantChecks("no answer is no end")
	if !r.c.callerHere() {
		t.Fatal("the caller was given up")
	}
	r.pass(checkWaiting)
	r.do(LegChecked{Leg: CallerLeg, Gone: true})
	if r.c.callerHere() || r.c.Outcome != Missed || len(r.c.Alerts) != 1 {
		t.Errorf("the call is %+v", r.c)
	}
}
