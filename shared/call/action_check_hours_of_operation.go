package call

import (
	"ringdown/shared/flow"
	"ringdown/shared/oncall"
)

// checkHoursOfOperation asks whether it is within working hours now. Results: True,
// False; NoMatchingError where no such hours are known. Without HoursOfOperationId the
// hours are those of the team the call is for.
var checkHoursOfOperation = action{
	begin: func(t *turn, a flow.Action) outcome {
		id := t.text(a.Parameters, "HoursOfOperationId")
		if !a.Parameters.Has("HoursOfOperationId") {
			id = t.plan.Teams[t.targetTeam()].Hours
		}
		hours, ok := byID(t.plan.Hours, id)
		if !ok {
			return failed(flow.NoMatchingError)
		}
		if oncall.Open(hours, t.now) {
			return done(flow.Return("True"))
		}
		return done(flow.Return("False"))
	},
}

// targetTeam is the team the flow chose, else the line's.
func (t *turn) targetTeam() string {
	if team := t.c.team(); team != "" {
		return team
	}
	return t.plan.DefaultTeam
}
