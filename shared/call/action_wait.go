package call

import (
	"time"

	"ringdown/shared/flow"
	"ringdown/shared/ncco"
)

// wait lets time pass in silence. Result: WaitCompleted. TimeLimitSeconds may be up to
// a week in the language; a call that nobody talks on ends after waitLongest, so no
// more than that is asked of the provider. The events a chat waits for do not happen
// to a caller. NCCO: wait, notify.
var wait = action{
	begin: func(t *turn, a flow.Action) outcome {
		seconds := t.number(a.Parameters, "TimeLimitSeconds", 0, 0, int(waitLongest/time.Second))
		if seconds == 0 || !t.callerListens() {
			return done(flow.Return(flow.WaitCompleted))
		}
		t.script = append(t.script, ncco.Wait{Seconds: float64(seconds)}, t.notify("wait"))
		t.c.Flow.Until = t.now.Add(speechTime(t.script) + inputGrace)
		return waiting
	},
	spoken:  func(t *turn, a flow.Action) { t.proceed(flow.Return(flow.WaitCompleted)) },
	overdue: func(t *turn, a flow.Action) { t.proceed(flow.Return(flow.WaitCompleted)) },
}
