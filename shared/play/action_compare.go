package play

import "ringdown/shared/flow"

// compare branches on the value of an attribute, by the language's eight operators
// (package flow); operands may be references too. An attribute that was never set
// takes NoMatchingCondition, whatever it would be compared with.
var compare = action{
	begin: func(r *Run, a flow.Action) outcome {
		path, _ := a.Parameters.String("ComparisonValue")
		if !flow.IsReference(path) {
			return done(flow.Return(r.expand(path)))
		}
		value, ok := r.attribute(path)
		if !ok {
			return failed(flow.NoMatchingCondition)
		}
		return done(flow.Return(value))
	},
}
