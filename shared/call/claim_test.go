package call

import (
	"testing"
	"time"

	"ringdown/shared/dialplan"
	"ringdown/shared/speech/words"
)

// English are the sentences of the rig's line.
var english = words.In(words.English)

func TestWhoPressesTooLateHearsWhatIsTrue(t *testing.T) {
	for name, x := range map[string]struct {
		before func(*rig)
		want   string
	}{
		"the caller has left":     {func(r *rig) { r.do(LegEnded{Leg: CallerLeg, Reason: Completed}) }, english.CallerLeft},
		"somebody else was first": {func(r *rig) { r.accept("2") }, english.Taken},
	} {
		r := ringSupport(t, `,"RingStrategy":"Simultaneous"`)
		r.arrive()
		r.dial("1")
		r.dial("2")
		r.do(LegAnswered{Leg: "1"})
		x.before(r)
		r.wants(name, r.do(DigitsPressed{Leg: "1", Epoch: 1, Digits: "1"}).Script, x.want)
		if w := r.c.winner(); w != nil && w.ID == "1" {
			t.Errorf("%s: the first phone has the call", name)
		}
	}
}

func TestOnceSomebodyAcceptsEveryOtherPhoneStops(t *testing.T) {
	r := ringSupport(t, `,"RingStrategy":"Simultaneous"`)
	r.arrive()
	r.dial("1")
	r.dial("2") // it rings, and nobody has picked it up
	r.accept("1")
	if !r.ended("2") {
		t.Errorf("the second phone rings on: %+v", r.c.Legs)
	}
}

// Only a key takes a call: a mailbox says nothing, and neither does a pocket that presses four.
func TestOnlyTheKeyTakesTheCall(t *testing.T) {
	for _, digits := range []string{"", "4", "*", "11"} {
		r := ringSupport(t, "")
		r.arrive()
		r.dial("1")
		r.do(LegAnswered{Leg: "1"})
		if r.do(DigitsPressed{Leg: "1", Epoch: 1, Digits: digits}); r.c.talking() {
			t.Errorf("%q takes the call", digits)
		}
	}
}

func TestWhoHasJustPickedUpMayPressWhenThePatienceEnds(t *testing.T) {
	r := ringSupport(t, "")
	r.arrive()
	r.pass(r.c.Ring.Until.Sub(r.now) - 8*time.Second)
	leg := r.last().ID
	r.dial(leg)
	r.do(LegAnswered{Leg: leg})
	r.pass(9 * time.Second)
	if r.ended(leg) {
		t.Fatalf("somebody who picked up is hung up on: %+v", r.last())
	}
	if r.accept(leg); !r.c.talking() {
		t.Error("the key came in time, and takes nothing")
	}
}

func TestAPhoneOfTwoPeopleRingsOnce(t *testing.T) {
	r := ringSupport(t, `,"RingStrategy":"Simultaneous"`)
	shared := dialplan.Phone{Number: "+14155550133", Label: "desk"}
	ana, ben := r.plan.Users["ana"], r.plan.Users["ben"]
	ana.Phones = append(ana.Phones, shared)
	shared.Label = "office"
	ben.Phones = append(ben.Phones, shared)
	r.plan.Users["ana"], r.plan.Users["ben"] = ana, ben
	r.arrive()
	if len(r.c.Legs) != 3 {
		t.Errorf("%d phones ring, want Ana's, Ben's and the one they share: %+v", len(r.c.Legs), r.c.Legs)
	}
}
