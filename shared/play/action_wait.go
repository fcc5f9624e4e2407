package play

import (
	"time"

	"ringdown/shared/flow"
	"ringdown/shared/speech"
)

// wait lets time pass. Result: WaitCompleted. TimeLimitSeconds may be up to a week in the
// language; a call that nobody talks on ends after waitSecondsMax, so no more than that is
// waited for. The events a chat waits for do not happen to a caller. NCCO: wait and
// notify for a short pause; for a longer one music without an end, out of which our own
// timer takes the caller.
var wait = action{
	begin: func(r *Run, a flow.Action) outcome {
		seconds := r.number(a.Parameters, "TimeLimitSeconds", 0, 0, waitSecondsMax)
		if seconds == 0 || !r.host.Listening() {
			return done(flow.Return(flow.WaitCompleted))
		}
		if seconds > silentSecondsMax {
			r.at.Until = r.host.Now().Add(speech.Duration(r.said) + time.Duration(seconds)*time.Second)
			r.host.Music(r.take())
			return waiting
		}
		r.add(speech.Prompt{Pause: time.Duration(seconds) * time.Second})
		r.notify("wait")
		return waiting
	},
	spoken:  func(r *Run, a flow.Action) { r.Proceed(flow.Return(flow.WaitCompleted)) },
	overdue: func(r *Run, a flow.Action) { r.Proceed(flow.Return(flow.WaitCompleted)) },
}
