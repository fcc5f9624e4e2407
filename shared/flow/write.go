package flow

import (
	"bytes"
	"encoding/json"
	"fmt"
)

// Write gives the document as indented JSON in the order the console uses. Scalars keep the
// spelling they were read with; ones made by code are strings, as in every export. It fails only
// when Metadata set by code is not JSON.
func (f Flow) Write() ([]byte, error) {
	compact, err := f.MarshalJSON()
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	if err := json.Indent(&out, compact, "", "  "); err != nil {
		return nil, fmt.Errorf("write flow %q: %w", f.Name(), err)
	}
	out.WriteByte('\n')
	return out.Bytes(), nil
}

// MarshalJSON gives the document as compact JSON.
func (f Flow) MarshalJSON() ([]byte, error) {
	if len(f.Metadata) > 0 && !json.Valid(f.Metadata) {
		return nil, fmt.Errorf("write flow starting at %q: its Metadata is not JSON", f.StartAction)
	}
	o := objectWriter{}
	o.text("Version", f.Version)
	o.text("StartAction", f.StartAction)
	if len(f.Metadata) > 0 {
		o.key("Metadata")
		o.out = append(o.out, f.Metadata...)
	}
	o.value("Settings", f.Settings)
	o.key("Actions")
	o.out = append(o.out, '[')
	for i, a := range f.Actions {
		if i > 0 {
			o.out = append(o.out, ',')
		}
		o.out = a.write(o.out)
	}
	o.out = append(o.out, ']')
	return o.close(f.extra), nil
}

// UnmarshalJSON reads the document as Parse does.
func (f *Flow) UnmarshalJSON(b []byte) error {
	read, err := Parse(b)
	if err != nil {
		return err
	}
	*f = read
	return nil
}

func (a Action) write(out []byte) []byte {
	o := objectWriter{out: out, from: len(out)}
	o.text("Identifier", a.Identifier)
	o.text("Type", a.Type)
	o.value("Parameters", a.Parameters.object)
	if t := a.Transitions; !t.absent || t.NextAction != "" || t.Errors != nil || t.Conditions != nil {
		o.key("Transitions")
		o.out = t.write(o.out)
	}
	return o.close(a.extra)
}

func (t Transitions) write(out []byte) []byte {
	o := objectWriter{out: out, from: len(out)}
	if t.NextAction != "" {
		o.text("NextAction", t.NextAction)
	}
	if t.Conditions != nil {
		o.key("Conditions")
		o.out = append(o.out, '[')
		for i, c := range t.Conditions {
			if i > 0 {
				o.out = append(o.out, ',')
			}
			o.out = c.write(o.out)
		}
		o.out = append(o.out, ']')
	}
	if t.Errors != nil {
		o.key("Errors")
		o.out = append(o.out, '[')
		for i, e := range t.Errors {
			if i > 0 {
				o.out = append(o.out, ',')
			}
			b := objectWriter{out: o.out, from: len(o.out)}
			b.text("NextAction", e.NextAction)
			b.text("ErrorType", e.ErrorType)
			o.out = b.close(e.extra)
		}
		o.out = append(o.out, ']')
	}
	return o.close(t.extra)
}

func (c ConditionBranch) write(out []byte) []byte {
	o := objectWriter{out: out, from: len(out)}
	o.text("NextAction", c.NextAction)
	o.key("Condition")
	b := objectWriter{out: o.out, from: len(o.out)}
	b.text("Operator", string(c.Condition.Operator))
	operands := ListValue()
	for _, operand := range c.Condition.Operands {
		operands.members = append(operands.members, Member{Value: TextValue(operand)})
	}
	if len(c.Condition.nested) == 1 {
		operands = c.Condition.nested[0]
	}
	b.value("Operands", operands)
	o.out = b.close(c.Condition.extra)
	return o.close(c.extra)
}

// objectWriter appends one JSON object that began at from.
type objectWriter struct {
	out  []byte
	from int
}

func (o *objectWriter) key(name string) {
	if len(o.out) == o.from {
		o.out = append(o.out, '{')
	} else {
		o.out = append(o.out, ',')
	}
	o.out = append(appendString(o.out, name), ':')
}

func (o *objectWriter) text(name, s string) {
	o.key(name)
	o.out = appendString(o.out, s)
}

func (o *objectWriter) value(name string, v Value) {
	if v.kind != Absent {
		o.key(name)
		o.out = v.write(o.out)
	}
}

func (o *objectWriter) close(extra []Member) []byte {
	for _, m := range extra {
		o.value(m.Name, m.Value)
	}
	if len(o.out) == o.from {
		o.out = append(o.out, '{')
	}
	return append(o.out, '}')
}
