package call

import (
	"ringdown/shared/alert"
	"testing"
	"time"
)

// stayed is a call to a line that wants three seconds before it hears of a missed call.
func stayed(t *testing.T, d time.Duration) *rig {
	t.Helper()
	r := newRig(t, messageFlow)
	r.plan.AlertAfterSeconds = 3
	r.arrive()
	r.pass(d)
	return r
}

func TestMissedCallIsToldOnceTheCallerStayed(t *testing.T) {
	for _, c := range []struct {
		stays time.Duration
		want  []alert.Kind
	}{
		{2999 * time.Millisecond, nil},
		{3 * time.Second, []alert.Kind{alert.Missed}},
	} {
		r := stayed(t, c.stays)
		r.do(LegEnded{Leg: CallerLeg, Reason: Completed})
		r.pass(2 * time.Minute)
		r.closed(Missed, c.want...)
	}
}

func TestShortCallThatWeFailedIsTold(t *testing.T) {
	r := stayed(t, time.Second)
	r.c.Failure = "the store was away"
	r.do(LegEnded{Leg: CallerLeg, Reason: Completed})
	r.pass(2 * time.Minute)
	r.closed(Missed, alert.Missed)
}

func TestMessageOfAMisdialIsTold(t *testing.T) {
	r := stayed(t, time.Second)
	r.do(LegEnded{Leg: CallerLeg, Reason: Completed})
	r.do(audio)
	r.pass(2 * time.Minute)
	r.closed(VoicemailLeft, alert.Voicemail)
}
