package play

import (
	"strconv"

	"ringdown/shared/flow"
)

// checkMetricData compares a number of a queue: who is on call for the team, who of them
// talks already, and how many callers wait. Agents are online and staffed when they are
// on call. The age of the oldest contact is in milliseconds, as exports compare it.
// NoMatchingError: no such queue, or nobody could look. NCCO: none.
var checkMetricData = action{
	begin: func(r *Run, a flow.Action) outcome {
		m, counted, err := r.measure(a.Parameters)
		if err != nil {
			return r.failed(flow.NoMatchingError, "%v", err)
		}
		metric, _ := a.Parameters.String("MetricType")
		var n int64
		switch metric {
		case "NumberOfAgentsStaffed", "NumberOfAgentsOnline":
			n, counted = int64(m.Staffed), true
		case "NumberOfAgentsAvailable":
			n = int64(m.Available)
		case "NumberOfContactsInQueue":
			n = int64(m.Waiting)
		case "OldestContactInQueueAgeSeconds":
			n = m.OldestMs
		default:
			return r.failed(flow.NoMatchingError, "there is no number for %q", metric)
		}
		if !counted {
			return r.failed(flow.NoMatchingError, "nobody could look at the calls in progress")
		}
		return done(flow.Return(strconv.FormatInt(n, 10)))
	},
}
