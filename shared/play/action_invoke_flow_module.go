package play

import "ringdown/shared/flow"

// modulesDeepMax is how many modules may be under way inside each other (Amazon Connect
// service quotas, module nesting).
const modulesDeepMax = 5

// invokeFlowModule runs a module and goes on where it was invoked. The module has flow
// attributes of its own; those of the invoker are back when it ends. NoMatchingError
// where the dialplan has no such module, or too many are under way.
var invokeFlowModule = action{
	begin: func(r *Run, a flow.Action) outcome {
		f := r.at
		id, module, ok := r.named(r.Text(a.Parameters, "FlowModuleId"))
		if !ok || len(f.Stack) >= modulesDeepMax {
			return failed(flow.NoMatchingError)
		}
		f.Stack = append(f.Stack, Frame{Flow: f.Flow, Action: a.Identifier, Attributes: f.FlowAttributes})
		f.Flow, f.FlowAttributes = id, nil
		return outcome{next: module.StartAction}
	},
}
