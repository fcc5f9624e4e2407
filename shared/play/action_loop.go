package play

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
	begin: func(r *Run, a flow.Action) outcome {
		limit, err := strconv.Atoi(strings.TrimSpace(r.Text(a.Parameters, "LoopCount")))
		if err != nil {
			return failed(flow.NoMatchingError)
		}
		limit = min(limit, loopCountMax)
		if r.at.Loops == nil {
			r.at.Loops = map[string]int{}
		}
		counter := r.counter(a)
		if r.at.Loops[counter] >= limit {
			if delete(r.at.Loops, counter); len(r.at.Loops) == 0 {
				r.at.Loops = nil // as it is read back
			}
			return done(flow.Return(flow.DoneLooping))
		}
		r.at.Loops[counter]++
		return done(flow.Return(flow.ContinueLooping))
	},
}

// counter names a loop over all flows of a call; no identifier holds a slash.
func (v View) counter(a flow.Action) string {
	if v.at.Flow == "" {
		return a.Identifier
	}
	return v.at.Flow + "/" + a.Identifier
}
