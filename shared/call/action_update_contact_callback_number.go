package call

import (
	"ringdown/shared/e164"
	"ringdown/shared/flow"
)

// updateContactCallbackNumber notes the number to call back, often one the caller keyed
// in. Errors: InvalidCallbackNumber (that is no number), CallbackNumberNotDialable (one
// that may not be called). NCCO: none.
var updateContactCallbackNumber = action{
	begin: func(t *turn, a flow.Action) outcome {
		number, err := e164.Parse(t.text(a.Parameters, "CallbackNumber"))
		if err != nil {
			return t.failed(flow.InvalidCallbackNumber, "the number to call back: %v", err)
		}
		if err := e164.Dialable(number); err != nil {
			return t.failed(flow.CallbackNumberNotDialable, "the number to call back: %v", err)
		}
		t.c.Callback = number
		return done(flow.Succeed())
	},
}

// callbackNumber is the number to call back: the one that was noted, else the caller's.
func (c *Call) callbackNumber() e164.Number {
	if c.Callback != "" {
		return c.Callback
	}
	return c.Caller.Number
}
