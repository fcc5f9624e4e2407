package call

import (
	"strconv"
	"strings"

	"ringdown/shared/flow"
)

// loopCountMax is the most a Loop may repeat (Amazon Connect flow language, Loop).
const loopCountMax = 100

// loop counts how often the flow came here. Results: ContinueLooping as often as
// LoopCount says (0 to 100), then DoneLooping once, and the count begins anew. Each
// action of each flow counts for itself. A LoopCount that is no number is
// NoMatchingError.
var loop = action{
	begin: func(t *turn, a flow.Action) outcome {
		limit, err := strconv.Atoi(strings.TrimSpace(t.text(a.Parameters, "LoopCount")))
		if err != nil {
			return failed(flow.NoMatchingError)
		}
		limit = min(limit, loopCountMax)
		if t.c.Flow.Loops == nil {
			t.c.Flow.Loops = map[string]int{}
		}
		counter := t.counter(a)
		if t.c.Flow.Loops[counter] >= limit {
			if delete(t.c.Flow.Loops, counter); len(t.c.Flow.Loops) == 0 {
				t.c.Flow.Loops = nil // as it is read back
			}
			return done(flow.Return(flow.DoneLooping))
		}
		t.c.Flow.Loops[counter]++
		return done(flow.Return(flow.ContinueLooping))
	},
}

// counter names a loop over all flows of a call; no identifier holds a slash.
func (t *turn) counter(a flow.Action) string {
	if t.c.Flow.Flow == "" {
		return a.Identifier
	}
	return t.c.Flow.Flow + "/" + a.Identifier
}
