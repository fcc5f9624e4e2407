package play

import (
	"ringdown/shared/flow"
)

// transferToFlow goes on at the start of another flow and does not come back: flow
// attributes and modules under way end here, everything else is kept with the call.
// NoMatchingError where the dialplan has no such flow.
var transferToFlow = action{
	departs: true,
	begin: func(r *Run, a flow.Action) outcome {
		f := r.at
		id, target, ok := r.named(r.Text(a.Parameters, "ContactFlowId"))
		if !ok {
			return failed(flow.NoMatchingError)
		}
		f.Flow, f.Stack, f.FlowAttributes = id, nil, nil
		return outcome{next: target.StartAction}
	},
}
