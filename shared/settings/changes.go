package settings

import (
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"

	"ringdown/shared/dialplan"
)

// Changes says in words what is different in the second dialplan, in a fixed order; none when a
// call could not tell the two apart. Versions are not compared. The words quote settings, phone
// numbers included: they are for the person at the settings, not for a log.
func Changes(before, after dialplan.Dialplan) ([]string, error) {
	before.Version, after.Version = 0, 0
	a, err := plainOf(before)
	if err != nil {
		return nil, err
	}
	b, err := plainOf(after)
	if err != nil {
		return nil, err
	}
	d := &difference{}
	d.compare(nil, a, b)
	return d.said, nil
}

// plainOf is the dialplan as it is stored, which is what has to differ.
func plainOf(d dialplan.Dialplan) (any, error) {
	text, err := json.Marshal(d)
	if err != nil {
		return nil, fmt.Errorf("compare dialplan %d of line %s: %w", d.Version, d.Line, err)
	}
	var v any
	if err := json.Unmarshal(text, &v); err != nil {
		return nil, fmt.Errorf("compare dialplan %d of line %s: %w", d.Version, d.Line, err)
	}
	return v, nil
}

// difference walks two documents side by side. Every difference is said, known place or not: a list
// of known places would one day miss one.
type difference struct{ said []string }

func (d *difference) compare(path []string, a, b any) {
	if reflect.DeepEqual(a, b) {
		return
	}
	ma, mb := members(a), members(b)
	if ma == nil || mb == nil {
		d.say(path, a, b)
		return
	}
	keys := slices.Sorted(maps.Keys(ma))
	for _, k := range slices.Sorted(maps.Keys(mb)) {
		if _, ok := ma[k]; !ok {
			keys = append(keys, k)
		}
	}
	slices.Sort(keys)
	n := len(d.said)
	for _, k := range keys {
		d.compare(append(slices.Clone(path), k), ma[k], mb[k])
	}
	if len(d.said) == n {
		d.said = append(d.said, pathInWords(path)+": in another order")
	}
}

// members returns an object's members, or a list's objects by their names; nil for what is compared
// as a whole.
func members(v any) map[string]any {
	switch v := v.(type) {
	case map[string]any:
		return v
	case []any:
		out := map[string]any{}
		for i, e := range v {
			object, ok := e.(map[string]any)
			if !ok {
				return nil
			}
			name, ok := object["Identifier"].(string) // of a flow's actions
			if !ok {
				name = fmt.Sprintf("%d", i+1)
			}
			out[name] = e
		}
		return out
	}
	return nil
}

func (d *difference) say(path []string, a, b any) {
	place := pathInWords(path)
	switch {
	case len(path) == 1 && path[0] == "on":
		place = "the line takes calls again"
		if b == nil || b == false {
			place = "the line is switched off: callers hear that, and nobody is rung"
		}
	case a == nil && members(b) != nil:
		place += " is new"
	case b == nil && members(a) != nil:
		place += " is gone"
	default:
		place += ": " + valueOf(a) + " → " + valueOf(b)
	}
	d.said = append(d.said, place)
}

// keysInWords are the stored keys in people's words.
var keysInWords = map[string]string{
	"desc": "description", "num": "number", "lang": "language", "words": "sentence", "style": "voice", "users": "user", "teams": "team", "scheds": "schedule", "hours": "hours",
	"team": "team that is told of calls without a choice", "quiet": "no alerts", "prompts": "recorded prompt", "esc": "escalation rule of the line", "rules": "escalation rule", "arns": "functions that may be asked",
	"phones": "phone", "flow": "", "flows": "flow", "Actions": "step", "Parameters": "", "Transitions": "then", "NextAction": "next",
}

// groups are keys whose members have names of their own.
var groups = []string{"users", "teams", "scheds", "hours", "prompts", "rules", "flows", "phones", "contacts", "notify", "steps", "targets", "Actions", "layers", "overrides"}

// pathInWords words a path, such as user ana, phone 2, label.
func pathInWords(path []string) string {
	var parts []string
	for i := 0; i < len(path); i++ {
		word, known := keysInWords[path[i]]
		if !known {
			word = path[i]
		}
		if slices.Contains(groups, path[i]) && i+1 < len(path) {
			i++
			word += " " + path[i]
		}
		if word != "" {
			parts = append(parts, word)
		}
	}
	if len(parts) == 0 {
		return "the flow"
	}
	return strings.Join(parts, ", ")
}

// valueMax is how many characters of one value are shown.
const valueMax = 80

func valueOf(v any) string {
	text := "none"
	switch v := v.(type) {
	case nil:
	case string:
		text = v
	case []any:
		var parts []string
		for _, e := range v {
			if _, list := e.([]any); list {
				parts = append(parts, "["+valueOf(e)+"]")
				continue
			}
			parts = append(parts, valueOf(e))
		}
		text = strings.Join(parts, ", ")
	default:
		if raw, err := json.Marshal(v); err == nil {
			text = string(raw)
		}
	}
	if r := []rune(text); len(r) > valueMax {
		text = string(r[:valueMax]) + "…"
	}
	return text
}
