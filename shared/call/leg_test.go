package call

import (
	"testing"
	"time"
)

// The provider promises no order: what is told late never takes a leg back.
func TestALateStatusTakesNoLegBack(t *testing.T) {
	r := ringSupport(t, "")
	r.arrive()
	r.do(LegDialling{Leg: "1"})
	r.do(LegAnswered{Leg: "1", Provider: "provider-1"})
	r.do(LegDialled{Leg: "1", Provider: "provider-1"})
	if l := r.c.Legs[0]; l.State != Answered {
		t.Errorf("the leg is %s, want answered", l.State)
	}
	r.do(LegEnded{Leg: "1", Reason: Completed})
	r.do(LegAnswered{Leg: "1"})
	if l := r.c.Legs[0]; l.State != Over || l.End != HungUp {
		t.Errorf("the leg is %s, %q, want over", l.State, l.End)
	}
}

// Nobody knows whether the dial was taken, so the leg is given up; when it rings after all, somebody must
// stop it.
func TestALegThatShowsItselfAfterAllIsStopped(t *testing.T) {
	r := ringSupport(t, "")
	r.arrive()
	r.do(LegDialling{Leg: "1"})
	r.pass(30 * time.Second)
	if l := r.c.Legs[0]; l.End != Lost {
		t.Fatalf("the leg is %+v, want it given up", l)
	}
	r.do(LegAnswered{Leg: "1", Provider: "provider-1"})
	for _, o := range Orders(r.c) {
		switch o := o.(type) {
		case HangUpLeg:
			if o.Provider == "provider-1" {
				return
			}
		case DismissLeg:
			if o.Provider == "provider-1" {
				return
			}
		}
	}
	t.Errorf("owed %+v: the phone rings on", Orders(r.c))
}

// Why a leg ended is what was known first.
func TestADeclineStaysADecline(t *testing.T) {
	r := ringSupport(t, "")
	r.arrive()
	r.dial("1")
	r.do(LegAnswered{Leg: "1"})
	r.do(DigitsPressed{Leg: "1", Epoch: 1, Digits: "2"})
	r.do(LegEnded{Leg: "1", Reason: Completed})
	if l := r.c.Legs[0]; l.End != Declined || l.State != Over {
		t.Errorf("the leg ended %q", l.End)
	}
}

// An end that nobody tells of costs a repetition, not a phone that rings for ever.
func TestAHangUpIsRepeatedUntilTheEndIsTold(t *testing.T) {
	r := ringSupport(t, "")
	r.arrive()
	r.dial("1")
	r.do(LegEnded{Leg: CallerLeg, Reason: Completed})
	for times := range 3 {
		owed := false
		for _, o := range Due(Orders(r.c), r.now) {
			if h, ok := o.(HangUpLeg); ok && h.Provider == "provider-1" {
				owed = true
			}
		}
		if !owed {
			t.Fatalf("after %d hang-ups the phone is left to ring", times)
		}
		r.do(LegHungUp{Leg: "1"})
		r.now = r.now.Add(hangUpAgain)
	}
	r.do(LegEnded{Leg: "1", Reason: Cancelled})
	if len(Due(Orders(r.c), r.now)) > 0 && r.c.Legs[0].live() {
		t.Errorf("owed %+v after the end was told", Orders(r.c))
	}
}

func TestEveryRingHasARoomOfItsOwn(t *testing.T) {
	seen := map[string]int{}
	for rings := 1; rings <= queueMovesMax; rings++ {
		room := Call{ID: "c1", Rings: rings}.Room()
		if other, twice := seen[room]; twice {
			t.Errorf("rings %d and %d meet in %s: a phone that stays behind hears the next talk", other, rings, room)
		}
		seen[room] = rings
	}
}
