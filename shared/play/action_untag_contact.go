package play

import "ringdown/shared/flow"

// untagContact takes tags off; one that is not there is no failure.
var untagContact = action{
	begin: func(r *Run, a flow.Action) outcome {
		tags := &r.at.Contact.Tags
		for _, key := range a.Parameters.Strings("TagKeys") {
			delete(*tags, r.expand(key))
		}
		if len(*tags) == 0 {
			*tags = nil // as it is read back
		}
		return done(flow.Succeed())
	},
}
