package settings

import (
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"ringdown/shared/problem"
)

// place is where something stands in the file, from 1.
type place struct{ line, column int }

func placeOf(n *yaml.Node) place { return place{n.Line, n.Column} }

// decoder fills Go values from YAML nodes by their json names. The YAML library's own decoder stops
// at wrong types one by one, ignores or refuses unknown keys without a suggestion, and forgets
// where things stood; the checks that follow need all of that.
type decoder struct {
	problems []problem.Problem
	places   map[string]place // by path
	strict   bool             // JSON tells text, numbers and truth apart; people writing YAML need not
}

// full reports whether nobody will read one more problem, so that looking for what was meant can
// stop.
func (d *decoder) full() bool { return len(d.problems) >= 2*MaxProblems }

func (d *decoder) wrong(at place, path, format string, args ...any) {
	if !d.full() {
		d.problems = append(d.problems, problem.Errorf(path, format, args...).At(at.line, at.column))
	}
}

// value reads one node into one Go value and reports what does not fit. The Go types bound how deep
// it goes.
func (d *decoder) value(n *yaml.Node, path string, into reflect.Value) {
	d.places[path] = placeOf(n)
	switch {
	case n.Kind == yaml.AliasNode || n.Anchor != "":
		d.wrong(placeOf(n), path, "anchors (&name) and aliases (*name) are not read: write the value out, and a lone star in quotes: \"*\"")
	case isNull(n):
		d.wrong(placeOf(n), path, "nothing is written here: write %s, or leave the key out (\"#\" and \"*\" need quotes)", wanted(into.Type()))
	case d.byItself(n, path, into):
	default:
		d.byKind(n, path, into)
	}
}

// byKind reads by the kind of the Go type.
func (d *decoder) byKind(n *yaml.Node, path string, into reflect.Value) {
	want := yaml.ScalarNode
	switch {
	case isRaw(into.Type()):
		into.SetBytes(rawJSON(n))
		return
	case d.strict && n.Kind == yaml.ScalarNode && !fits(n, into.Kind()):
		d.wrong(placeOf(n), path, "%s stands here: write %s", found(n), wanted(into.Type()))
		return
	}
	switch into.Kind() {
	case reflect.Pointer:
		into.Set(reflect.New(into.Type().Elem()))
		d.value(n, path, into.Elem())
		return
	case reflect.Struct, reflect.Map:
		want = yaml.MappingNode
	case reflect.Slice:
		want = yaml.SequenceNode
	}
	if n.Kind != want {
		d.wrong(placeOf(n), path, "%s stands here: write %s", found(n), wanted(into.Type()))
		return
	}
	switch into.Kind() {
	case reflect.Struct:
		if self, ok := into.Addr().Interface().(json.Unmarshaler); ok {
			_ = self.UnmarshalJSON([]byte("{}")) // fills in what may be left out; a type without defaults may refuse
		}
		d.fields(n, path, into)
	case reflect.Map:
		d.entries(n, path, into)
	case reflect.Slice:
		into.Set(reflect.MakeSlice(into.Type(), len(n.Content), len(n.Content)))
		for i, item := range n.Content {
			d.value(item, fmt.Sprintf("%s[%d]", path, i), into.Index(i))
		}
	default:
		d.scalar(n, path, into)
	}
}

// fields reads a mapping into a struct.
func (d *decoder) fields(n *yaml.Node, path string, into reflect.Value) {
	names, index := fieldsOf(into.Type())
	d.pairs(n, path, func(key string, k, v *yaml.Node, at string) {
		i, ok := index[key]
		if !ok && d.full() {
			return
		}
		if !ok {
			d.wrong(placeOf(k), at, "unknown key %q: %s", key, instead(key, names))
			return
		}
		d.value(v, at, into.FieldByIndex(i))
		d.places[at] = placeOf(k) // of the key, where a person looks first
	})
}

// entries reads a mapping into a Go map with text keys.
func (d *decoder) entries(n *yaml.Node, path string, into reflect.Value) {
	into.Set(reflect.MakeMap(into.Type()))
	d.pairs(n, path, func(key string, k, v *yaml.Node, at string) {
		entry := reflect.New(into.Type().Elem()).Elem()
		d.value(v, at, entry)
		d.places[at] = placeOf(k)
		into.SetMapIndex(reflect.ValueOf(key).Convert(into.Type().Key()), entry)
	})
}

// pairs walks a mapping and reports keys that are no text or stand twice.
func (d *decoder) pairs(n *yaml.Node, path string, each func(key string, k, v *yaml.Node, at string)) {
	first := map[string]place{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		k, v := n.Content[i], n.Content[i+1]
		if k.Kind != yaml.ScalarNode || k.Anchor != "" || k.ShortTag() == "!!merge" {
			d.wrong(placeOf(k), path, "a key must be plain text: write a name and a colon")
			continue
		}
		at := strings.TrimPrefix(path+"."+k.Value, ".")
		if p, twice := first[k.Value]; twice {
			d.wrong(placeOf(k), at, "the key %q stands twice, first on line %d: keep one", k.Value, p.line)
			continue
		}
		first[k.Value] = placeOf(k)
		each(k.Value, k, v, at)
	}
}

// fieldsOf lists the keys of a struct in their order, and where each field lies.
func fieldsOf(t reflect.Type) (names []string, index map[string][]int) {
	index = map[string][]int{}
	for _, f := range reflect.VisibleFields(t) {
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		if !f.IsExported() || f.Anonymous || name == "-" {
			continue
		}
		if name == "" {
			name = f.Name
		}
		names = append(names, name)
		index[name] = f.Index
	}
	return slices.Clip(names), index
}
