package check

// maximumFindings bounds a report: a document that is wrong everywhere is mended from the top.
const maximumFindings = 200

// Severity of a finding.
type Severity string

// An Error keeps a flow from being attached to a line; a Warning does not.
const (
	Error   Severity = "error"
	Warning Severity = "warning"
)

// Finding is one thing wrong with a flow. Line and Column are 0 for a flow that was built, not parsed. As JSON it has
// all its keys always, so that a program needs to know only one shape.
type Finding struct {
	Rule     string   `json:"rule"`
	Severity Severity `json:"severity"`
	Action   string   `json:"action"` // the Identifier; "" when the finding is about no single action
	Named    string   `json:"-"`      // the action as its author knows it, for people; "" as above
	Path     string   `json:"path"`   // as in Actions[3].Parameters.Text; "" for the whole document
	Line     int      `json:"line"`
	Column   int      `json:"column"`
	Message  string   `json:"message"` // what is wrong, then what to do
}

// Attachable reports whether a flow with these findings may be attached to a line: none of them is an error. An action
// that cannot run here is an error, although the document is correct.
func Attachable(findings []Finding) bool {
	for _, f := range findings {
		if f.Severity == Error {
			return false
		}
	}
	return true
}
