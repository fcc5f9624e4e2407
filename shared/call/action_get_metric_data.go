package call

import (
	"strconv"

	"ringdown/shared/flow"
)

// getMetricData reads the numbers of a queue into $.Metrics, where they stay as they
// were at that moment. NoMatchingError: no such queue, or nobody could look. NCCO: none.
var getMetricData = action{
	begin: func(t *turn, a flow.Action) outcome {
		m, counted, err := t.measure(a.Parameters)
		if err != nil {
			return t.failed(flow.NoMatchingError, "%v", err)
		}
		if !counted {
			return t.failed(flow.NoMatchingError, "nobody could look at the calls in progress")
		}
		t.c.Flow.Metrics = &m
		return done(flow.Succeed())
	},
}

// metric reads $.Metrics (Amazon Connect admin guide, queue metrics). What a telephone
// has no such state for, work after a call for one, is zero.
func (t *turn) metric(key string) (string, bool) {
	m := t.c.Flow.Metrics
	if m == nil {
		return "", false
	}
	switch key {
	case "Queue.Name":
		return t.plan.Teams[m.Queue.Team].Name, true
	case "Queue.ARN":
		return m.Queue.Team + m.Queue.User, true // one of them is empty
	case "Queue.Size":
		return strconv.Itoa(m.Waiting), true
	case "Queue.OldestContactAge":
		return strconv.FormatInt(m.OldestMs, 10), true
	case "Agents.Online.Count", "Agents.Staffed.Count":
		return strconv.Itoa(m.Staffed), true
	case "Agents.Available.Count":
		return strconv.Itoa(m.Available), true
	case "Agents.Busy.Count":
		return strconv.Itoa(m.Staffed - m.Available), true
	case "Agents.AfterContactWork.Count", "Agents.Missed.Count", "Agents.NonProductive.Count":
		return "0", true
	}
	return "", false
}
