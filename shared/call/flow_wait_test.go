package call

import (
	"testing"
	"time"
)

func waitOf(seconds string) string {
	return ends(act("start", "Wait", `{"TimeLimitSeconds":"`+seconds+`"}`, "rest", "Equals WaitCompleted > yes", "!NoMatchingError > failed"))
}

func TestAShortWaitIsSilent(t *testing.T) {
	r := newRig(t, waitOf("3"))
	r.wants("first", r.arrive().Script, "wait 3 | notify")
	r.wants("then", r.spoken().Script, "yes.")
}

func TestALongWaitPlaysMusicUntilItsTime(t *testing.T) {
	r := newRig(t, waitOf("60"))
	r.wants("first", r.arrive().Script, "asset:hold.mp3")
	r.pass(59 * time.Second)
	if r.moved() != nil {
		t.Fatal("moved too early")
	}
	r.pass(2 * time.Second)
	r.wants("then", r.move(), "yes.")
}

func TestAWaitWithoutTimeIsOverAtOnce(t *testing.T) { reaches(t, "yes.", waitOf("0")) }

func TestAWaitWhoseNotifyIsLostGoesOn(t *testing.T) {
	r := newRig(t, waitOf("3"))
	r.arrive()
	r.pass(time.Minute)
	r.wants("then", r.move(), "yes.")
}

func TestAWaitOfAWeekEndsWithTheCall(t *testing.T) {
	r := newRig(t, waitOf("604800"))
	r.arrive()
	r.pass(waitLongest + time.Minute)
	if !r.c.Flow.Ended {
		t.Error("the call still waits")
	}
	r.wants("then", r.moved(), "This call has reached its time limit. Goodbye.")
}
