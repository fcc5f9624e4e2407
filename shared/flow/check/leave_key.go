package check

import (
	"slices"

	"ringdown/shared/flow"
	"ringdown/shared/problem"
)

// leaveKeys reports keys that choose in a menu and then end the wait to which the choice leads:
// a caller who presses such a key twice leaves without knowing. Ways that pass another question are not
// followed, nor those through a Loop, which puts the same one again: there the key chose nothing.
func (k *checker) leaveKeys() {
	for i, a := range k.flow.Actions {
		if a.Type != getParticipantInputSpec.Type || !k.reachable[i] || storesInput.holds(a.Parameters) {
			continue
		}
		for _, c := range a.Transitions.Conditions {
			for _, to := range k.rungAfter(c.NextAction) {
				leave, _ := k.flow.Actions[to].Parameters.String("LeaveDigit")
				if leave != "" && slices.Contains(c.Condition.Operands, leave) {
					k.at = to
					k.add(problem.Error, "leave-key", "Parameters.LeaveDigit", k.flow.Actions[to].Position(),
						"%s also chooses in %s, so a caller who presses it twice would stop waiting: use another key", quoted(leave), Named(a))
				}
			}
		}
	}
	k.at = -1
}

// rungAfter lists the actions that ring a team and to which a way leads from id that asks nothing.
func (k *checker) rungAfter(id string) (found []int) {
	seen := map[string]bool{}
	for queue := []string{id}; len(queue) > 0; queue = queue[1:] {
		i, ok := k.index[queue[0]]
		if !ok || seen[queue[0]] {
			continue
		}
		seen[queue[0]] = true
		a := k.flow.Actions[i]
		switch a.Type {
		case getParticipantInputSpec.Type, "Loop":
			continue
		case transferParticipantToTeamSpec.Type:
			found = append(found, i)
			continue
		}
		queue = append(queue, nextActions(a)...)
	}
	return found
}

func nextActions(a flow.Action) []string {
	out := []string{a.Transitions.NextAction}
	for _, e := range a.Transitions.Errors {
		out = append(out, e.NextAction)
	}
	for _, c := range a.Transitions.Conditions {
		out = append(out, c.NextAction)
	}
	return out
}
