package flow

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
)

// Position is a place in the source, counted from 1; columns count characters. The zero Position is
// "not from a source". In a document unwrapped from a DescribeContactFlow answer every Position is
// where the Content string starts.
type Position struct{ Line, Column int32 }

// String says line:column.
func (p Position) String() string { return fmt.Sprintf("%d:%d", p.Line, p.Column) }

// Kind is the JSON kind of a Value.
type Kind uint8

// The kinds; Absent is the zero Value and is never written.
const (
	Absent Kind = iota
	Null
	Boolean
	Number
	String
	List
	Object
)

// Value is one JSON value. Members keep their order and scalars their spelling, so that writing
// gives back what was read. A Value is not changed after it was made; values share their insides.
type Value struct {
	text    string // the decoded string, or the literal spelling of null, a boolean or a number
	members []Member
	at      Position
	kind    Kind
}

// Member is one entry of an object, or of a list (then without a name).
type Member struct {
	Name  string
	Value Value
}

// TextValue makes a JSON string, the spelling the language uses for every scalar.
func TextValue(s string) Value { return Value{kind: String, text: s} }

// ListValue makes a JSON array.
func ListValue(items ...Value) Value {
	v := Value{kind: List}
	for _, item := range items {
		v.members = append(v.members, Member{Value: item})
	}
	return v
}

// ObjectValue makes a JSON object in the order given.
func ObjectValue(members ...Member) Value { return Value{kind: Object, members: members} }

// Kind of the value.
func (v Value) Kind() Kind { return v.kind }

// Position of the value in its source.
func (v Value) Position() Position { return v.at }

// Text decodes a scalar: the service accepts a string, a number or a boolean for the same
// parameter, and exports hold all three. Booleans read as "true" and "false". False for null,
// lists, objects and what is absent.
func (v Value) Text() (string, bool) {
	switch v.kind {
	case String, Number, Boolean:
		return v.text, true
	}
	return "", false
}

// Members lists the entries of an object or a list in source order. The slice belongs to the value:
// read only.
func (v Value) Members() []Member {
	if v.kind != Object && v.kind != List {
		return nil
	}
	return v.members
}

// Member finds an entry of an object by name; the last one counts when a name was written twice, as
// JSON readers do.
func (v Value) Member(name string) (Value, bool) {
	if v.kind != Object {
		return Value{}, false
	}
	if i := lastNamed(v.members, name); i >= 0 {
		return v.members[i].Value, true
	}
	return Value{}, false
}

// Repeated marks the members that a later one of the same name overrides; nil when there are none.
func (v Value) Repeated() []bool {
	if v.kind != Object || len(v.members) < 2 {
		return nil
	}
	const few = 16 // below this, comparing beats a map
	var marks []bool
	var last map[string]int
	if len(v.members) > few {
		last = make(map[string]int, len(v.members))
	}
	for i, m := range v.members {
		earlier := -1
		if len(v.members) <= few {
			earlier = lastNamed(v.members[:i], m.Name)
		} else {
			if j, ok := last[m.Name]; ok {
				earlier = j
			}
			last[m.Name] = i
		}
		if earlier >= 0 {
			if marks == nil {
				marks = make([]bool, len(v.members))
			}
			marks[earlier] = true
		}
	}
	return marks
}

func lastNamed(members []Member, name string) int {
	for i := len(members) - 1; i >= 0; i-- {
		if members[i].Name == name {
			return i
		}
	}
	return -1
}

// find follows a dotted path through objects: "DTMFConfiguration.InputTerminationSequence".
func (v Value) find(path string) (Value, bool) {
	for {
		name, rest, nested := strings.Cut(path, ".")
		next, ok := v.Member(name)
		if !ok || !nested {
			return next, ok && next.kind != Null
		}
		v, path = next, rest
	}
}

// with returns a copy of the object with the value at the path replaced or added.
func (v Value) with(path string, to Value) Value {
	name, rest, nested := strings.Cut(path, ".")
	if nested {
		inner, _ := v.Member(name)
		to = inner.with(rest, to)
	}
	out := Value{kind: Object, at: v.at}
	replaced := false
	for _, m := range v.Members() {
		if m.Name == name {
			m.Value, replaced = to, true
		}
		out.members = append(out.members, m)
	}
	if !replaced {
		out.members = append(out.members, Member{Name: name, Value: to})
	}
	return out
}

// write appends the value as compact JSON.
func (v Value) write(out []byte) []byte {
	switch v.kind {
	case String:
		return appendString(out, v.text)
	case Number, Boolean:
		return append(out, v.text...)
	case List, Object:
		return v.writeMembers(out)
	}
	return append(out, "null"...)
}

func (v Value) writeMembers(out []byte) []byte {
	brackets := "{}"
	if v.kind == List {
		brackets = "[]"
	}
	out = append(out, brackets[0])
	first := true
	for _, m := range v.members {
		if m.Value.kind == Absent {
			continue
		}
		if !first {
			out = append(out, ',')
		}
		first = false
		if v.kind == Object {
			out = append(appendString(out, m.Name), ':')
		}
		out = m.Value.write(out)
	}
	return append(out, brackets[1])
}

// appendString quotes as JSON. The characters <, > and & stay as they are: prompts hold SSML, and
// people read it.
func appendString(out []byte, s string) []byte {
	for i := 0; i < len(s); i++ {
		if c := s[i]; c < 0x20 || c == '"' || c == '\\' || c >= 0x7f {
			return appendEscaped(out, s)
		}
	}
	out = append(out, '"')
	out = append(out, s...)
	return append(out, '"')
}

func appendEscaped(out []byte, s string) []byte {
	var b strings.Builder
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(s); err != nil { // a string always encodes; keep the document well formed regardless
		return append(out, strconv.QuoteToASCII(s)...)
	}
	return append(out, strings.TrimSuffix(b.String(), "\n")...)
}
