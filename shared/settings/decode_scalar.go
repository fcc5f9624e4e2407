package settings

import (
	"encoding"
	"encoding/json"
	"reflect"
	"strconv"
	"time"

	"go.yaml.in/yaml/v3"
)

// byItself lets a type that knows its own spelling read a scalar: times, weekdays, lengths.
func (d *decoder) byItself(n *yaml.Node, path string, into reflect.Value) bool {
	if !into.CanAddr() || into.Kind() == reflect.Pointer {
		return false
	}
	var err error
	switch self := into.Addr().Interface().(type) {
	case encoding.TextUnmarshaler:
		if n.Kind != yaml.ScalarNode {
			return false
		}
		err = self.UnmarshalText([]byte(n.Value))
	case json.Unmarshaler:
		if n.Kind != yaml.ScalarNode {
			return false
		}
		text, _ := json.Marshal(n.Value) // a string always encodes
		err = self.UnmarshalJSON(text)
	default:
		return false
	}
	if _, isTime := into.Interface().(time.Time); isTime && err != nil {
		d.wrong(placeOf(n), path, "%s is no time: write it with its offset, like 2026-03-30T09:00:00+02:00", found(n))
	} else if err != nil {
		d.wrong(placeOf(n), path, "%s", err)
	}
	return true
}

func (d *decoder) scalar(n *yaml.Node, path string, into reflect.Value) {
	switch into.Kind() {
	case reflect.String:
		if n.ShortTag() == "!!bool" || n.ShortTag() == "!!binary" {
			d.wrong(placeOf(n), path, "%s stands here: write text, in quotes if it is meant: %q", found(n), n.Value)
			return
		}
		into.SetString(n.Value)
	case reflect.Int:
		i, err := strconv.Atoi(n.Value)
		if err != nil || n.ShortTag() != "!!int" {
			d.wrong(placeOf(n), path, "%s stands here: write a whole number without quotes", found(n))
			return
		}
		into.SetInt(int64(i))
	case reflect.Bool:
		b, ok := truth[n.Value]
		if !ok {
			d.wrong(placeOf(n), path, "%s stands here: write true or false", found(n))
			return
		}
		into.SetBool(b)
	default:
		d.wrong(placeOf(n), path, "this setting cannot be read from a file") // a field of a kind nobody taught the decoder; a test forbids it
	}
}

// truth is how people write it (YAML 1.1 had all of these).
var truth = map[string]bool{"true": true, "yes": true, "on": true, "false": false, "no": false, "off": false}

func isNull(n *yaml.Node) bool { return n.Kind == yaml.ScalarNode && n.ShortTag() == "!!null" }

// found names what stands in the file.
func found(n *yaml.Node) string {
	switch n.Kind {
	case yaml.MappingNode:
		return "a mapping"
	case yaml.SequenceNode:
		return "a list"
	}
	const longest = 40
	value := n.Value
	if runes := []rune(value); len(runes) > longest {
		value = string(runes[:longest]) + "…"
	}
	return strconv.Quote(value)
}

// wanted says how a value of the type is written.
func wanted(t reflect.Type) string {
	switch t.Kind() {
	case reflect.Pointer:
		return wanted(t.Elem())
	case reflect.Struct:
		names, _ := fieldsOf(t)
		if len(names) == 0 {
			return "a value"
		}
		return "a mapping with " + listed(names)
	case reflect.Map:
		return "a mapping"
	case reflect.Slice:
		return "a list, each item on its own line after a dash or all in [brackets]"
	case reflect.Int:
		return "a whole number"
	case reflect.Bool:
		return "true or false"
	}
	return "text"
}

// fits reports whether a scalar of JSON is of the kind that a Go value takes.
func fits(n *yaml.Node, kind reflect.Kind) bool {
	switch kind {
	case reflect.String:
		return n.Tag == "!!str"
	case reflect.Int:
		return n.Tag == "!!int"
	case reflect.Bool:
		return n.Tag == "!!bool"
	}
	return true
}
