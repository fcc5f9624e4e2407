package flow

import (
	"cmp"
	"encoding/json"
	"slices"
	"strings"
)

// Version is the only value the language has for a document's Version.
const Version = "2019-10-30"

// Flow is one document. Parse fills it; code may also build one. A Flow is not changed after it was
// made.
type Flow struct {
	Version     string
	StartAction string
	Metadata    json.RawMessage // free-form, compact; the designer's names and positions, without effect on a call
	Settings    Value           // modules only: InputParameters, OutputParameters, Transitions
	Actions     []Action

	extra  []Member // top-level keys the language does not name, kept for a round trip
	source Source
}

// Source is what Parse saw of a document and its Flow does not say. It is empty for a Flow built by
// code.
type Source struct {
	Position    Position
	StartAction Position // of the value of StartAction
	Characters  int
	Name, Type  string // as the service's API says them, beside the document
	ID, ARN     string // of the service, where the document came with them
	Notes       []Note
}

// Source of the document.
func (f Flow) Source() Source { return f.source }

// Action is one step of a flow.
type Action struct {
	Identifier  string
	Type        string
	Parameters  Parameters
	Transitions Transitions

	extra []Member
	at    Position
}

// Position of the action in its source.
func (a Action) Position() Position { return a.at }

// Transitions say what comes next. NextAction is "" where there is none. A nil slice is not
// written, an empty one is, because exports differ in this and a round trip should not.
type Transitions struct {
	NextAction string
	Errors     []ErrorBranch
	Conditions []ConditionBranch

	extra  []Member
	absent bool // the source had no Transitions at all
	at     Position
	nextAt Position
}

// Position of the transitions in their source, or of the action when it has none.
func (t Transitions) Position() Position { return t.at }

// NextPosition is the place of the value of NextAction.
func (t Transitions) NextPosition() Position { return t.nextAt }

// ErrorBranch is taken when the action fails with ErrorType.
type ErrorBranch struct {
	NextAction string
	ErrorType  string

	extra []Member
	at    Position
}

// Position of the branch in its source.
func (e ErrorBranch) Position() Position { return e.at }

// ConditionBranch is taken when its Condition is the first to hold for the action's result.
type ConditionBranch struct {
	NextAction string
	Condition  Condition

	extra []Member
	at    Position
}

// Position of the branch in its source.
func (c ConditionBranch) Position() Position { return c.at }

// Condition compares a result with its operands. Operands are texts in every document of the
// console; the language's text also allows conditions as operands, without naming an operator for
// them: such ones are kept and never hold.
type Condition struct {
	Operator Operator
	Operands []string

	extra  []Member
	nested []Value // the operands as written, when one of them is not a scalar
}

// Nested reports whether an operand is no text, such as a condition: the condition then never
// holds.
func (c Condition) Nested() bool { return c.nested != nil }

// Note is something wrong that reading tolerates and checking tells: the rule it breaks, the
// Identifier of the action, and where.
type Note struct {
	Rule, Action, Path, Message string
	Position                    Position
}

// Action finds an action by its Identifier.
func (f Flow) Action(id string) (Action, bool) {
	i := slices.IndexFunc(f.Actions, func(a Action) bool { return a.Identifier == id })
	if i < 0 {
		return Action{}, false
	}
	return f.Actions[i], true
}

// Module reports whether the document is a flow module: only modules carry Settings.
func (f Flow) Module() bool { return f.Settings.kind != Absent }

// Name is the designer's name for the flow, "" when it gave none.
func (f Flow) Name() string { return cmp.Or(f.designer().Name, f.source.Name) }

// Type says where the service lets the flow run, as the designer spells it: contactFlow,
// customerQueue, agentWhisper; "" when nothing says it.
func (f Flow) Type() string {
	if t := f.designer().Type; t != "" {
		return t
	}
	// The API writes CUSTOMER_QUEUE.
	first, rest, _ := strings.Cut(strings.ToLower(f.source.Type), "_")
	for _, word := range strings.Split(rest, "_") {
		if word != "" {
			first += strings.ToUpper(word[:1]) + word[1:]
		}
	}
	return first
}

// designer is what the metadata says of the whole flow; the zero value where it is not as the
// designer writes it.
func (f Flow) designer() (d struct {
	Name string `json:"name"`
	Type string `json:"type"`
}) {
	if len(f.Metadata) > 0 {
		_ = json.Unmarshal(f.Metadata, &d) // free-form: another shape says nothing
	}
	return d
}
