package play

import (
	"slices"
	"strings"

	"ringdown/shared/flow"
)

// What a caller keys may be a PIN, and nothing says which input asked for one. So no digits stay
// with a call once its flow can read them no more: its record is kept for weeks.

// keyedReference is the name by which flows read digits.
const keyedReference = "StoredCustomerInput"

// leading are the actions from which a flow goes on where this document does not show it.
var leading = []string{"TransferToFlow", "InvokeFlowModule", "UpdateContactEventHooks"}

// lasting are attributes that alerts are addressed by, also after the flow is over.
var lasting = []string{"team", "teamName"}

// ForgetKeyed drops the digits that the flow is done with. Its host calls it last in a decision.
func (r *Run) ForgetKeyed() {
	at := r.at
	if a, _ := r.current(); a.Type != "GetParticipantInput" || at.Ended {
		at.Keys = nil
	}
	if !at.Ended {
		if at.Stored != nothingKeyed && at.Stored != "" && !r.readsKeyed() {
			at.Stored = ""
		}
		return
	}
	at.Stored, at.FlowAttributes = "", nil
	for _, name := range at.Keyed {
		if !slices.Contains(lasting, name) {
			delete(at.Attributes, name)
		}
	}
	at.Keyed = nil
	for n := range at.Invocations {
		if !at.Invocations[n].Asked.IsZero() {
			at.Invocations[n].Parameters = nil
		}
	}
}

// noteKeyed keeps the names of the attributes that hold digits.
func (p *Position) noteKeyed(pairs []flow.Pair) {
	held := p.Keyed
	var now []string
	for _, p := range pairs {
		if slices.ContainsFunc(flow.References(p.Value), func(path string) bool { return isKeyed(path, held) }) {
			now = append(now, p.Name)
		}
	}
	for _, name := range held {
		if !slices.ContainsFunc(pairs, func(p flow.Pair) bool { return p.Name == name }) {
			now = append(now, name)
		}
	}
	p.Keyed = now
}

func isKeyed(path string, held []string) bool {
	root, name, _ := strings.Cut(strings.TrimPrefix(flow.PlainReference(path), "$."), ".")
	return root == keyedReference || root == "Attributes" && slices.Contains(held, name)
}

// readsKeyed reports whether the flow may still read the digits: in the action it is at, which may
// wait, or in one that it can come to from there.
func (v View) readsKeyed() bool {
	if len(v.at.Stack) > 0 || v.at.Hooks != (Hooks{}) {
		return true // other flows are to come
	}
	document, seen := v.document(), map[string]bool{}
	for ahead := []string{v.at.Action}; len(ahead) > 0; {
		id := ahead[0]
		ahead = ahead[1:]
		a, ok := document.Action(id)
		if !ok || seen[id] {
			continue
		}
		seen[id] = true
		if slices.Contains(leading, a.Type) || mentionsKeyed(a) {
			return true
		}
		ahead = append(ahead, a.Transitions.NextAction)
		for _, c := range a.Transitions.Conditions {
			ahead = append(ahead, c.NextAction)
		}
		for _, e := range a.Transitions.Errors {
			ahead = append(ahead, e.NextAction)
		}
	}
	return false
}

func mentionsKeyed(a flow.Action) bool {
	for _, c := range a.Transitions.Conditions {
		for _, operand := range c.Condition.Operands {
			if strings.Contains(operand, keyedReference) {
				return true
			}
		}
	}
	return holdsKeyed(a.Parameters.Value())
}

func holdsKeyed(v flow.Value) bool {
	text, _ := v.Text()
	return strings.Contains(text, keyedReference) ||
		slices.ContainsFunc(v.Members(), func(m flow.Member) bool { return holdsKeyed(m.Value) })
}
