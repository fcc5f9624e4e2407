package play

import "ringdown/shared/flow"

// getMetricData reads the numbers of a queue into $.Metrics, where they stay as they
// were at that moment. NoMatchingError: no such queue, or nobody could look. NCCO: none.
var getMetricData = action{
	begin: func(r *Run, a flow.Action) outcome {
		m, counted, err := r.measure(a.Parameters)
		if err != nil {
			return r.failed(flow.NoMatchingError, "%v", err)
		}
		if !counted {
			return r.failed(flow.NoMatchingError, "nobody could look at the calls in progress")
		}
		r.at.Metrics = &m
		return done(flow.Succeed())
	},
}

// measure counts for the queue an action names, else for the one that was chosen, else for the
// team the call is for.
func (h hostView) measure(p flow.Parameters) (m Metrics, counted bool, err error) {
	q := h.at.Queue
	if p.Has("QueueId") || p.Has("AgentId") {
		if q, err = h.queueNamed(p); err != nil {
			return m, false, err
		}
	}
	return h.host.Measure(q)
}
