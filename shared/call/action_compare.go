package call

import "ringdown/shared/flow"

// compare branches on the value of an attribute, by the language's eight operators
// (package flow); operands may be references too. An attribute that was never set
// takes NoMatchingCondition, whatever it would be compared with.
var compare = action{
	begin: func(t *turn, a flow.Action) outcome {
		path, _ := a.Parameters.String("ComparisonValue")
		if !flow.IsReference(path) {
			return done(flow.Return(t.expand(path)))
		}
		value, ok := t.attribute(path)
		if !ok {
			return failed(flow.NoMatchingCondition)
		}
		return done(flow.Return(value))
	},
}
