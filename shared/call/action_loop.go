package call

import "ringdown/shared/flow"

// loop counts how often the flow came here. Results: ContinueLooping as often as
// LoopCount says (0 to 100), then DoneLooping once, and the count begins anew.
var loop = action{
	begin: func(t *turn, a flow.Action) outcome {
		limit := t.number(a.Parameters, "LoopCount", 0, 0, 100)
		if t.c.Flow.Loops == nil {
			t.c.Flow.Loops = map[string]int{}
		}
		if t.c.Flow.Loops[a.Identifier] >= limit {
			delete(t.c.Flow.Loops, a.Identifier)
			return done(flow.Return("DoneLooping"))
		}
		t.c.Flow.Loops[a.Identifier]++
		return done(flow.Return("ContinueLooping"))
	},
}
