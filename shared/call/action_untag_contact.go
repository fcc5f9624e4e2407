package call

import "ringdown/shared/flow"

// untagContact takes tags off; one that is not there is no failure.
var untagContact = action{
	begin: func(t *turn, a flow.Action) outcome {
		tags := &t.c.Flow.Contact.Tags
		for _, key := range a.Parameters.Strings("TagKeys") {
			delete(*tags, t.expand(key))
		}
		if len(*tags) == 0 {
			*tags = nil // as it is read back
		}
		return done(flow.Succeed())
	},
}
