package call

import "ringdown/shared/flow"

// untagContact takes tags off; one that is not there is no failure.
var untagContact = action{
	begin: func(t *turn, a flow.Action) outcome {
		for _, key := range a.Parameters.Strings("TagKeys") {
			delete(t.c.Flow.Contact.Tags, t.expand(key))
		}
		return done(flow.Succeed())
	},
}
