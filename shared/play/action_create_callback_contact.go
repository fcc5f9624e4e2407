package play

import (
	"ringdown/shared/e164"
	"ringdown/shared/flow"
)

// createCallbackContact asks the team to call back: an alert with the number. People
// call, not we; how soon and how often is their affair, so the delays and the number of
// attempts are passed over. NoMatchingError: the number is withheld and none was noted,
// there is no such queue, or the call has raised too many alerts. NCCO: none.
var createCallbackContact = action{
	begin: func(r *Run, a flow.Action) outcome {
		number := e164.Number(r.Attribute("$.CustomerCallBackPhoneNumber"))
		if number == "" {
			return r.failed(flow.NoMatchingError, "there is no number to call back")
		}
		task := Task{Callback: number}
		if a.Parameters.Has("QueueId") || a.Parameters.Has("AgentId") {
			q, err := r.queueNamed(a.Parameters)
			if err != nil {
				return r.failed(flow.NoMatchingError, "%v", err)
			}
			task.Team = q.Team
		}
		if !r.host.Raise(task) {
			return r.failed(flow.NoMatchingError, "too many alerts")
		}
		return done(flow.Succeed())
	},
}
