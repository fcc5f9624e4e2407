package call

import (
	"ringdown/shared/play"
	"slices"
	"testing"
)

// TestTrail: a decision tells which actions it came to, the safe flow's among them, and
// nothing of it stays with the call.
func TestTrail(t *testing.T) {
	r := newRig(t, `{"Identifier":"start","Type":"UpdateContactAttributes","Parameters":{"Attributes":{"a":"b"}},"Transitions":{"NextAction":"lost","Errors":[{"NextAction":"lost","ErrorType":"NoMatchingError"}]}},
		{"Identifier":"lost","Type":"MessageParticipant","Parameters":{"Text":"Hello."},"Transitions":{"NextAction":"nowhere","Errors":[{"NextAction":"nowhere","ErrorType":"NoMatchingError"}]}}`)
	d := Decide(r.c, CallArrived{Leg: "leg", From: "+14155550199", To: r.plan.Number}, Facts{Now: r.now, Dialplan: r.plan})
	want := []play.Visit{{Action: "start"}, {Action: "lost"}, {Flow: "safe", Action: "Apology"}, {Flow: "safe", Action: "Take message"}}
	if !slices.Equal(d.Trail, want) {
		t.Fatalf("came to %v, want %v", d.Trail, want)
	}
	if d.Trail[1].BuiltIn() || !d.Trail[2].BuiltIn() {
		t.Error("which of the steps are the safe flow's is told wrongly")
	}
	if again := Decide(d.Call, TimerFired{}, Facts{Now: r.now, Dialplan: r.plan}); len(again.Trail) != 0 {
		t.Errorf("an event that moves nothing came to %v", again.Trail)
	}
}
