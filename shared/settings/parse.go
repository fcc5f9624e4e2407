package settings

import (
	"bytes"
	"errors"
	"io"
	"reflect"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"ringdown/shared/problem"
)

// Parse reads a settings file, with the flow documents it names (FlowFiles), and reports
// everything wrong with it at once, in the order of the file. With any problem that is no warning
// the settings are empty: nothing half-read is ever used.
func Parse(file []byte, flows map[string][]byte) (Settings, []problem.Problem) {
	root, unread := document(file)
	if unread != nil {
		return Settings{}, []problem.Problem{*unread}
	}
	var s Settings
	d := decoder{places: map[string]place{}}
	d.value(root, "", reflect.ValueOf(&s).Elem())
	problems := d.problems
	s.Documents = flows
	given := func(path string) bool { _, ok := d.places[path]; return ok }
	for _, p := range s.check(given) {
		if d.explains(p) {
			continue
		}
		at := d.near(p.Path)
		problems = append(problems, p.At(at.line, at.column))
	}
	problems = problem.InOrder(problems, MaxProblems)
	if problem.Fatal(problems) {
		return Settings{}, problems
	}
	return s, problems
}

// document reads the YAML into one node, or says why it is none.
func document(file []byte) (root *yaml.Node, unread *problem.Problem) {
	if len(file) > MaxFileBytes {
		return nil, whole(0, "the file has %d bytes, %d are read: split it over several accounts or drop what is unused", len(file), MaxFileBytes)
	}
	// The YAML library reports its own faults as errors. Whatever else it might do with a hostile
	// file must not end the function that reads it.
	defer func() {
		if r := recover(); r != nil {
			root, unread = nil, whole(0, "the file cannot be read as YAML: write it anew from an example")
		}
	}()
	dec := yaml.NewDecoder(bytes.NewReader(file))
	var doc, second yaml.Node
	switch err := dec.Decode(&doc); {
	case errors.Is(err, io.EOF):
		return nil, whole(1, "the file is empty: begin with version: 1")
	case err != nil:
		return nil, syntax(file, err)
	}
	switch err := dec.Decode(&second); {
	case err == nil:
		return nil, whole(second.Line, "a second document begins here: keep one, without --- between its parts")
	case !errors.Is(err, io.EOF):
		return nil, syntax(file, err)
	}
	if doc.Kind != yaml.DocumentNode || len(doc.Content) != 1 || isNull(doc.Content[0]) {
		return nil, whole(1, "the file is empty: begin with version: 1")
	}
	return doc.Content[0], nil
}

// whole is an error of the file as a whole, at a line; 0 is nowhere.
func whole(line int, format string, args ...any) *problem.Problem {
	p := problem.Errorf("", format, args...).At(line, min(line, 1))
	return &p
}

// syntax turns the library's "yaml: line 3: did not find …" into a problem with a place and a hint.
// The library's own line is where the surrounding list began, or one less, so it is only the last
// resort.
func syntax(file []byte, err error) *problem.Problem {
	text := strings.TrimPrefix(err.Error(), "yaml: ")
	p := whole(1, "")
	if rest, ok := strings.CutPrefix(text, "line "); ok {
		if number, after, ok := strings.Cut(rest, ": "); ok {
			if n, err := strconv.Atoi(number); err == nil {
				p.Line, text = n, after
			}
		}
	}
	if n := faultLine(file); n > 0 {
		p.Line = n
	}
	p.Message = "this is not YAML: " + text
	for _, h := range syntaxHints {
		if strings.Contains(text, h.when) {
			p.Message += ": " + h.write
			return p
		}
	}
	p.Message += ": look at the indentation, the colons and the quotes here and on the line before"
	return p
}

// faultLine finds the line after the longest beginning of the file that can be read; 0 when that
// would take too long.
func faultLine(file []byte) int {
	lines := bytes.SplitAfter(file, []byte("\n"))
	end, budget := len(file), searchBytes
	for n := len(lines); n > 0; n-- {
		if end -= len(lines[n-1]); budget < end {
			return 0
		}
		budget -= end
		var node yaml.Node
		if yaml.Unmarshal(file[:end], &node) == nil {
			return n
		}
	}
	return 0
}

// searchBytes is how much faultLine reads in all, so that a broken file costs no more than a large
// one. It suffices for some four hundred lines.
const searchBytes = 2 << 20

var syntaxHints = []struct{ when, write string }{
	{"alphabetic or numeric character", "put a lone star or ampersand in quotes, like leaveKey: \"*\""},
	{"unknown anchor", "put a text that begins with a star in quotes"},
	{"cannot start any token", "indent with blanks, not with tabs, and put a text that begins with a sign in quotes"},
	{"mapping values are not allowed", "put a text that holds a colon in quotes, and check the indentation"},
	{"invalid Unicode", "save the file as UTF-8"},
	{"control characters", "save the file as UTF-8 text"},
	{"UTF-8", "save the file as UTF-8"},
}

// explains reports whether a fault of the file's form already accounts for a fault of its content:
// where a wrong type was found, nothing was read, so complaining of its absence would only confuse.
func (d *decoder) explains(p problem.Problem) bool {
	for _, own := range d.problems {
		if within(own.Path, p.Path) || within(p.Path, own.Path) {
			return true
		}
	}
	return false
}

// within reports whether a path is the other or lies below it.
func within(path, above string) bool {
	rest, ok := strings.CutPrefix(path, above)
	return ok && (rest == "" || above == "" || rest[0] == '.' || rest[0] == '[')
}

// near finds where a path stands, or the closest setting around it when it was left out.
func (d *decoder) near(path string) place {
	for {
		if at, ok := d.places[path]; ok {
			return at
		}
		cut := strings.LastIndexAny(path, ".[")
		if cut < 0 {
			return d.places[""]
		}
		path = path[:cut]
	}
}
