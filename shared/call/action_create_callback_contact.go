package call

import "ringdown/shared/flow"

// createCallbackContact asks the team to call back: an alert with the number. People
// call, not we; how soon and how often is their affair, so the delays and the number of
// attempts are passed over. NoMatchingError: the number is withheld and none was noted,
// there is no such queue, or the call has raised too many alerts. NCCO: none.
var createCallbackContact = action{
	begin: func(t *turn, a flow.Action) outcome {
		number := t.c.callbackNumber()
		if number == "" {
			return t.failed(flow.NoMatchingError, "there is no number to call back")
		}
		team := ""
		if a.Parameters.Has("QueueId") || a.Parameters.Has("AgentId") {
			q, err := t.queueNamed(a.Parameters)
			if err != nil {
				return t.failed(flow.NoMatchingError, "%v", err)
			}
			team = q.Team
		}
		if !t.raise(AlertCallback, "") {
			return t.failed(flow.NoMatchingError, "too many alerts")
		}
		raised := &t.c.Alerts[len(t.c.Alerts)-1]
		raised.Number = number
		if team != "" {
			raised.Team = team
		}
		return done(flow.Succeed())
	},
}
