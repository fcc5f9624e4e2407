package call

import (
	"time"

	"ringdown/shared/flow"
	"ringdown/shared/ncco"
	"ringdown/shared/speech"
)

// silentWaitMax is the longest pause that is a pause: after that a caller thinks the
// line is dead, and hears music instead.
const silentWaitMax = 4

// wait lets time pass. Result: WaitCompleted. TimeLimitSeconds may be up to a week in the
// language; a call that nobody talks on ends after waitLongest, so no more than that is
// waited for. The events a chat waits for do not happen to a caller. NCCO: wait and
// notify for a short pause; for a longer one music without an end, out of which our own
// timer takes the caller.
var wait = action{
	begin: func(t *turn, a flow.Action) outcome {
		seconds := t.number(a.Parameters, "TimeLimitSeconds", 0, 0, int(waitLongest/time.Second))
		if seconds == 0 || !t.callerListens() {
			return done(flow.Return(flow.WaitCompleted))
		}
		if seconds > silentWaitMax {
			t.c.Flow.Until = t.now.Add(speech.Duration(t.script) + time.Duration(seconds)*time.Second)
			t.script = append(t.script, ncco.Stream{URL: holdMusic, Loop: ncco.LoopForever})
			return waiting
		}
		t.script = append(t.script, ncco.Wait{Seconds: float64(seconds)}, t.notify("wait"))
		t.c.Flow.Until = t.now.Add(speech.Duration(t.script) + inputGrace)
		return waiting
	},
	spoken:  func(t *turn, a flow.Action) { t.proceed(flow.Return(flow.WaitCompleted)) },
	overdue: func(t *turn, a flow.Action) { t.proceed(flow.Return(flow.WaitCompleted)) },
}
