package flow

// Result is how an action ended: done, done with a value, or failed. The zero Result is done.
type Result struct {
	kind resultKind
	text string
}

type resultKind uint8

const (
	done resultKind = iota
	returned
	failed
)

// Succeed is an action that ended well and has nothing to compare.
func Succeed() Result { return Result{} }

// Return is an action that ended with a value for its conditions: the key pressed, "True",
// "DoneLooping".
func Return(value string) Result { return Result{returned, value} }

// Fail is an action that ended with an error type of the language.
func Fail(errorType string) Result { return Result{failed, errorType} }

// Value is what Return was given; false for the other results.
func (r Result) Value() (string, bool) { return r.text, r.kind == returned }

// Error is what Fail was given; false for the other results.
func (r Result) Error() (string, bool) { return r.text, r.kind == failed }

// Choose names the action that follows a, or false when the flow has nowhere to go; the caller of
// Choose then ends the call politely. The rules are the language's (API reference, flow language,
// Transitions):
//
//  1. A failure takes the error branch of its type, else the branch of NoMatchingError.
//  2. A value takes the first condition that holds; when none holds, the branch of NoMatchingCondition, else rule 1.
//  3. Anything else takes NextAction.
//
// NextAction stands on branching actions too, as a copy of one of the branches. It is the last
// resort there, after rules 1 and 2, and never hides a missing error branch of an action that does
// not branch. An action whose conditions are all gone but that still has NoMatchingCondition takes
// that branch for any value: so a menu without keys is exported.
func Choose(a Action, r Result) (next string, ok bool) {
	t := a.Transitions
	switch r.kind {
	case failed:
		return t.failure(r.text)
	case returned:
		for _, c := range t.Conditions {
			if c.Condition.Holds(r.text) {
				return c.NextAction, c.NextAction != ""
			}
		}
		if next, ok := t.OnError(NoMatchingCondition); ok {
			return next, true
		}
		if len(t.Conditions) > 0 {
			return t.failure(NoMatchingError)
		}
	}
	return t.NextAction, t.NextAction != ""
}

func (t Transitions) failure(errorType string) (string, bool) {
	for _, e := range []string{errorType, NoMatchingError} {
		if next, ok := t.OnError(e); ok {
			return next, true
		}
	}
	if len(t.Conditions) == 0 {
		return "", false
	}
	return t.NextAction, t.NextAction != ""
}

// OnError finds the action that the branch of an error type leads to.
func (t Transitions) OnError(errorType string) (string, bool) {
	for _, e := range t.Errors {
		if e.ErrorType == errorType && e.NextAction != "" {
			return e.NextAction, true
		}
	}
	return "", false
}

// Resolve replaces operands that are references by what look finds, so that a value can be compared
// with an attribute.
func (a Action) Resolve(look func(path string) (string, bool)) Action {
	conditions := make([]ConditionBranch, len(a.Transitions.Conditions))
	for i, c := range a.Transitions.Conditions {
		operands := make([]string, len(c.Condition.Operands))
		for j, operand := range c.Condition.Operands {
			operands[j] = Expand(operand, look)
		}
		c.Condition.Operands = operands
		conditions[i] = c
	}
	if len(conditions) > 0 {
		a.Transitions.Conditions = conditions
	}
	return a
}
