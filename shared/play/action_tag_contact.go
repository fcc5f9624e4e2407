package play

import (
	"strings"

	"ringdown/shared/flow"
)

const (
	// tagsMax is how many tags a contact may have (Amazon Connect, contact tags).
	tagsMax = 6
	// tagsBytesMax bounds them: names of 128 and values of 256 characters, six times.
	tagsBytesMax = tagsMax * (128 + 256)
)

// tagContact puts tags on the call; they are read as $.Tags.<key>. NoMatchingError for
// more than six, for too long ones, and for the prefix aws:, which is Amazon's own.
var tagContact = action{
	begin: func(r *Run, a flow.Action) outcome {
		kept, ok := r.merged(r.at.Contact.Tags, a.Parameters.Pairs("Tags"), tagsBytesMax)
		for name := range kept {
			ok = ok && name != "" && !strings.HasPrefix(strings.ToLower(name), "aws:")
		}
		if !ok || len(kept) > tagsMax {
			return failed(flow.NoMatchingError)
		}
		r.at.Contact.Tags = kept
		return done(flow.Succeed())
	},
}
