package play

import "ringdown/shared/flow"

// endFlowModuleExecution returns from a module to the NextAction of its invoker. In a
// flow that nobody invoked it is the end of the flow.
var endFlowModuleExecution = action{
	begin: func(r *Run, a flow.Action) outcome {
		f := r.at
		if len(f.Stack) == 0 {
			return over
		}
		frame := f.Stack[len(f.Stack)-1]
		if f.Stack = f.Stack[:len(f.Stack)-1]; len(f.Stack) == 0 {
			f.Stack = nil // as it is read back
		}
		f.Flow, f.FlowAttributes = frame.Flow, frame.Attributes
		f.Action = frame.Action
		invoker, ok := r.current()
		if !ok {
			return failed(flow.NoMatchingError)
		}
		next, ok := r.choose(invoker, flow.Succeed())
		if !ok {
			next, ok = r.choose(invoker, flow.Return("Success"))
		}
		if !ok {
			return failed(flow.NoMatchingError)
		}
		return outcome{next: next}
	},
}
