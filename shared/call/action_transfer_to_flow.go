package call

import (
	"ringdown/shared/dialplan"
	"ringdown/shared/flow"
)

// transferToFlow goes on at the start of another flow and does not come back: flow
// attributes and modules under way end here, everything else is kept with the call.
// NoMatchingError where the dialplan has no such flow.
var transferToFlow = action{
	departs: true,
	begin: func(t *turn, a flow.Action) outcome {
		f := &t.c.Flow
		id, target, ok := t.named(t.text(a.Parameters, "ContactFlowId"))
		if !ok {
			return failed(flow.NoMatchingError)
		}
		f.Flow, f.Stack, f.FlowAttributes = id, nil, nil
		return outcome{next: target.StartAction}
	},
}

// named finds a flow or module of the dialplan.
func (t *turn) named(id string) (string, flow.Flow, bool) {
	for _, name := range spellings(id) {
		if f, ok := t.plan.Flows[name]; ok && f.StartAction != "" {
			return name, f, true
		}
	}
	return "", flow.Flow{}, false
}

// byID finds something of the dialplan by an id that a flow names.
func byID[T any](all map[string]T, id string) (T, bool) {
	for _, name := range spellings(id) {
		if v, ok := all[name]; ok {
			return v, true
		}
	}
	var none T
	return none, false
}

// spellings are the ids something may have by which a flow names it.
func spellings(id string) []string { return dialplan.Spellings(id) }
