package call

import "ringdown/shared/dialplan"

// ArrivalsOf lists calls of a line as its limits count them.
func ArrivalsOf(calls []Call, plan dialplan.Dialplan) []dialplan.Arrival {
	out := make([]dialplan.Arrival, 0, len(calls))
	for _, c := range calls {
		out = append(out, dialplan.Arrival{At: c.Arrived, Caller: c.Caller.ID(), Beyond: c.Flow.Flow != "" && c.Flow.Flow == plan.Limits.Flow})
	}
	return out
}

// beyondLimit reports whether a call that would be put through is one too many. A caller
// who takes another entrance rings nobody.
func (d *present) beyondLimit(flow string) bool {
	return (flow == "" || d.plan.Challenges(flow)) && d.plan.Limits.Exceeded(d.c.Caller.ID(), d.now, d.arrivals)
}
