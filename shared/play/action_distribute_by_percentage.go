package play

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
	begin: func(r *Run, a flow.Action) outcome {
		return done(flow.Return(strconv.Itoa(percent(r.seed(a.Identifier)))))
	},
}

func (r *Run) seed(action string) string {
	return r.Attribute("$.ContactId") + "\x00" + r.at.Flow + "\x00" + action + "\x00" + strconv.Itoa(r.host.Script()) + "\x00" + strconv.Itoa(r.budget)
}

// percent returns a number from 1 to 100 that depends on the seed alone.
func percent(seed string) int {
	sum := sha256.Sum256([]byte(seed))
	return 1 + int(binary.BigEndian.Uint64(sum[:8])%100)
}
