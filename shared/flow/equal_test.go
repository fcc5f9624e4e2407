package flow

import (
	"bytes"
	"slices"
)

// Equal compares two documents and ignores where things stand in their sources.
func Equal(f, g Flow) bool {
	return f.Version == g.Version && f.StartAction == g.StartAction && bytes.Equal(f.Metadata, g.Metadata) &&
		f.Settings.equal(g.Settings) && equalMembers(f.extra, g.extra) && slices.EqualFunc(f.Actions, g.Actions, equalActions)
}

func equalActions(a, b Action) bool {
	s, t := a.Transitions, b.Transitions
	return a.Identifier == b.Identifier && a.Type == b.Type && a.Parameters.object.equal(b.Parameters.object) &&
		equalMembers(a.extra, b.extra) && s.NextAction == t.NextAction && s.absent == t.absent && equalMembers(s.extra, t.extra) &&
		(s.Errors == nil) == (t.Errors == nil) && slices.EqualFunc(s.Errors, t.Errors, equalErrors) &&
		(s.Conditions == nil) == (t.Conditions == nil) && slices.EqualFunc(s.Conditions, t.Conditions, equalConditions)
}

func equalErrors(a, b ErrorBranch) bool {
	return a.ErrorType == b.ErrorType && a.NextAction == b.NextAction && equalMembers(a.extra, b.extra)
}

func equalConditions(a, b ConditionBranch) bool {
	return a.NextAction == b.NextAction && a.Condition.Operator == b.Condition.Operator &&
		slices.Equal(a.Condition.Operands, b.Condition.Operands) && equalMembers(a.extra, b.extra) &&
		equalMembers(a.Condition.extra, b.Condition.extra) &&
		slices.EqualFunc(a.Condition.nested, b.Condition.nested, Value.equal)
}

func equalMembers(a, b []Member) bool {
	return slices.EqualFunc(a, b, func(m, n Member) bool { return m.Name == n.Name && m.Value.equal(n.Value) })
}

// equal compares two values and ignores where they stand in their sources.
func (v Value) equal(w Value) bool {
	if v.kind != w.kind || v.text != w.text || len(v.members) != len(w.members) {
		return false
	}
	for i, m := range v.members {
		if m.Name != w.members[i].Name || !m.Value.equal(w.members[i].Value) {
			return false
		}
	}
	return true
}
