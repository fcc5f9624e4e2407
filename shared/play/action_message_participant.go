package play

import "ringdown/shared/flow"

// messageParticipant says a text or plays audio, and the flow goes on at once: what
// is said is collected until an action waits. With MustBeHeard "True" nothing cuts it
// short, neither a key nor somebody who accepts meanwhile; so it is with everything said
// where the talk is going to be recorded, because one of those words is the notice of it,
// and published flows cannot say which. Where such words cannot be said, no talk is
// recorded. NCCO: talk or stream, and notify after those that must be heard.
var messageParticipant = action{
	begin: func(r *Run, a flow.Action) outcome {
		if !r.host.Listening() {
			return done(flow.Succeed())
		}
		before := len(r.said)
		ok := r.prompt(a.Parameters)
		if isTrue(a.Parameters, "MustBeHeard") || r.at.RecordTalk {
			r.mustBeHeard(before)
			if !ok {
				r.at.Unsaid, r.at.RecordTalk = true, false
			}
		}
		if !ok {
			return failed(flow.NoMatchingError)
		}
		return done(flow.Succeed())
	},
}

// mustBeHeard marks what was said from there on.
func (c *collected) mustBeHeard(from int) {
	for i := from; i < len(c.said); i++ {
		c.said[i].Whole = true
	}
}
