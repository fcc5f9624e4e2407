package call

import (
	"reflect"
	"testing"
	"time"
)

// The provider repeats webhooks, and in any order. The one at the end of the last words is answered
// with nothing; its repetition must be so too, when the phone has been put down or somebody has the
// call by then.
func TestTheEndOfTheLastWordsIsAnsweredWithNothingHoweverOften(t *testing.T) {
	for name, then := range map[string]func(*rig, string){
		"at once":                   func(*rig, string) {},
		"the line has ended":        func(r *rig, leg string) { r.do(LegEnded{Leg: leg, Reason: Completed}) },
		"somebody else took it":     func(r *rig, _ string) { r.dial(r.last().ID); r.accept(r.last().ID) },
		"the caller has hung up":    func(r *rig, _ string) { r.do(LegEnded{Leg: CallerLeg, Reason: Completed}) },
		"the line is hung up by us": func(r *rig, leg string) { r.do(LegHungUp{Leg: leg, Gone: true}) },
	} {
		t.Run(name, func(t *testing.T) {
			r := ringSupport(t, "")
			r.arrive()
			leg := r.last().ID
			r.dial(leg)
			r.do(LegAnswered{Leg: leg})
			silence := func(epoch int) Reply { return r.do(DigitsPressed{Leg: leg, Epoch: epoch}) }
			silence(1)
			words := silence(2)
			if l := r.c.leg(leg); l.End != NoKey || words.Unchanged() {
				t.Fatalf("the leg ended %q, with %q", l.End, sounds(words.Script))
			}
			if first := silence(3); !first.Unchanged() {
				t.Fatalf("after the last words: %q", sounds(first.Script))
			}
			r.pass(time.Second)
			then(r, leg)
			if again := silence(3); !again.Unchanged() {
				t.Errorf("the repetition gets %q", sounds(again.Script))
			}
			if again := silence(2); !reflect.DeepEqual(again, words) {
				t.Errorf("the last words were %q and are %q", sounds(words.Script), sounds(again.Script))
			}
		})
	}
}
