package flow

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"unicode/utf8"
)

// ErrLegacy means the text is the older designer export (modules, start), which is another
// language.
var ErrLegacy = errors.New("this is the legacy designer export: open the flow in the current Amazon Connect flow designer, save it and export it again; that converts it")

// errTooLarge means the text is larger than any flow the service exports.
var errTooLarge = errors.New("larger than a flow can be")

const (
	// maximumDocumentBytes is the size of the largest export the console offers (Amazon Connect
	// admin guide: under 1 MB).
	maximumDocumentBytes = 1 << 20
	// maximumNotes bounds what is said of a document that is malformed everywhere: it is mended
	// from the top.
	maximumNotes = 200
	// maximumMembers bounds every list and object outside Metadata. It is eight times the actions
	// the service allows, so that the checker can say how many are too many; no other list of a
	// flow comes near.
	maximumMembers = 2_000
)

// Parse reads a document: a flow as exported, or one that AWS's tools wrote, where it is a string:
// the answer of DescribeContactFlow or DescribeContactFlowModule, its ContactFlow or Content alone,
// and the input of CreateContactFlow. It refuses what is not a flow at all (*ParseError, ErrLegacy,
// errTooLarge) and leaves everything else to the checker (package check), so that a wrong flow can
// still be shown and mended. Parameters, Transitions, Errors and Conditions may be absent; unknown
// keys are kept.
func Parse(b []byte) (Flow, error) {
	if len(b) > maximumDocumentBytes {
		return Flow{}, fmt.Errorf("parse flow of %d bytes: %w: the limit is %d bytes", len(b), errTooLarge, maximumDocumentBytes)
	}
	b = bytes.TrimPrefix(b, []byte("\ufeff"))
	if !utf8.Valid(b) {
		b = bytes.ToValidUTF8(b, []byte("\ufffd"))
	}
	return parse(&reader{text: b, line: 1}, true)
}

func parse(r *reader, wrapped bool) (Flow, error) {
	top, err := r.document()
	if err != nil {
		return Flow{}, err
	}
	if content, outer, ok := wrapping(top); ok && wrapped {
		f, err := parse(&reader{text: []byte(content.text), line: 1, fixed: &content.at}, false)
		f.source.Name, f.source.Type = textOf(outer, "Name"), textOf(outer, "Type")
		f.source.ID, f.source.ARN = textOf(outer, "Id"), textOf(outer, "Arn")
		return f, err
	}
	if top.kind != Object {
		return Flow{}, &ParseError{top.at, "a flow is a JSON object with Version, StartAction and Actions"}
	}
	actions, ok := top.Member("Actions")
	if _, legacy := top.Member("modules"); !ok && legacy {
		return Flow{}, fmt.Errorf("parse flow: %w", ErrLegacy)
	}
	if !ok || actions.kind != List {
		return Flow{}, &ParseError{top.at, "no list of Actions: a flow is a JSON object with Version, StartAction and Actions"}
	}
	return buildFlow(top, r)
}

// wrapping finds a document that stands as a string in another, and the object that names it and
// its type.
func wrapping(top Value) (content, outer Value, ok bool) {
	if top.kind == String {
		return top, Value{}, true
	}
	for _, name := range []string{"ContactFlow", "ContactFlowModule"} {
		if inner, ok := top.Member(name); ok {
			outer = inner
		}
	}
	if _, plain := top.Member("Actions"); outer.kind == Absent && !plain {
		outer = top
	}
	content, ok = outer.Member("Content")
	return content, outer, ok && content.kind == String
}

func textOf(object Value, name string) string {
	v, _ := object.Member(name)
	s, _ := v.Text()
	return s
}

func buildFlow(top Value, r *reader) (Flow, error) {
	f := Flow{source: Source{Position: top.at, StartAction: top.at, Characters: utf8.RuneCount(r.text)}}
	b := builder{notes: &f.source.Notes}
	for _, m := range b.members(top, "", place{}) {
		switch m.Name {
		case "Version":
			f.Version = b.text(m.Value, "", place{name: "Version"})
		case "StartAction":
			f.StartAction, f.source.StartAction = b.text(m.Value, "", place{name: "StartAction"}), m.Value.at
		case "Metadata":
			var compact bytes.Buffer
			if err := json.Compact(&compact, r.metadata); err != nil {
				return Flow{}, &ParseError{m.Value.at, "Metadata is not JSON: " + err.Error()}
			}
			f.Metadata = compact.Bytes()
		case "Settings":
			f.Settings = m.Value
		case "Actions":
			f.Actions = make([]Action, 0, len(m.Value.members))
			for i, item := range m.Value.members {
				f.Actions = append(f.Actions, b.action(item.Value, place{list: "Actions", i: i}))
			}
		default:
			f.extra = append(f.extra, m)
		}
	}
	return f, nil
}

// builder turns values into the language's shapes and notes what does not fit instead of failing.
type builder struct{ notes *[]Note }

func (b builder) note(rule, action string, path place, message string, at Position) {
	if len(*b.notes) < maximumNotes {
		*b.notes = append(*b.notes, Note{rule, action, path.String(), message, at})
	}
}

// members lists an object's entries without those that a later one of the same name overrides, as
// JSON readers do.
func (b builder) members(object Value, action string, path place) []Member {
	repeated := object.Repeated()
	if repeated == nil {
		return object.members
	}
	var kept []Member
	for i, m := range object.members {
		if repeated[i] {
			b.note("duplicate-key", action, path.key(m.Name), DuplicateKey, m.Value.at)
			continue
		}
		kept = append(kept, m)
	}
	return kept
}

// DuplicateKey is what is said of a key that a later one of the same name overrides.
const DuplicateKey = "this key is written again below, and only the last one counts: remove one"

func (b builder) text(v Value, action string, path place) string {
	s, ok := v.Text()
	if !ok && v.kind != Null {
		b.note("malformed", action, path, "expected a string", v.at)
	}
	return s
}

func (b builder) action(v Value, path place) Action {
	a := Action{at: v.at, Transitions: Transitions{absent: true, at: v.at, nextAt: v.at}}
	if v.kind != Object {
		b.note("malformed", "", path, "an action is an object with Identifier, Type, Parameters and Transitions", v.at)
		return a
	}
	if id, ok := v.Member("Identifier"); ok {
		a.Identifier = b.text(id, "", path.key("Identifier"))
	}
	for _, m := range b.members(v, a.Identifier, path) {
		switch m.Name {
		case "Identifier":
		case "Type":
			a.Type = b.text(m.Value, a.Identifier, path.key("Type"))
		case "Parameters":
			if m.Value.kind == Object {
				a.Parameters = Parameters{m.Value}
			} else if m.Value.kind != Null {
				b.note("malformed", a.Identifier, path.key("Parameters"), "Parameters is an object", m.Value.at)
			}
		case "Transitions":
			a.Transitions = b.transitions(m.Value, a.Identifier, path.key("Transitions"))
		default:
			a.extra = append(a.extra, m)
		}
	}
	return a
}

func (b builder) transitions(v Value, action string, path place) Transitions {
	t := Transitions{at: v.at, nextAt: v.at}
	if v.kind == Null {
		t.absent = true
		return t
	}
	if v.kind != Object {
		b.note("malformed", action, path, "Transitions is an object", v.at)
		return t
	}
	for _, m := range b.members(v, action, path) {
		switch m.Name {
		case "NextAction":
			t.NextAction, t.nextAt = b.text(m.Value, action, path.key("NextAction")), m.Value.at
		case "Errors":
			for i, item := range b.list(m.Value, action, path.key("Errors")) {
				if t.Errors == nil {
					t.Errors = make([]ErrorBranch, 0, len(m.Value.members))
				}
				t.Errors = append(t.Errors, b.errorBranch(item.Value, action, place{in: &path, list: "Errors", i: i}))
			}
			if t.Errors == nil && m.Value.kind == List {
				t.Errors = []ErrorBranch{}
			}
		case "Conditions":
			for i, item := range b.list(m.Value, action, path.key("Conditions")) {
				t.Conditions = append(t.Conditions, b.conditionBranch(item.Value, action, place{in: &path, list: "Conditions", i: i}))
			}
			if t.Conditions == nil && m.Value.kind == List {
				t.Conditions = []ConditionBranch{}
			}
		default:
			t.extra = append(t.extra, m)
		}
	}
	return t
}

func (b builder) list(v Value, action string, path place) []Member {
	if v.kind != List && v.kind != Null {
		b.note("malformed", action, path, "expected a list", v.at)
	}
	if v.kind != List {
		return nil
	}
	return v.members
}

func (b builder) errorBranch(v Value, action string, path place) ErrorBranch {
	e := ErrorBranch{at: v.at}
	if v.kind != Object {
		b.note("malformed", action, path, "an error branch is an object with ErrorType and NextAction", v.at)
	}
	for _, m := range v.Members() {
		switch m.Name {
		case "NextAction":
			e.NextAction = b.text(m.Value, action, path.key("NextAction"))
		case "ErrorType":
			e.ErrorType = b.text(m.Value, action, path.key("ErrorType"))
		default:
			e.extra = append(e.extra, m)
		}
	}
	return e
}

func (b builder) conditionBranch(v Value, action string, path place) ConditionBranch {
	c := ConditionBranch{at: v.at}
	if v.kind != Object {
		b.note("malformed", action, path, "a condition branch is an object with Condition and NextAction", v.at)
	}
	for _, m := range v.Members() {
		switch m.Name {
		case "NextAction":
			c.NextAction = b.text(m.Value, action, path.key("NextAction"))
		case "Condition":
			c.Condition = b.condition(m.Value, action, path.key("Condition"))
		default:
			c.extra = append(c.extra, m)
		}
	}
	return c
}

func (b builder) condition(v Value, action string, path place) Condition {
	var c Condition
	if v.kind != Object {
		b.note("malformed", action, path, "a condition is an object with Operator and Operands", v.at)
	}
	for _, m := range v.Members() {
		switch m.Name {
		case "Operator":
			c.Operator = Operator(b.text(m.Value, action, path.key("Operator")))
		case "Operands":
			for _, operand := range b.list(m.Value, action, path.key("Operands")) {
				s, ok := operand.Value.Text()
				if !ok {
					b.note("conditional-shape", action, path.key("Operands"), "an operand is a text; conditions inside conditions have no operator in the language", operand.Value.at)
					c.nested = []Value{m.Value}
				}
				c.Operands = append(c.Operands, s)
			}
		default:
			c.extra = append(c.extra, m)
		}
	}
	return c
}

// place is a JSON path that is spelled only when something is wrong there.
type place struct {
	in         *place
	list, name string // an element of a list, or a member
	i          int
}

func (p *place) key(name string) place { return place{in: p, name: name} }

func (p place) String() string {
	outer := ""
	if p.in != nil {
		outer = p.in.String()
	}
	if p.list != "" {
		return join(outer, fmt.Sprintf("%s[%d]", p.list, p.i))
	}
	return join(outer, p.name)
}

func join(path, name string) string {
	if path == "" || name == "" {
		return path + name
	}
	return path + "." + name
}
