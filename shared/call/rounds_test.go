package call

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"ringdown/shared/dialplan"
	"ringdown/shared/e164"
)

// ringSupport rings the team with these further parameters, and says how it ended.
func ringSupport(t *testing.T, parameters string) *rig {
	r := newRig(t, `{"Identifier":"start","Type":"TransferParticipantToTeam","Parameters":{"TeamId":"support","DeclineDigit":"2",`+
		`"ParticipantConnectionTimeLimitSeconds":"20","ConnectionTimeLimitSeconds":"120"`+parameters+`},
		"Transitions":{"NextAction":"hang up","Errors":[
		{"ErrorType":"CallFailed","NextAction":"failed"},{"ErrorType":"ConnectionTimeLimitExceeded","NextAction":"late"},
		{"ErrorType":"NoParticipantAvailable","NextAction":"nobody"},{"ErrorType":"NoMatchingError","NextAction":"failed"}]}},`+
		say("failed")+`,`+say("late")+`,`+say("nobody")+`,`+hangUp)
	r.plan.Teams["support"] = dialplan.Team{ID: "support", Name: "Support", Tiers: [][]string{{"ana", "ben"}}}
	return r
}

// last is the leg that was wanted last.
func (r *rig) last() Leg { return r.c.Legs[len(r.c.Legs)-1] }

// each lets every leg that is due, for as long as the caller waits, end in this way.
func (r *rig) each(ends func(Leg) End) {
	r.t.Helper()
	for range 500 {
		if r.moved() != nil || r.c.Flow.Ended {
			return
		}
		for _, l := range slices.Clone(r.c.Legs) {
			if l.State == Wanted && !l.DialAt.After(r.now) {
				r.dial(l.ID)
				r.do(LegEnded{Leg: l.ID, Reason: ends(l)})
			}
		}
		r.pass(time.Second)
	}
	r.t.Fatal("the ring never ended")
}

// tries are the seconds at which each user's phone was dialled.
func (r *rig) tries() map[string][]int {
	out := map[string][]int{}
	for _, l := range r.c.Legs {
		if !l.Dialled.IsZero() {
			out[l.User] = append(out[l.User], int(l.Dialled.Sub(r.c.Arrived).Seconds()))
		}
	}
	return out
}

func TestABusyPhoneIsTriedForAsLongAsTheCallerWaits(t *testing.T) {
	for name, c := range map[string]struct {
		end         End
		pause       string
		least, most int // tries of ana
		lastAfter   int // seconds
	}{
		"busy":                   {Busy, "10", 9, 13, 100},
		"failed for now":         {Failed, "10", 9, 13, 100},
		"busy, with a long wait": {Busy, "60", 2, 2, 59},
		"busy, without a pause":  {Busy, "0", 15, 25, 100}, // no more legs than a call may have, over the whole wait
		"no such number":         {NoNumber, "10", 1, 1, 0},
		"declined at the phone":  {Rejected, "10", 2, 2, 10},
		"unanswered":             {Unanswered, "10", 2, 2, 10},
	} {
		r := ringSupport(t, `,"RingPauseSeconds":"`+c.pause+`"`)
		r.arrive()
		r.each(func(Leg) End { return c.end })
		got := r.tries()["ana"]
		if len(got) < c.least || len(got) > c.most || got[len(got)-1] < c.lastAfter {
			t.Errorf("%s: ana was tried at %v s, want %d to %d times, last after %d s", name, got, c.least, c.most, c.lastAfter)
		}
	}
}

func TestManyBusyPhonesDoNotUseUpTheLegsOfOneThatWasNotTried(t *testing.T) {
	r := ringSupport(t, `,"RingStrategy":"Simultaneous"`)
	tier := []string{}
	for i := range 24 {
		id := string(rune('a' + i))
		r.plan.Users[id] = dialplan.User{ID: id, Phones: []dialplan.Phone{{Number: e164.Number(fmt.Sprintf("+141555502%02d", i))}}}
		tier = append(tier, id)
	}
	r.plan.Teams["support"] = dialplan.Team{ID: "support", Tiers: [][]string{tier}}
	r.arrive()
	r.each(func(Leg) End { return Busy })
	for _, id := range tier {
		if len(r.tries()[id]) < 2 {
			t.Errorf("%s was tried at %v s: once at most, while others were tried more often", id, r.tries()[id])
		}
	}
}

func TestAPhoneDoesNotRingWhileItHearsOurGoodbye(t *testing.T) {
	r := ringSupport(t, `,"RingPauseSeconds":"10"`)
	r.plan.Teams["support"] = dialplan.Team{ID: "support", Tiers: [][]string{{"ana"}}}
	r.arrive()
	r.dial("1")
	r.do(LegAnswered{Leg: "1"})
	for epoch := 1; epoch <= promptsDialledWith(dialplan.Phone{}); epoch++ {
		r.do(DigitsPressed{Leg: "1", Epoch: epoch})
	}
	first := r.c.Legs[0]
	if first.End != NoKey || len(r.c.Legs) != 2 {
		t.Fatalf("the legs are %+v", r.c.Legs)
	}
	if next := r.last(); next.DialAt.Before(first.HangUpAt.Add(10*time.Second - closingGrace)) {
		t.Errorf("the phone rings again at %s, and hears us until %s", next.DialAt, first.HangUpAt)
	}
}

func TestAPassStandsForThePerson(t *testing.T) {
	r := ringSupport(t, `,"RingStrategy":"Simultaneous"`)
	ana := r.plan.Users["ana"]
	ana.Phones = append(ana.Phones, dialplan.Phone{Number: "+14155550112"})
	r.plan.Users["ana"] = ana
	r.arrive()
	for _, leg := range []string{"1", "2", "3"} {
		r.dial(leg)
	}
	r.do(LegAnswered{Leg: "1"})
	r.do(DigitsPressed{Leg: "1", Epoch: 1, Digits: "2"})
	if !r.ended("2") || r.ended("3") {
		t.Fatalf("ana passed: her other phone has to stop, ben's has to ring on: %+v", r.c.Legs)
	}
	r.do(LegEnded{Leg: "2", Reason: Cancelled})
	r.do(LegEnded{Leg: "3", Reason: Unanswered})
	if got := r.last(); got.User != "ben" || len(r.c.Legs) != 4 {
		t.Errorf("the second round rings %q (%d legs), want ben alone", got.User, len(r.c.Legs))
	}
	// The number that passed is not rung for somebody else who has it too.
	if h := r.history(target{user: "ana", phone: 1}); !h.over {
		t.Error("ana's office phone is worth ringing")
	}
}

// history reads a phone's history off the call.
func (r *rig) history(to target) history {
	d := present{view: viewOf(&r.c, r.plan), now: r.now}
	return d.historyOf(to)
}

func TestWhenEverybodyHasPassedTheCallerNeedNotWait(t *testing.T) {
	r := ringSupport(t, "")
	r.arrive()
	for _, leg := range []string{"1", "2"} {
		r.dial(leg)
		r.do(LegAnswered{Leg: leg})
		r.do(DigitsPressed{Leg: leg, Epoch: 1, Digits: "2"})
	}
	r.pass(time.Second)
	r.wants("the caller", r.moved(), "late.")
}

func TestADialThatTheProviderHasNoRoomForWaitsItsTurn(t *testing.T) {
	turns := map[time.Duration]bool{}
	for _, leg := range []string{"leg-a", "leg-b", "leg-c", "leg-d"} {
		r := ringSupport(t, "")
		r.do(CallArrived{Leg: leg, From: "+14155550199", To: "+14155550100"})
		for range 20 {
			r.do(LegDialling{Leg: "1"})
			r.do(LegNotDialled{Leg: "1", Throttled: true})
			if l := r.c.Legs[0]; l.State != Wanted || l.End != "" || !l.DialAt.After(r.now) || l.DialAt.Sub(r.now) > 3*throttleLast/2 {
				t.Fatalf("after %d refusals the leg is %+v at %s", l.Tries, l, r.now)
			}
			r.now = r.c.Legs[0].DialAt
		}
		turns[r.now.Sub(r.c.Arrived)] = true
		r.do(LegDialling{Leg: "1"})
		r.do(LegDialled{Leg: "1", Provider: "p"})
		r.do(LegEnded{Leg: "1", Reason: Unanswered})
		if h := r.history(target{user: "ana"}); h.rang != 1 || h.over {
			t.Errorf("the refusals count against the phone: %+v", h)
		}
	}
	if len(turns) < 4 {
		t.Errorf("four calls that were refused together come back together: %v", turns)
	}
}

func TestATurnThatNeverCameEndsWithThePatience(t *testing.T) {
	r := ringSupport(t, "")
	r.arrive()
	for r.moved() == nil {
		if l := r.last(); l.State == Wanted && !l.DialAt.After(r.now) {
			r.do(LegDialling{Leg: l.ID})
			r.do(LegNotDialled{Leg: l.ID, Throttled: true})
		}
		r.pass(time.Second)
	}
	r.wants("the caller", r.moved(), "late.")
	if waited := r.now.Sub(r.c.Arrived); waited < 115*time.Second || waited > 122*time.Second {
		t.Errorf("the caller waited %s, want the total wait", waited)
	}
	if l := r.c.Legs[0]; l.End != NotRung || len(r.c.Legs) != 1 {
		t.Errorf("the legs are %+v", r.c.Legs)
	}
}

// Who is on another call has not been rung: they are tried again for as long as the caller waits, and it
// costs no leg.
func TestWhoIsPassedOverIsTriedAgain(t *testing.T) {
	r := ringSupport(t, `,"MaximumRounds":"1"`)
	r.arrive()
	tries := 0
	for range 60 { // a minute
		for _, l := range slices.Clone(r.c.Legs) {
			if l.State == Wanted && !l.DialAt.After(r.now) {
				tries++
				r.do(LegPassedOver{Leg: l.ID})
			}
		}
		r.pass(time.Second)
	}
	if tries < 8 || len(r.c.Legs) != 2 || !r.c.ringing() || r.moved() != nil {
		t.Errorf("%d tries and %d legs within a minute, want each of two tried every few seconds (at %q)", tries, len(r.c.Legs), r.c.Flow.Action)
	}
}
