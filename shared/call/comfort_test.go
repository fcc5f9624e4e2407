package call

import (
	"testing"
	"time"
)

// speaks lists what is to be said to the caller, and when.
func (r *rig) speaks() (out []SpeakToCaller) {
	for _, o := range Orders(r.c) {
		if o, ok := o.(SpeakToCaller); ok {
			out = append(out, o)
		}
	}
	return out
}

func TestACallerWhoWaitsIsSpokenTo(t *testing.T) {
	r := newRig(t, queueFlow(supportQueue))
	r.arrive()
	r.dial("1")
	if got := r.speaks(); got != nil {
		t.Errorf("before the caller is in the room: %+v", got)
	}
	r.do(LegJoined{Leg: CallerLeg})
	joined := r.now
	for n := 1; n <= 2; n++ { // in time, and again
		want := SpeakToCaller{Comfort, joined.Add(time.Duration(n) * 30 * time.Second)}
		if got := r.speaks(); len(got) != 1 || got[0] != want {
			t.Fatalf("the sentence %d: %+v, want %+v", n, got, want)
		}
		r.now = want.At
		r.do(CallerSpokenTo{Comfort})
	}
	if text := SentenceOf(r.c, Comfort, r.plan).Text; text != "We are still trying to reach somebody." {
		t.Errorf("without a key for leaving: %q", text)
	}
	r.accept("1")
	if got := r.speaks(); len(got) != 1 || got[0].Sentence != Connection || got[0].At.After(r.now) {
		t.Errorf("when somebody accepts: %+v", got)
	}
	r.do(CallerSpokenTo{Connection})
	if got := r.speaks(); got != nil {
		t.Errorf("while they talk: %+v", got)
	}
}
