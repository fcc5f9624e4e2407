package check

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"ringdown/shared/e164"
	"ringdown/shared/flow"
	"ringdown/shared/problem"
)

// holds reports whether the rule applies to an action with these parameters.
func (w When) holds(p flow.Parameters) bool {
	if w.Path == "" {
		return true
	}
	v, ok := p.Get(w.Path)
	if ok && w.Value != "" {
		text, _ := v.Text()
		ok = strings.EqualFold(text, w.Value)
	}
	return ok != w.Not
}

func (k *checker) parameters(a flow.Action, spec Spec) {
	k.walk(spec, a.Parameters.Value(), "", "Parameters")
	for _, p := range spec.Parameters {
		if !p.Required {
			continue
		}
		if v, ok := a.Parameters.Get(p.Name); !ok {
			k.add(problem.Error, "required-parameter", "Parameters", a.Position(), "%s needs the parameter %s: add it", a.Type, p.Name)
		} else if empty(v) {
			k.blank(a, p.Name, v.Position())
		}
	}
	for _, group := range spec.OneOf {
		if group.When.holds(a.Parameters) {
			k.oneOf(a, group)
		}
	}
}

// blank reports a value that was never chosen, as sanitized exports have it. The action then fails, so the flow can
// run when it has a branch for that.
func (k *checker) blank(a flow.Action, name string, at flow.Position) {
	if _, ok := a.Transitions.OnError(flow.NoMatchingError); ok {
		k.add(problem.Warning, "empty-value", "Parameters."+name, at, "%s is empty: fill it in; until then every call takes the branch NoMatchingError", name)
		return
	}
	k.add(problem.Error, "empty-value", "Parameters."+name, at, "%s is empty, and there is no branch NoMatchingError: fill it in", name)
}

func empty(v flow.Value) bool {
	text, scalar := v.Text()
	return scalar && text == ""
}

// walk goes through the parameters given and holds each against its description. name is the prefix in the spec's
// dotted notation, path the one shown to people.
func (k *checker) walk(spec Spec, v flow.Value, name, path string) {
	repeated := v.Repeated()
	for i, m := range v.Members() {
		full, where := name+m.Name, path+"."+m.Name
		if repeated != nil && repeated[i] {
			k.add(problem.Warning, "duplicate-key", where, m.Value.Position(), flow.DuplicateKey)
			continue
		}
		if i := slices.IndexFunc(spec.Parameters, func(p Parameter) bool { return p.Name == full }); i >= 0 {
			k.value(spec.Parameters[i], m.Value, where)
			k.unread(spec.Parameters[i], m.Value, where)
			continue
		}
		object, list := spec.container(full)
		switch {
		case m.Value.Kind() == flow.Null:
		case object && m.Value.Kind() == flow.Object:
			k.walk(spec, m.Value, full+".", where)
		case list && m.Value.Kind() == flow.List:
			for i, item := range m.Value.Members() {
				if item.Value.Kind() != flow.Object {
					k.add(problem.Error, "parameter-value", fmt.Sprintf("%s[%d]", where, i), item.Value.Position(), "expected an object")
					continue
				}
				k.walk(spec, item.Value, full+"[].", fmt.Sprintf("%s[%d]", where, i))
			}
		case object:
			k.add(problem.Error, "parameter-value", where, m.Value.Position(), "expected an object")
		case list:
			k.add(problem.Error, "parameter-value", where, m.Value.Position(), "expected a list")
		case spec.Open:
			k.add(problem.Warning, "unknown-parameter", where, m.Value.Position(), "%s is not a parameter we know of %s: it is kept and has no effect", quoted(m.Name), spec.Type)
		default:
			k.add(problem.Error, "unknown-parameter", where, m.Value.Position(), "%s has no parameter %s%s", spec.Type, quoted(full), k.hint(full, spec.names(), ": remove it"))
		}
	}
}

// unread reports a parameter that asks for something and gets something else.
func (k *checker) unread(p Parameter, v flow.Value, path string) {
	text, scalar := v.Text()
	if p.Unread.Severity == "" || v.Kind() == flow.Null || scalar && (text == "" || strings.EqualFold(text, p.Unread.Unless)) {
		return
	}
	k.add(p.Unread.Severity, "ignored-parameter", path, v.Position(), "%s has no effect here: %s", p.Name, p.Unread.Why)
}

// container says whether the spec has parameters inside an object or a list of this name.
func (s Spec) container(name string) (object, list bool) {
	for _, p := range s.Parameters {
		if rest, ok := strings.CutPrefix(p.Name, name); ok {
			object = object || strings.HasPrefix(rest, ".")
			list = list || strings.HasPrefix(rest, "[].")
		}
	}
	return object, list
}

func (s Spec) names() []string {
	names := make([]string, 0, len(s.Parameters))
	for _, p := range s.Parameters {
		names = append(names, p.Name)
	}
	return names
}

// oneOf counts how many parameters of a group are given.
func (k *checker) oneOf(a flow.Action, group OneOf) {
	places := []flow.Parameters{a.Parameters}
	if list, ok := strings.CutSuffix(group.In, "[]"); ok {
		places = a.Parameters.Objects(list)
	} else if group.In != "" {
		inner, ok := a.Parameters.Object(group.In)
		if !ok && group.Presence != Required {
			return
		}
		places = []flow.Parameters{inner}
	}
	for _, place := range places {
		at := place.Value().Position()
		if place.Value().Kind() == flow.Absent {
			at = a.Position()
		}
		var given []string
		blank, blankAt := "", at
		for _, name := range group.Names {
			if v, ok := place.Get(name); ok && empty(v) {
				blank, blankAt = name, v.Position()
			} else if ok {
				given = append(given, name)
			}
		}
		names := strings.Join(group.Names, ", ")
		switch {
		case len(given) > 1:
			k.add(problem.Error, "exclusive-parameters", join("Parameters", group.In), at, "%s exclude each other: keep one", strings.Join(given, " and "))
		case len(given) == 0 && group.Presence == Required && blank != "":
			k.blank(a, join(group.In, blank), blankAt)
		case len(given) == 0 && group.Presence == Required:
			k.add(problem.Error, "required-parameter", join("Parameters", group.In), at, "%s needs one of %s: add one", a.Type, names)
		case len(given) == 0 && group.Presence == Expected:
			k.add(problem.Warning, "required-parameter", join("Parameters", group.In), at, "%s has none of %s, so the caller hears nothing", a.Type, names)
		}
	}
}

// value holds one value against its description.
func (k *checker) value(p Parameter, v flow.Value, path string) {
	switch p.Shape {
	case Free:
		k.free(p, v, path)
		return
	case Map, ValueMap:
		k.attributes(p, v, path)
		return
	case Words:
		if v.Kind() != flow.List {
			k.add(problem.Error, "parameter-value", path, v.Position(), "expected a list of texts")
			return
		}
		for i, m := range v.Members() {
			k.scalar(Parameter{Shape: wordShape(p), Values: p.Values, Reference: p.Reference}, m.Value, fmt.Sprintf("%s[%d]", path, i))
		}
		return
	}
	k.scalar(p, v, path)
}

func wordShape(p Parameter) Shape {
	if len(p.Values) > 0 {
		return Choice
	}
	return Text
}

func (k *checker) free(p Parameter, v flow.Value, path string) {
	if text, ok := v.Text(); ok {
		k.references(Parameter{Reference: Anywhere}, text, v.Position(), path)
	}
	for _, m := range v.Members() {
		k.free(p, m.Value, join(path, m.Name))
	}
}

func (k *checker) attributes(p Parameter, v flow.Value, path string) {
	if v.Kind() != flow.Object {
		k.add(problem.Error, "parameter-value", path, v.Position(), "expected an object of names and texts")
		return
	}
	if p.Max > 0 && len(v.Members()) > p.Max {
		k.add(problem.Error, "parameter-value", path, v.Position(), "%d entries, at most %d: remove some", len(v.Members()), p.Max)
	}
	for _, m := range v.Members() {
		value, where := m.Value, join(path, m.Name)
		if p.Shape == ValueMap {
			inner, ok := value.Member("Value")
			if !ok {
				k.add(problem.Error, "parameter-value", where, value.Position(), `each value is wrapped here: write {"Value": …}`)
				continue
			}
			value = inner
		}
		k.references(p, m.Name, m.Value.Position(), where)
		if value.Kind() != flow.Null {
			k.scalar(Parameter{Reference: p.Reference}, value, where)
		}
	}
}

func (k *checker) scalar(p Parameter, v flow.Value, path string) {
	if v.Kind() == flow.Null {
		return
	}
	text, ok := v.Text()
	if !ok {
		k.add(problem.Error, "parameter-value", path, v.Position(), "expected one text, number or boolean")
		return
	}
	if text == "" { // exports leave empty texts behind; where a value is needed, required-parameter says so
		return
	}
	if placeholder(text) {
		k.add(problem.Warning, "placeholder", path, v.Position(), "the value is a placeholder of a template: fill it in before calls come")
		return
	}
	if k.references(p, text, v.Position(), path) && p.Shape != Text {
		return
	}
	if wrong := p.problem(text); wrong != "" {
		k.add(problem.Error, "parameter-value", path, v.Position(), "%s", wrong)
		return
	}
	switch n := utf8.RuneCountInString(text); {
	case p.Shape == Text && p.Usual > 0 && n > p.Usual:
		k.add(problem.Warning, "prompt-length-3000", path, v.Position(), "%d characters; the service speaks at most %d, mark-up not counted: split the prompt", n, p.Usual)
	case p.Shape == Integer && p.Usual > 0:
		if n, err := strconv.Atoi(text); err == nil && n > p.Usual {
			k.add(problem.Warning, "parameter-value", path, v.Position(), "%d is more than the usual %d", n, p.Usual)
		}
	}
}

// problem says what is wrong with a text that holds no reference, or "". It repeats no phone number.
func (p Parameter) problem(text string) string {
	switch p.Shape {
	case Text:
		if n := utf8.RuneCountInString(text); p.Max > 0 && n > p.Max {
			return fmt.Sprintf("%d characters, at most %d: shorten it", n, p.Max)
		}
	case Integer:
		n, err := strconv.Atoi(text)
		switch {
		case err != nil:
			return fmt.Sprintf("%s is not a whole number", quoted(text))
		case n < p.Min:
			return fmt.Sprintf("%d is less than %d", n, p.Min)
		case p.Max > 0 && n > p.Max:
			return fmt.Sprintf("%d is more than %d", n, p.Max)
		}
	case Flag:
		if !strings.EqualFold(text, "true") && !strings.EqualFold(text, "false") {
			return fmt.Sprintf(`%s is neither "True" nor "False"`, quoted(text))
		}
	case Choice:
		if !slices.Contains(p.Values, text) {
			return fmt.Sprintf("%s is not one of %s", quoted(text), strings.Join(p.Values, ", "))
		}
	case Phone:
		if _, err := e164.Parse(text); err != nil {
			return "not a phone number in E.164: a plus sign, the country code, and at most 15 digits in all"
		}
	case Keys:
		if strings.Trim(text, p.Values[0]) != "" || len(text) > p.Max {
			return fmt.Sprintf("expected at most %d of the keys %s", p.Max, p.Values[0])
		}
	}
	return ""
}

// references checks the attribute paths in a text and says whether there are any.
func (k *checker) references(p Parameter, text string, at flow.Position, path string) bool {
	if !strings.Contains(text, "$.") {
		if p.Reference == Only {
			k.add(problem.Error, "parameter-value", path, at, "expected an attribute such as $.Attributes.name, not a fixed text")
		}
		return false
	}
	found := false
	for _, reference := range flow.References(text) {
		if c := reference[len("$.")]; c >= '0' && c <= '9' { // a price, not a path
			continue
		}
		found = true
		switch {
		case !flow.KnownRoot(reference):
			k.add(problem.Error, "unknown-attribute", path, at, "%s is not an attribute: a path begins at a known root, as in $.Attributes.name", quoted(reference))
		case !flow.KnownReference(reference):
			k.add(problem.Warning, "unknown-attribute", path, at, "%s alone reads as empty here: name one value of it, as in %s.name", quoted(reference), reference)
		}
	}
	switch {
	case found && p.Reference == Static:
		k.add(problem.Error, "static-parameter", path, at, "this parameter takes a fixed value, not an attribute")
	case found && p.Reference == Single && !flow.IsReference(text):
		k.add(problem.Warning, "static-parameter", path, at, "the service reads an attribute here only when it is the whole value")
	case p.Reference == Only && !flow.IsReference(text):
		k.add(problem.Error, "parameter-value", path, at, "expected one attribute and nothing else, such as $.Attributes.name")
	}
	return found
}

// placeholder recognizes what deployment tools leave to be filled in: {{name}}, ${name}, %name%.
func placeholder(s string) bool {
	if strings.Contains(s, "${") || strings.Contains(s, "{{") && strings.Contains(s, "}}") {
		return true
	}
	inner, ok := strings.CutPrefix(s, "%")
	inner, closed := strings.CutSuffix(inner, "%")
	return ok && closed && inner != "" && !strings.ContainsAny(inner, "% ")
}
