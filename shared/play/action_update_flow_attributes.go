package play

import "ringdown/shared/flow"

// updateFlowAttributes keeps values for the flow that is running; they are read as
// $.FlowAttributes.<key>, and neither modules nor later flows see them.
var updateFlowAttributes = action{
	begin: func(r *Run, a flow.Action) outcome {
		kept, ok := r.merged(r.at.FlowAttributes, a.Parameters.Pairs("FlowAttributes"), attributesBytesMax)
		if !ok {
			return failed(flow.NoMatchingError)
		}
		r.at.FlowAttributes = kept
		return done(flow.Succeed())
	},
}
