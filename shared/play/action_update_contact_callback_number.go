package play

import (
	"ringdown/shared/e164"
	"ringdown/shared/flow"
)

// updateContactCallbackNumber notes the number to call back, often one the caller keyed
// in. Errors: InvalidCallbackNumber (that is no number), CallbackNumberNotDialable (one
// that may not be called). NCCO: none.
var updateContactCallbackNumber = action{
	begin: func(r *Run, a flow.Action) outcome {
		number, err := e164.Parse(r.Text(a.Parameters, "CallbackNumber"))
		if err != nil {
			return r.failed(flow.InvalidCallbackNumber, "the number to call back: %v", err)
		}
		if err := e164.Dialable(number); err != nil {
			return r.failed(flow.CallbackNumberNotDialable, "the number to call back: %v", err)
		}
		r.at.Callback = number
		return done(flow.Succeed())
	},
}
