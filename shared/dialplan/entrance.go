package dialplan

import (
	"slices"
	"strings"

	"ringdown/shared/e164"
)

// Entrance is a flow that some callers take in place of the line's own: a goodbye, or straight to
// voicemail. The keys are part of the stored format.
type Entrance struct {
	Callers []string `json:"from"` // numbers, beginnings of numbers with a * behind, or Withheld
	Flow    string   `json:"flow"` // one of Flows

	// Challenge says that the flow asks for the key that AttributeChallenge holds. Who leaves
	// before pressing it may be a machine, so nobody is told of a missed call.
	Challenge bool `json:"key,omitempty"`
}

// Everybody stands for all callers, also those without a number.
const Everybody = "*"

// OwnFlow is the id by which a flow of the dialplan goes on to the line's own.
const OwnFlow = "the line's own flow"

// Challenges reports whether the flow of this id asks its callers for a key.
func (d Dialplan) Challenges(flow string) bool {
	return slices.ContainsFunc(d.Entrances, func(e Entrance) bool { return e.Challenge && e.Flow == flow })
}

// Withheld stands for callers who hide their number.
const Withheld = "withheld"

// FlowFor returns the id of the flow with which a caller begins, "" for the line's own. The first
// entrance that fits decides. What is unverified is no number that anybody has listed.
func (d Dialplan) FlowFor(caller e164.Caller) string {
	for _, e := range d.Entrances {
		if _, ok := d.Flows[e.Flow]; ok && slices.ContainsFunc(e.Callers, func(c string) bool { return fits(c, caller) }) {
			return e.Flow
		}
	}
	return ""
}

func fits(listed string, caller e164.Caller) bool {
	if listed == Withheld {
		return caller.Withheld()
	}
	if beginning, ok := strings.CutSuffix(listed, "*"); ok {
		return strings.HasPrefix(string(caller.Number), beginning)
	}
	return caller.Number == e164.Number(listed)
}
