package call

import (
	"crypto/sha256"
	"encoding/binary"
	"strconv"

	"ringdown/shared/flow"
)

// distributeByPercentage sends each share of callers down its own branch. Result: a
// number from 1 to 100.
//
// The number is derived, not drawn: SHA-256 over the call's id, the flow, the action,
// the number of the script and the step within the decision, modulo 100. So a webhook
// that is repeated, or decided again because another one was saved first, goes the same
// way, nothing has to be stored, and Decide stays pure; the next visit of the same call
// gets another number. A call's id is itself a hash of the provider's, which callers
// do not choose. The option not taken was a random number among the facts: two tries
// to save the same decision would then go different ways.
var distributeByPercentage = action{
	begin: func(t *turn, a flow.Action) outcome {
		return done(flow.Return(strconv.Itoa(t.percent(a.Identifier))))
	},
}

func (t *turn) percent(action string) int {
	seed := t.c.ID + "\x00" + t.c.Flow.Flow + "\x00" + action + "\x00" + strconv.Itoa(t.c.Caller.Prompt) + "\x00" + strconv.Itoa(t.budget)
	sum := sha256.Sum256([]byte(seed))
	return 1 + int(binary.BigEndian.Uint64(sum[:8])%100)
}
