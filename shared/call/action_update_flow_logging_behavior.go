package call

import "ringdown/shared/flow"

// updateFlowLoggingBehavior switches the trace of the flow. Kept with the call, so that
// whoever logs its decisions can see what the author of the flow wanted.
var updateFlowLoggingBehavior = action{
	begin: func(t *turn, a flow.Action) outcome {
		t.c.Flow.Logging = t.text(a.Parameters, "FlowLoggingBehavior") == "Enabled"
		return done(flow.Succeed())
	},
}
