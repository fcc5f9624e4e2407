package flow

// Parameters are an action's parameters: an ordered JSON object whose shape depends on the action's
// Type. Paths are dotted: "DTMFConfiguration.InputTerminationSequence". The zero Parameters are
// empty and are not written.
type Parameters struct{ object Value }

// NewParameters makes parameters from members in order.
func NewParameters(members ...Member) Parameters { return Parameters{ObjectValue(members...)} }

// With returns a copy with a text at the path, which may be nested.
func (p Parameters) With(path, text string) Parameters { return p.WithValue(path, TextValue(text)) }

// WithValue returns a copy with a value at the path, which may be nested.
func (p Parameters) WithValue(path string, v Value) Parameters {
	return Parameters{p.object.with(path, v)}
}

// Value is the parameters as a JSON object.
func (p Parameters) Value() Value { return p.object }

// Get finds the value at a path; null counts as absent.
func (p Parameters) Get(path string) (Value, bool) { return p.object.find(path) }

// Has reports whether there is a value at the path.
func (p Parameters) Has(path string) bool {
	_, ok := p.object.find(path)
	return ok
}

// String decodes the string, number or boolean at a path as text.
func (p Parameters) String(path string) (string, bool) {
	v, ok := p.object.find(path)
	if !ok {
		return "", false
	}
	return v.Text()
}

// Strings decodes a list of scalars; nil when there is no list.
func (p Parameters) Strings(path string) []string {
	v, ok := p.object.find(path)
	if !ok || v.kind != List {
		return nil
	}
	out := make([]string, 0, len(v.members))
	for _, m := range v.members {
		if s, ok := m.Value.Text(); ok {
			out = append(out, s)
		}
	}
	return out
}

// Object finds a nested object, such as a prompt body, and reads it like parameters.
func (p Parameters) Object(path string) (Parameters, bool) {
	v, ok := p.object.find(path)
	if !ok || v.kind != Object {
		return Parameters{}, false
	}
	return Parameters{v}, true
}

// Objects finds a list of objects, such as Messages.
func (p Parameters) Objects(path string) []Parameters {
	v, ok := p.object.find(path)
	if !ok || v.kind != List {
		return nil
	}
	var out []Parameters
	for _, m := range v.members {
		if m.Value.kind == Object {
			out = append(out, Parameters{m.Value})
		}
	}
	return out
}

// Pair is one entry of an attribute map.
type Pair struct{ Name, Value string }

// Pairs reads an attribute map in source order. UpdateFlowAttributes wraps each value as {"Value":
// …}; both shapes read alike. Entries that are neither are left out: the checker reports them.
func (p Parameters) Pairs(path string) []Pair {
	v, ok := p.object.find(path)
	if !ok || v.kind != Object {
		return nil
	}
	out := make([]Pair, 0, len(v.members))
	for _, m := range v.members {
		inner := m.Value
		if wrapped, ok := inner.Member("Value"); ok {
			inner = wrapped
		}
		if s, ok := inner.Text(); ok {
			out = append(out, Pair{m.Name, s})
		}
	}
	return out
}
