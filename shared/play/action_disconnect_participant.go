package play

import "ringdown/shared/flow"

// disconnectParticipant ends the flow, and with it the caller's leg once everything
// is said. NCCO: none; the provider ends a call whose script is over.
var disconnectParticipant = action{
	departs: true,
	begin:   func(r *Run, a flow.Action) outcome { return over },
}
