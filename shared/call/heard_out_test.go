package call

import (
	"testing"
	"time"
)

// hungUp returns when the caller's leg is to be hung up by us; zero when it is not.
func (r *rig) hungUp() time.Time {
	for _, o := range Orders(r.c) {
		if h, ok := o.(HangUpLeg); ok && h.Leg == CallerLeg {
			return h.At
		}
	}
	return time.Time{}
}

// The order to move a caller to the closing sentence was lost, and the sweep brings it half a minute
// later: the leg must not be hung up before the sentence was heard.
func TestAClosingSentenceThatComesLateIsHeardOut(t *testing.T) {
	r := newRig(t, `{"Identifier":"start","Type":"Wait","Parameters":{"TimeLimitSeconds":"60"},"Transitions":{"NextAction":"bye"}},`+say("bye")+","+hangUp)
	r.arrive()
	for range 10 {
		if r.moved() == nil {
			r.pass(10 * time.Second)
		}
	}
	if r.c.Caller.HangUp.IsZero() || r.moved() == nil {
		t.Fatalf("the caller is not told how it ends: at %q", r.c.Flow.Action)
	}
	script := r.moved()
	r.pass(30 * time.Second)
	if at := r.hungUp(); !at.IsZero() {
		t.Errorf("to be hung up at %s, before anything was said", at)
	}
	r.move()
	if at, heard := r.hungUp(), r.now.Add(scriptTime(script)); at.Before(heard) {
		t.Errorf("to be hung up at %s; what is said is heard out at %s", at, heard)
	}
}
