package check

import (
	"fmt"
	"slices"
	"strings"

	"ringdown/shared/flow"
	"ringdown/shared/problem"
)

// targets checks that every branch leads to an action.
func (k *checker) targets(a flow.Action) {
	t := a.Transitions
	dangling := func(next string, at flow.Position, branch string, i int) {
		if _, ok := k.index[next]; !ok {
			if branch != "" {
				branch = fmt.Sprintf("%s[%d].", branch, i)
			}
			k.add(problem.Error, "dangling-transition", "Transitions."+branch+"NextAction", at, "leads to %s, which is no action here: name one of the identifiers", quoted(next))
		}
	}
	if t.NextAction != "" {
		dangling(t.NextAction, t.NextPosition(), "", 0)
	}
	for i, e := range t.Errors {
		dangling(e.NextAction, e.Position(), "Errors", i)
	}
	for i, c := range t.Conditions {
		dangling(c.NextAction, c.Position(), "Conditions", i)
	}
}

func (k *checker) transitions(a flow.Action, spec Spec) {
	t := a.Transitions
	if spec.Terminal {
		if t.NextAction != "" || len(t.Errors)+len(t.Conditions) > 0 {
			k.add(problem.Error, "terminal-blocks", "Transitions", t.Position(), "nothing can follow %s: remove its transitions", a.Type)
		}
		return
	}
	_, fallback := t.OnError(flow.NoMatchingCondition)
	if branches := fallback || len(t.Conditions) > 0; t.NextAction == "" && !spec.Leaves {
		if !branches {
			k.add(problem.Error, "next-action-required", "Transitions.NextAction", t.Position(), "%s needs a NextAction: say what follows it", a.Type)
		} else if !fallback {
			k.add(problem.Warning, "next-action-required", "Transitions.NextAction", t.Position(), "%s has neither NextAction nor NoMatchingCondition: other results end the call", a.Type)
		}
	}
	k.errorBranches(a, spec)
	k.conditions(a, spec)
}

func (k *checker) errorBranches(a flow.Action, spec Spec) {
	t := a.Transitions
	for i, e := range t.Errors {
		at := func() string { return fmt.Sprintf("Transitions.Errors[%d]", i) }
		if slices.ContainsFunc(t.Errors[:i], func(f flow.ErrorBranch) bool { return f.ErrorType == e.ErrorType }) {
			k.add(problem.Warning, "error-branches", at(), e.Position(), "a second branch for %s is never taken: remove it", quoted(e.ErrorType))
			continue
		}
		rule, known := spec.errorRule(e.ErrorType, a.Parameters)
		switch {
		case !slices.Contains(errorTypes, e.ErrorType):
			k.add(problem.Error, "error-branches", at(), e.Position(), "%s is not an error type of the language%s", quoted(e.ErrorType), k.hint(e.ErrorType, errorTypes, otherwise))
		case known && rule.Presence == Refused:
			k.add(problem.Error, "error-branches", at(), e.Position(), "%s cannot have a branch for %s as it is set up: remove it", a.Type, e.ErrorType)
		case !known:
			k.add(problem.Warning, "error-branches", at(), e.Position(), "%s never fails with %s: the branch is never taken", a.Type, e.ErrorType)
		}
	}
	for _, rule := range spec.Errors {
		if !rule.When.holds(a.Parameters) || rule.Presence > Expected || slices.ContainsFunc(t.Errors, func(e flow.ErrorBranch) bool { return e.ErrorType == rule.Type }) {
			continue
		}
		severity := problem.Error
		if rule.Presence == Expected {
			severity = problem.Warning
		}
		k.add(severity, "error-branches", "Transitions.Errors", t.Position(), "%s needs a branch for %s: add one", a.Type, rule.Type)
	}
}

// errorRule finds what the spec says about an error type for an action with these parameters.
func (s Spec) errorRule(errorType string, p flow.Parameters) (ErrorRule, bool) {
	for _, rule := range s.Errors {
		if rule.Type == errorType && rule.When.holds(p) {
			return rule, true
		}
	}
	return ErrorRule{}, false
}

// results finds what an action with these parameters may be compared with.
func (s Spec) results(p flow.Parameters) Results {
	for _, r := range s.Results {
		if r.When.holds(p) {
			return r
		}
	}
	return Results{}
}

func (k *checker) conditions(a flow.Action, spec Spec) {
	t, r := a.Transitions, spec.results(a.Parameters)
	if len(r.Operators) == 0 {
		if len(t.Conditions) > 0 {
			k.add(problem.Error, "conditional-shape", "Transitions.Conditions", t.Conditions[0].Position(), "%s does not support conditions as it is set up: remove them", a.Type)
		}
		return
	}
	for i, c := range t.Conditions {
		path := fmt.Sprintf("Transitions.Conditions[%d].Condition", i)
		if slices.ContainsFunc(t.Conditions[:i], func(d flow.ConditionBranch) bool {
			return d.Condition.Operator == c.Condition.Operator && slices.Equal(d.Condition.Operands, c.Condition.Operands)
		}) {
			k.add(problem.Warning, "conditional-shape", path, c.Position(), "the same condition stands above: this one is never taken")
		}
		k.condition(a, r, c, path)
	}
	for _, operand := range r.Required {
		if !slices.ContainsFunc(t.Conditions, func(c flow.ConditionBranch) bool { return c.Condition.Holds(operand) }) {
			k.add(problem.Error, "conditional-shape", "Transitions.Conditions", t.Position(), "%s needs a condition Equals %s: add one", a.Type, quoted(operand))
		}
	}
}

func (k *checker) condition(a flow.Action, r Results, c flow.ConditionBranch, path string) {
	operator := c.Condition.Operator
	switch {
	case c.Condition.Nested(): // the reader has said so
		return
	case !operator.Known():
		var names []string
		for _, o := range flow.Operators() {
			names = append(names, string(o))
		}
		k.add(problem.Error, "conditional-shape", path+".Operator", c.Position(), "%s is not an operator%s", quoted(string(operator)), k.hint(string(operator), names, otherwise))
		return
	case !slices.Contains(r.Operators, operator):
		k.add(problem.Error, "conditional-shape", path+".Operator", c.Position(), "%s takes no %s as it is set up", a.Type, operator)
	}
	if len(c.Condition.Operands) != flow.OperandCount {
		k.add(problem.Error, "conditional-shape", path+".Operands", c.Position(), "%d operands; every operator takes one", len(c.Condition.Operands))
		return
	}
	operand := c.Condition.Operands[0]
	if k.references(Parameter{Reference: Anywhere}, operand, c.Position(), path+".Operands[0]") || placeholder(operand) {
		return
	}
	if len(r.Values) > 0 && !slices.Contains(r.Values, operand) {
		k.add(problem.Error, "conditional-shape", path+".Operands[0]", c.Position(), "%s never gives %s; it gives %s", a.Type, quoted(operand), strings.Join(r.Values, ", "))
		return
	}
	if !operator.Compares(operand) {
		k.add(problem.Error, "conditional-shape", path+".Operands[0]", c.Position(), "%s is not a number, so %s never holds", quoted(operand), operator)
	}
}
