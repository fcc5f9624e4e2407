package call

import (
	"time"

	"ringdown/shared/flow"
	"ringdown/shared/ncco"
)

// inputSecondsMax is the provider's longest wait for a key (NCCO reference, dtmf.timeOut).
const inputSecondsMax = 10

// getParticipantInput, menu form: says its prompt and waits for one key. Results:
// the key; InputTimeLimitExceeded when none was pressed. NCCO: talk with bargeIn, input.
var getParticipantInput = action{
	begin: func(t *turn, a flow.Action) outcome {
		if !t.callerListens() {
			return failed(flow.NoMatchingError)
		}
		t.prompt(a.Parameters)
		bargeIn(t.script)
		seconds := t.number(a.Parameters, "InputTimeLimitSeconds", 5, 1, inputSecondsMax)
		t.c.Flow.Until = t.now.Add(speechTime(t.script) + time.Duration(seconds)*time.Second + inputGrace)
		t.script = append(t.script, ncco.Input{
			MaxDigits: 1, TimeOutSeconds: seconds, EventURL: t.c.callback("input", CallerLeg, t.c.Caller.Prompt).String(),
		})
		return waiting
	},
	pressed: func(t *turn, a flow.Action, digits string) {
		t.steers = true
		if digits == "" {
			t.proceed(flow.Fail(flow.InputTimeLimitExceeded))
			return
		}
		t.proceed(flow.Return(digits[:1]))
	},
	overdue: func(t *turn, a flow.Action) { t.proceed(flow.Fail(flow.InputTimeLimitExceeded)) },
}
