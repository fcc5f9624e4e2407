package play

import "ringdown/shared/flow"

// checkHoursOfOperation asks whether it is within working hours now. Results: True,
// False; NoMatchingError where no such hours are known. Without HoursOfOperationId the
// hours are those of the team the call is for, and one without any is always open.
var checkHoursOfOperation = action{
	begin: func(r *Run, a flow.Action) outcome {
		id := ""
		if a.Parameters.Has("HoursOfOperationId") {
			if id = r.Text(a.Parameters, "HoursOfOperationId"); id == "" {
				return failed(flow.NoMatchingError)
			}
		}
		open, known := r.host.Open(id)
		if !known {
			return failed(flow.NoMatchingError)
		}
		if open {
			return done(flow.Return("True"))
		}
		return done(flow.Return("False"))
	},
}
