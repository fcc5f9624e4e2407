package call

import "ringdown/shared/flow"

// updateFlowAttributes keeps values for the flow that is running; they are read as
// $.FlowAttributes.<key>, and neither modules nor later flows see them.
var updateFlowAttributes = action{
	begin: func(t *turn, a flow.Action) outcome {
		kept, ok := t.merged(t.c.Flow.FlowAttributes, a.Parameters.Pairs("FlowAttributes"), attributesBytesMax)
		if !ok {
			return failed(flow.NoMatchingError)
		}
		t.c.Flow.FlowAttributes = kept
		return done(flow.Succeed())
	},
}

// merged adds pairs to a map, the references in them filled in. False, and nothing
// changed, when it would grow beyond the bytes it may have: the call is saved with it
// on every step. Values are read before any is set, so pairs can swap two attributes.
func (t *turn) merged(to map[string]string, pairs []flow.Pair, bytesMax int) (map[string]string, bool) {
	if len(pairs) == 0 {
		return to, true
	}
	out := make(map[string]string, len(to)+len(pairs))
	for k, v := range to {
		out[k] = v
	}
	for _, p := range pairs {
		out[p.Name] = t.expand(p.Value)
	}
	size := 0
	for k, v := range out {
		size += len(k) + len(v)
	}
	return out, size <= bytesMax
}
