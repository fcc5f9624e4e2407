package flow

import (
	"fmt"
	"slices"
	"strings"
)

// targets checks that every branch leads to an action.
func (k *checker) targets(a Action) {
	t := a.Transitions
	transitions := place{name: "Transitions"}
	dangling := func(next string, branch place, at Position) {
		if _, ok := k.index[next]; !ok {
			k.add(Error, "dangling-transition", branch.key("NextAction").String(), at, "leads to %s, which is no action here: name one of the identifiers", quoted(next))
		}
	}
	if t.NextAction != "" {
		dangling(t.NextAction, transitions, t.nextAt)
	}
	for i, e := range t.Errors {
		dangling(e.NextAction, place{in: &transitions, list: "Errors", i: i}, e.at)
	}
	for i, c := range t.Conditions {
		dangling(c.NextAction, place{in: &transitions, list: "Conditions", i: i}, c.at)
	}
}

func (k *checker) transitions(a Action, spec Spec) {
	t := a.Transitions
	if spec.Terminal {
		if t.NextAction != "" || len(t.Errors)+len(t.Conditions) > 0 {
			k.add(Error, "terminal-blocks", "Transitions", t.at, "nothing can follow %s: remove its transitions", a.Type)
		}
		return
	}
	_, fallback := t.error(NoMatchingCondition)
	if branches := fallback || len(t.Conditions) > 0; t.NextAction == "" && !spec.Leaves {
		if !branches {
			k.add(Error, "next-action-required", "Transitions.NextAction", t.at, "%s needs a NextAction: say what follows it", a.Type)
		} else if !fallback {
			k.add(Warning, "next-action-required", "Transitions.NextAction", t.at, "%s has neither NextAction nor NoMatchingCondition: other results end the call", a.Type)
		}
	}
	k.errorBranches(a, spec)
	k.conditions(a, spec)
}

func (k *checker) errorBranches(a Action, spec Spec) {
	t := a.Transitions
	for i, e := range t.Errors {
		at := place{in: &place{name: "Transitions"}, list: "Errors", i: i}
		if slices.ContainsFunc(t.Errors[:i], func(f ErrorBranch) bool { return f.ErrorType == e.ErrorType }) {
			k.add(Warning, "error-branches", at.String(), e.at, "a second branch for %s is never taken: remove it", quoted(e.ErrorType))
			continue
		}
		rule, known := spec.errorRule(e.ErrorType, a.Parameters)
		switch {
		case !slices.Contains(errorTypes, e.ErrorType):
			k.add(Error, "error-branches", at.String(), e.at, "%s is not an error type of the language%s", quoted(e.ErrorType), k.hint(e.ErrorType, errorTypes, otherwise))
		case known && rule.Presence == Refused:
			k.add(Error, "error-branches", at.String(), e.at, "%s cannot have a branch for %s as it is set up: remove it", a.Type, e.ErrorType)
		case !known:
			k.add(Warning, "error-branches", at.String(), e.at, "%s never fails with %s: the branch is never taken", a.Type, e.ErrorType)
		}
	}
	for _, rule := range spec.Errors {
		if !rule.When.holds(a.Parameters) || rule.Presence > Expected || slices.ContainsFunc(t.Errors, func(e ErrorBranch) bool { return e.ErrorType == rule.Type }) {
			continue
		}
		severity := Error
		if rule.Presence == Expected {
			severity = Warning
		}
		k.add(severity, "error-branches", "Transitions.Errors", t.at, "%s needs a branch for %s: add one", a.Type, rule.Type)
	}
}

// errorRule finds what the spec says about an error type for an action with these parameters.
func (s Spec) errorRule(errorType string, p Parameters) (ErrorRule, bool) {
	for _, rule := range s.Errors {
		if rule.Type == errorType && rule.When.holds(p) {
			return rule, true
		}
	}
	return ErrorRule{}, false
}

// results finds what an action with these parameters may be compared with.
func (s Spec) results(p Parameters) Results {
	for _, r := range s.Results {
		if r.When.holds(p) {
			return r
		}
	}
	return Results{}
}

func (k *checker) conditions(a Action, spec Spec) {
	t, r := a.Transitions, spec.results(a.Parameters)
	if len(r.Operators) == 0 {
		if len(t.Conditions) > 0 {
			k.add(Error, "conditional-shape", "Transitions.Conditions", t.Conditions[0].at, "%s does not support conditions as it is set up: remove them", a.Type)
		}
		return
	}
	for i, c := range t.Conditions {
		path := fmt.Sprintf("Transitions.Conditions[%d].Condition", i)
		if slices.ContainsFunc(t.Conditions[:i], func(d ConditionBranch) bool {
			return d.Condition.Operator == c.Condition.Operator && slices.Equal(d.Condition.Operands, c.Condition.Operands)
		}) {
			k.add(Warning, "conditional-shape", path, c.at, "the same condition stands above: this one is never taken")
		}
		k.condition(a, r, c, path)
	}
	for _, operand := range r.Required {
		if !slices.ContainsFunc(t.Conditions, func(c ConditionBranch) bool { return c.Condition.Holds(operand) }) {
			k.add(Error, "conditional-shape", "Transitions.Conditions", t.at, "%s needs a condition Equals %s: add one", a.Type, quoted(operand))
		}
	}
}

func (k *checker) condition(a Action, r Results, c ConditionBranch, path string) {
	operator := c.Condition.Operator
	switch {
	case c.Condition.nested != nil: // the reader has said so
		return
	case !operator.Known():
		names := make([]string, 0, len(operators))
		for _, o := range operators {
			names = append(names, string(o))
		}
		k.add(Error, "conditional-shape", path+".Operator", c.at, "%s is not an operator%s", quoted(string(operator)), k.hint(string(operator), names, otherwise))
		return
	case !slices.Contains(r.Operators, operator):
		k.add(Error, "conditional-shape", path+".Operator", c.at, "%s takes no %s as it is set up", a.Type, operator)
	}
	if len(c.Condition.Operands) != operandCount {
		k.add(Error, "conditional-shape", path+".Operands", c.at, "%d operands; every operator takes one", len(c.Condition.Operands))
		return
	}
	operand := c.Condition.Operands[0]
	if k.references(Parameter{Reference: Anywhere}, operand, c.at, path+".Operands[0]") || placeholder(operand) {
		return
	}
	if len(r.Values) > 0 && !slices.Contains(r.Values, operand) {
		k.add(Error, "conditional-shape", path+".Operands[0]", c.at, "%s never gives %s; it gives %s", a.Type, quoted(operand), strings.Join(r.Values, ", "))
		return
	}
	if _, ok := number(operand); !ok && strings.HasPrefix(string(operator), "Number") {
		k.add(Error, "conditional-shape", path+".Operands[0]", c.at, "%s is not a number, so %s never holds", quoted(operand), operator)
	}
}
