package check

import (
	"slices"

	"ringdown/shared/problem"
)

// maximumFindings bounds a report: a document that is wrong everywhere is mended from the top.
const maximumFindings = 200

// Finding is a problem with its place in a flow. Line and Column are 0 for a flow that was built, not
// parsed.
type Finding struct {
	Rule string `json:"rule"`
	problem.Problem
	Action string `json:"action"` // the Identifier; "" when the finding is about no single action
	Named  string `json:"-"`      // the action as its author knows it, for people; "" as above
}

// Attachable reports whether a flow with these findings may be attached to a line: none of them is an
// error. An action that cannot run here is an error, although the document is correct.
func Attachable(findings []Finding) bool {
	return !slices.ContainsFunc(findings, func(f Finding) bool { return f.Fatal() })
}
