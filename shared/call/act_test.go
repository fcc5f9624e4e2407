package call

import (
	"encoding/json"
	"strings"
	"testing"
)

// act writes one action as JSON. A branch is "Operator operand > target" or
// "!ErrorType > target"; next may be "".
func act(id, kind, parameters, next string, branches ...string) string {
	type condition struct {
		NextAction string
		Condition  struct {
			Operator string
			Operands []string
		}
	}
	type failure struct{ NextAction, ErrorType string }
	var a struct {
		Identifier, Type string
		Parameters       json.RawMessage
		Transitions      struct {
			NextAction string      `json:",omitempty"`
			Errors     []failure   `json:",omitempty"`
			Conditions []condition `json:",omitempty"`
		}
	}
	a.Identifier, a.Type, a.Parameters = id, kind, json.RawMessage(parameters)
	a.Transitions.NextAction = next
	for _, b := range branches {
		when, target, _ := strings.Cut(b, " > ")
		if kind, ok := strings.CutPrefix(when, "!"); ok {
			a.Transitions.Errors = append(a.Transitions.Errors, failure{target, kind})
			continue
		}
		c := condition{NextAction: target}
		operator, operand, _ := strings.Cut(when, " ")
		c.Condition.Operator, c.Condition.Operands = operator, []string{operand}
		a.Transitions.Conditions = append(a.Transitions.Conditions, c)
	}
	out, err := json.Marshal(a)
	if err != nil {
		panic(err) // the test's own parameters
	}
	return string(out)
}

// list joins actions into a flow's.
func list(actions ...string) string { return strings.Join(actions, ",") }

// ends adds the ends that every test here branches to: each says its own name.
func ends(actions ...string) string {
	for _, name := range []string{"yes", "no", "rest", "failed", "next"} {
		actions = append(actions, say(name))
	}
	return list(append(actions, hangUp)...)
}

// set is an UpdateContactAttributes of one attribute before another action.
func set(id, key, value, next string) string {
	return act(id, "UpdateContactAttributes", `{"Attributes":{"`+key+`":"`+value+`"}}`, next)
}

// heard begins a call to a flow and gives what its caller hears first.
func heard(t *testing.T, actions string, others ...string) string {
	t.Helper()
	return sounds(newRig(t, actions, others...).arrive().Script)
}

// reaches fails unless a call to the flow hears this.
func reaches(t *testing.T, want, actions string, others ...string) {
	t.Helper()
	if got := heard(t, actions, others...); got != want {
		t.Errorf("the caller hears %q, want %q", got, want)
	}
}
