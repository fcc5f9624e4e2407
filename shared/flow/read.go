package flow

import (
	"encoding/json"
	"fmt"
)

// maximumDepth bounds how deep a document may nest. The language needs about ten levels (a
// condition inside conditions is allowed five deep); view data and designer metadata are free-form,
// so there is room to spare.
const maximumDepth = 64

// ParseError says where a text is not a flow, and why.
type ParseError struct {
	Position
	Problem string
}

// Error says line and column first, as compilers do.
func (e *ParseError) Error() string {
	return fmt.Sprintf("parse flow: line %d column %d: %s", e.Line, e.Column, e.Problem)
}

// reader reads JSON and keeps what encoding/json drops: the order of members, the spelling of
// scalars, and places.
type reader struct {
	text      []byte
	i         int
	line      int32
	lineStart int       // offset of the first byte of the line
	hidden    int       // bytes of the line that continue a character, so that columns count characters
	fixed     *Position // every place is this one: the text was a string inside another document
	metadata  []byte    // the text of the top-level Metadata, which is kept as it is
	skim      bool      // inside Metadata: check, but build nothing
}

var literals = [...]struct {
	text string
	kind Kind
}{{"true", Boolean}, {"false", Boolean}, {"null", Null}}

func (r *reader) position() Position {
	if r.fixed != nil {
		return *r.fixed
	}
	return Position{Line: r.line, Column: int32(r.i - r.lineStart - r.hidden + 1)}
}

func (r *reader) fail(format string, args ...any) error {
	return &ParseError{r.position(), fmt.Sprintf(format, args...)}
}

func (r *reader) space() {
	for r.i < len(r.text) {
		switch r.text[r.i] {
		case '\n':
			r.line++
			r.lineStart, r.hidden = r.i+1, 0
		case ' ', '\t', '\r':
		default:
			return
		}
		r.i++
	}
}

// frequent are the texts that make up half of any flow; they are not copied each time.
var frequent = func() map[string]string {
	m := map[string]string{}
	for _, s := range []string{"Identifier", "Type", "Parameters", "Transitions", "NextAction", "Errors", "Conditions", "ErrorType",
		"Condition", "Operator", "Operands", "Text", "MessageParticipant", "Compare", string(Equals), NoMatchingError, NoMatchingCondition} {
		m[s] = s
	}
	return m
}()

// document reads one value and nothing after it.
func (r *reader) document() (Value, error) {
	v, err := r.value(0)
	if err != nil {
		return Value{}, err
	}
	if r.space(); r.i < len(r.text) {
		return Value{}, r.fail("text after the end of the document: remove it")
	}
	return v, nil
}

func (r *reader) value(depth int) (Value, error) {
	r.space()
	at := r.position()
	if r.i >= len(r.text) {
		return Value{}, r.fail("the document ends too early: is the file complete?")
	}
	switch c := r.text[r.i]; {
	case c == '{' || c == '[':
		if depth >= maximumDepth {
			return Value{}, r.fail("nested deeper than %d levels", maximumDepth)
		}
		return r.container(at, depth)
	case c == '"':
		s, err := r.quoted()
		return Value{kind: String, text: s, at: at}, err
	case c == '-' || c >= '0' && c <= '9':
		s, err := r.number()
		return Value{kind: Number, text: s, at: at}, err
	}
	for _, literal := range literals {
		if end := r.i + len(literal.text); end <= len(r.text) && string(r.text[r.i:end]) == literal.text {
			r.i = end
			return Value{kind: literal.kind, text: literal.text, at: at}, nil
		}
	}
	if depth == 0 {
		return Value{}, r.fail("not JSON here: a flow is a JSON object with Version, StartAction and Actions")
	}
	return Value{}, r.fail("not JSON here: expected a value")
}

func (r *reader) container(at Position, depth int) (Value, error) {
	v := Value{kind: Object, at: at}
	end := byte('}')
	if r.text[r.i] == '[' {
		v.kind, end = List, ']'
	}
	const fewMembers = 4 // what most objects of the language have
	if v.kind == Object && !r.skim {
		v.members = make([]Member, 0, fewMembers)
	}
	r.i++
	if r.space(); r.i < len(r.text) && r.text[r.i] == end {
		r.i++
		return v, nil
	}
	for {
		m, err := r.member(v.kind, depth)
		if err != nil {
			return Value{}, err
		}
		if !r.skim {
			if v.members = append(v.members, m); len(v.members) > maximumMembers {
				return Value{}, r.fail("more than %d entries in one list or object: split the flow", maximumMembers)
			}
		}
		r.space()
		if r.i >= len(r.text) {
			return Value{}, r.fail("the document ends too early: is the file complete?")
		}
		c := r.text[r.i]
		if c != ',' && c != end {
			return Value{}, r.fail("not JSON here: expected a comma or %q", end)
		}
		r.i++
		if c == end {
			return v, nil
		}
	}
}

func (r *reader) member(kind Kind, depth int) (Member, error) {
	var m Member
	var err error
	if kind == Object {
		r.space()
		if r.i >= len(r.text) || r.text[r.i] != '"' {
			return m, r.fail("not JSON here: expected a key in double quotes")
		}
		if m.Name, err = r.quoted(); err != nil {
			return m, err
		}
		r.space()
		if r.i >= len(r.text) || r.text[r.i] != ':' {
			return m, r.fail("not JSON here: expected a colon after the key")
		}
		r.i++
	}
	if depth > 0 || m.Name != "Metadata" {
		m.Value, err = r.value(depth + 1)
		return m, err
	}
	r.space()
	from := r.i
	r.skim = true
	m.Value, err = r.value(depth + 1)
	r.skim, r.metadata = false, r.text[from:r.i]
	return m, err
}

// quoted reads a string. Plain ones are copied; ones with escapes go through encoding/json, which
// replaces halves of characters, so that what was read can always be written.
func (r *reader) quoted() (string, error) {
	start, plain, hidden := r.i, true, 0
	for i := r.i + 1; i < len(r.text); i++ {
		switch c := r.text[i]; {
		case c == '"':
			raw := r.text[start : i+1]
			if r.skim { // Metadata is checked again when it is made compact
				r.i, r.hidden = i+1, r.hidden+hidden
				return "", nil
			}
			if s, ok := frequent[string(raw[1:len(raw)-1])]; ok {
				r.i = i + 1
				return s, nil
			}
			s := string(raw[1 : len(raw)-1])
			if !plain {
				if err := json.Unmarshal(raw, &s); err != nil {
					return "", r.fail("not a JSON string: an escape in it is wrong")
				}
			}
			r.i, r.hidden = i+1, r.hidden+hidden
			return s, nil
		case c == '\\':
			plain = false
			i++
		case c < 0x20:
			return "", r.fail("not a JSON string: it holds a line break or control character, write \\n instead")
		case c&0xc0 == 0x80:
			hidden++
		}
	}
	return "", r.fail("a string begins here and does not end")
}

// number reads by the grammar of RFC 8259 §6.
func (r *reader) number() (string, error) {
	start := r.i
	digits := func() int {
		from := r.i
		for r.i < len(r.text) && r.text[r.i] >= '0' && r.text[r.i] <= '9' {
			r.i++
		}
		return r.i - from
	}
	if r.text[r.i] == '-' {
		r.i++
	}
	first := r.i
	n := digits()
	ok := n > 0 && (n == 1 || r.text[first] != '0')
	if ok && r.i < len(r.text) && r.text[r.i] == '.' {
		r.i++
		ok = digits() > 0
	}
	if ok && r.i < len(r.text) && (r.text[r.i] == 'e' || r.text[r.i] == 'E') {
		r.i++
		if r.i < len(r.text) && (r.text[r.i] == '+' || r.text[r.i] == '-') {
			r.i++
		}
		ok = digits() > 0
	}
	if !ok {
		return "", r.fail("not a JSON number")
	}
	return string(r.text[start:r.i]), nil
}
