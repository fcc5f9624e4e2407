package play

import "ringdown/shared/flow"

// attributesBytesMax is the language's own limit for a contact's attributes, made
// smaller: they are saved with the call on every step.
const attributesBytesMax = 8 * 1024

// updateContactAttributes keeps values with the call; they are read as $.Attributes.<key>.
var updateContactAttributes = action{
	begin: func(r *Run, a flow.Action) outcome {
		pairs := a.Parameters.Pairs("Attributes")
		kept, ok := r.merged(r.at.Attributes, pairs, attributesBytesMax)
		if !ok {
			return failed(flow.NoMatchingError)
		}
		r.at.Attributes = kept
		r.at.noteKeyed(pairs)
		return done(flow.Succeed())
	},
}
