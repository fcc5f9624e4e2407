package flow

import "testing"

func TestConditionHolds(t *testing.T) {
	cases := []struct {
		operator       Operator
		value, operand string
		want           bool
	}{
		{Equals, "1", "1", true}, {Equals, "True", "true", false}, {Equals, "1.0", "1", false}, {Equals, "", "", true},
		{TextStartsWith, "+4791", "+47", true}, {TextStartsWith, "4791", "+47", false},
		{TextEndsWith, "abc", "bc", true}, {TextEndsWith, "abc", "BC", false},
		{TextContains, "abc", "b", true}, {TextContains, "abc", "ac", false},
		{NumberGreaterThan, "10", "9", true}, {NumberGreaterThan, "9", "9", false}, {NumberGreaterThan, "ten", "9", false},
		{NumberGreaterOrEqualTo, "9", "9.0", true}, {NumberGreaterOrEqualTo, "8", "9", false},
		{NumberLessThan, "-1", "0", true}, {NumberLessThan, "0", "0", false}, {NumberLessThan, "", "1", false},
		{NumberLessOrEqualTo, "0", "0", true}, {NumberLessOrEqualTo, "1", "0", false},
		{NumberGreaterThan, "Inf", "1", false}, {NumberLessThan, "NaN", "1", false}, {NumberGreaterThan, "0x10", "1", false},
		{"NumericLessThan", "0", "1", false},
	}
	for _, c := range cases {
		if got := (Condition{Operator: c.operator, Operands: []string{c.operand}}).Holds(c.value); got != c.want {
			t.Errorf("%q %s %q: %v", c.value, c.operator, c.operand, got)
		}
	}
	if (Condition{Operator: Equals, Operands: []string{"a", "a"}}).Holds("a") || (Condition{Operator: Equals}).Holds("") {
		t.Error("a condition takes one operand")
	}
}

func TestChoose(t *testing.T) {
	branch := func(operand, next string) ConditionBranch {
		return ConditionBranch{NextAction: next, Condition: Condition{Operator: Equals, Operands: []string{operand}}}
	}
	errorTo := func(e, next string) ErrorBranch { return ErrorBranch{ErrorType: e, NextAction: next} }
	menu := Transitions{
		NextAction: "copy",
		Errors:     []ErrorBranch{errorTo(NoMatchingError, "failed"), errorTo(NoMatchingCondition, "other"), errorTo(InputTimeLimitExceeded, "silent")},
		Conditions: []ConditionBranch{branch("1", "one"), branch("1", "never"), branch("2", "two")},
	}
	bare := Transitions{NextAction: "copy", Conditions: menu.Conditions}
	cases := []struct {
		name   string
		t      Transitions
		result Result
		want   string
	}{
		{"the first condition that holds", menu, Return("1"), "one"},
		{"a later condition", menu, Return("2"), "two"},
		{"no condition holds", menu, Return("3"), "other"},
		{"an error's own branch", menu, Fail(InputTimeLimitExceeded), "silent"},
		{"any other error", menu, Fail(CallFailed), "failed"},
		{"no condition holds and only NoMatchingError is there", Transitions{Errors: menu.Errors[:1], Conditions: menu.Conditions}, Return("3"), "failed"},
		{"the copy is the last resort of a branching action", bare, Return("3"), "copy"},
		{"and of its failure", bare, Fail(CallFailed), "copy"},
		{"done goes on", menu, Succeed(), "copy"},
		{"a value without conditions goes on", Transitions{NextAction: "next"}, Return("x"), "next"},
		{"a menu without keys takes NoMatchingCondition", Transitions{NextAction: "next", Errors: menu.Errors}, Return("1"), "other"},
		{"a failure without a branch stops", Transitions{NextAction: "next"}, Fail(CallFailed), ""},
		{"nothing follows the end", Transitions{}, Succeed(), ""},
		{"an empty value can be compared", Transitions{Conditions: []ConditionBranch{branch("", "empty")}}, Return(""), "empty"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got, ok := Choose(Action{Transitions: c.t}, c.result); got != c.want || ok != (c.want != "") {
				t.Errorf("got %q %v, want %q", got, ok, c.want)
			}
		})
	}
}

func TestResolveComparesWithAttributes(t *testing.T) {
	a := Action{Transitions: Transitions{Conditions: []ConditionBranch{{NextAction: "same", Condition: Condition{Operator: Equals, Operands: []string{"$.Attributes.pin"}}}}}}
	resolved := a.Resolve(func(path string) (string, bool) { return "1234", path == "$.Attributes.pin" })
	if next, _ := Choose(resolved, Return("1234")); next != "same" {
		t.Errorf("got %q", next)
	}
	if a.Transitions.Conditions[0].Condition.Operands[0] != "$.Attributes.pin" {
		t.Error("the action itself was changed")
	}
}

func TestResultTellsWhatItIs(t *testing.T) {
	if v, ok := Return("").Value(); !ok || v != "" {
		t.Error("an empty value is a value")
	}
	if _, ok := Succeed().Value(); ok {
		t.Error("done has no value")
	}
	if e, ok := Fail(CallFailed).Error(); !ok || e != CallFailed {
		t.Error("a failure names its type")
	}
}
