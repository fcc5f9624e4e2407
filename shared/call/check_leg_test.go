package call

import (
	"testing"
	"time"
)

func (r *rig) checks() []CheckLeg {
	var out []CheckLeg
	for _, o := range Due(Orders(r.c), r.now) {
		if c, ok := o.(CheckLeg); ok {
			out = append(out, c)
		}
	}
	return out
}

// A responder takes the call and puts the phone down, and the webhook of the end is
// lost: the caller must not wait for two hours.
func TestWinnerWhoseEndNobodyToldIsFoundOut(t *testing.T) {
	r := newRig(t, queueFlow(supportQueue))
	r.arrive()
	r.dial("1")
	r.accept("1")
	r.pass(checkUnjoined - time.Second)
	if got := r.checks(); len(got) != 0 {
		t.Fatalf("asked too early: %+v", got)
	}
	r.pass(time.Second)
	if got := r.checks(); len(got) != 1 || got[0].Provider != "provider-1" {
		t.Fatalf("asked %+v, want leg 1", got)
	}
	r.do(LegChecked{Leg: "1"})
	if len(r.checks()) != 0 || !r.c.talking() {
		t.Fatal("a leg that lives is left in peace")
	}
	r.pass(checkUnjoined)
	r.do(LegChecked{Leg: "1", Gone: true})
	if r.c.talking() || !r.c.TalkedAt.IsZero() || len(r.c.Legs) < 2 {
		t.Errorf("ringing does not go on: %+v", r.c.Legs)
	}
}

// The end of a talk that nobody told of: the flow goes on. Where the room ends with the
// responder, the caller's own end tells, and nobody is asked.
func TestTalkWhoseEndNobodyToldIsOver(t *testing.T) {
	r := newRig(t, queueFlow(supportQueue))
	r.arrive()
	r.dial("1")
	r.accept("1")
	r.talk("1")
	r.pass(checkTalking)
	if len(r.checks()) != 0 {
		t.Fatal("asked, although the room ends with the responder")
	}
	r.c.Ring.EndOnExit = false
	if len(r.checks()) != 1 {
		t.Fatal("not asked")
	}
	r.do(LegChecked{Leg: "1", Gone: true})
	if r.c.talking() || r.c.TalkedAt.IsZero() {
		t.Errorf("still talking, or never: %+v", r.c.Ring)
	}
}
