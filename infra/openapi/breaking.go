package openapi

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// ReleasedFile is the document of the last release, from the root of the repository.
const ReleasedFile = "testdata/api/released.json"

// Breaking lists what clients of one document cannot do with another: operations, parameters, bodies,
// answers and keys that are gone or mean another type, words of a list that are gone, and what must
// be given or is bounded now and was not.
func Breaking(before, after []byte) ([]string, error) {
	b := breaks{compared: map[[2]any]bool{}}
	if err := json.Unmarshal(before, &b.before); err != nil {
		return nil, fmt.Errorf("read the released document: %w", err)
	}
	if err := json.Unmarshal(after, &b.after); err != nil {
		return nil, fmt.Errorf("read the document: %w", err)
	}
	b.sent, b.answered = reached(b.before, "requestBody"), reached(b.before, "responses")
	b.operations()
	for _, name := range sortedKeys(object(b.before, "components", "schemas")) {
		was, is := object(b.before, "components", "schemas", name), object(b.after, "components", "schemas", name)
		if is == nil {
			continue // whoever referred to it refers to something else, and is compared
		}
		b.schema("schema "+name, was, is, b.sent[name], b.answered[name])
	}
	return b.found, nil
}

type breaks struct {
	before, after  map[string]any
	sent, answered map[string]bool // schemas that bodies and answers have
	compared       map[[2]any]bool // schemas by two names: they may lead to themselves
	found          []string
}

// reached are the names of the schemas that a part of the operations leads to.
func reached(document map[string]any, part string) map[string]bool {
	seen := map[string]bool{}
	var walk func(v any)
	walk = func(v any) {
		switch v := v.(type) {
		case []any:
			for _, e := range v {
				walk(e)
			}
		case map[string]any:
			for key, e := range v {
				ref, ok := e.(string)
				if key != "$ref" || !ok {
					walk(e)
					continue
				}
				name := lastPart(ref)
				if strings.HasPrefix(ref, prefix) && !seen[name] {
					seen[name] = true
					walk(object(document, "components", "schemas", name))
				} else if !strings.HasPrefix(ref, prefix) {
					walk(object(document, "components", "responses", name))
				}
			}
		}
	}
	for _, methods := range object(document, "paths") {
		for _, operation := range methods.(map[string]any) {
			walk(operation.(map[string]any)[part])
		}
	}
	return seen
}

func (b *breaks) say(format string, args ...any) {
	b.found = append(b.found, fmt.Sprintf(format, args...))
}

func (b *breaks) operations() {
	for _, path := range sortedKeys(object(b.before, "paths")) {
		for _, method := range sortedKeys(object(b.before, "paths", path)) {
			was, is := object(b.before, "paths", path, method), object(b.after, "paths", path, method)
			at := was["operationId"]
			switch {
			case is == nil:
				b.say("%v: %s %s is gone", at, method, path)
				continue
			case is["operationId"] != at:
				b.say("%v: is called %v", at, is["operationId"])
			}
			b.parameters(fmt.Sprint(at), was, is)
			b.contents(fmt.Sprint(at)+", body", object(was, "requestBody", "content"), object(is, "requestBody", "content"), true)
			for _, status := range sortedKeys(object(was, "responses")) {
				here := fmt.Sprintf("%v, answer %s", at, status)
				if object(is, "responses", status) == nil {
					b.say("%s: is gone", here)
					continue
				}
				b.contents(here, object(was, "responses", status, "content"), object(is, "responses", status, "content"), false)
			}
		}
	}
}

func (b *breaks) contents(at string, was, is map[string]any, sent bool) {
	for _, media := range sortedKeys(was) {
		if is[media] == nil {
			b.say("%s: %s is gone", at, media)
			continue
		}
		b.schema(at, object(was, media, "schema"), object(is, media, "schema"), sent, !sent)
	}
}

func (b *breaks) parameters(at string, was, is map[string]any) {
	before, after := named(was), named(is)
	for _, name := range sortedKeys(before) {
		if after[name] == nil {
			b.say("%s: the parameter %s is gone", at, name)
			continue
		}
		b.schema(at+", "+name, object(before, name, "schema"), object(after, name, "schema"), true, false)
	}
	for _, name := range sortedKeys(after) {
		must, _ := object(after, name)["required"].(bool)
		if did, _ := object(before, name)["required"].(bool); must && !did {
			b.say("%s: the parameter %s must be given", at, name)
		}
	}
}

// named are the parameters of an operation by place and name.
func named(operation map[string]any) map[string]any {
	out := map[string]any{}
	list, _ := operation["parameters"].([]any)
	for _, p := range list {
		if p, ok := p.(map[string]any); ok {
			out[fmt.Sprint(p["in"], " ", p["name"])] = p
		}
	}
	return out
}

// schema compares what may be sent, which must not become less, and what is answered, of which
// nothing must go. One that goes by another name, or by none, is held against what it was.
func (b *breaks) schema(at string, was, is map[string]any, sent, answered bool) {
	if other := [2]any{was["$ref"], is["$ref"]}; was != nil && is != nil && other[0] != other[1] {
		if b.compared[other] {
			return
		}
		b.compared[other] = other[0] != nil && other[1] != nil
		was, is = resolved(b.before, was), resolved(b.after, is)
	}
	for _, word := range []string{"type", "$ref", "format", "pattern"} {
		if was[word] != nil && is[word] != was[word] || was[word] == nil && is[word] != nil && was["$ref"] == nil {
			b.say("%s: %s was %v and is %v", at, word, was[word], is[word])
		}
	}
	for _, word := range texts(was["enum"]) {
		if is["enum"] != nil && !slices.Contains(texts(is["enum"]), word) {
			b.say("%s: %q is no longer one of its words", at, word)
		}
	}
	for _, key := range texts(is["required"]) {
		if sent && !slices.Contains(texts(was["required"]), key) {
			b.say("%s: %s must be given", at, key)
		}
	}
	for _, key := range texts(was["required"]) {
		if answered && !slices.Contains(texts(is["required"]), key) {
			b.say("%s: %s may be missing", at, key)
		}
	}
	for word, tighter := range map[string]func(was, is float64) bool{
		"minimum": func(was, is float64) bool { return is > was }, "maximum": func(was, is float64) bool { return is < was },
		"maxLength": func(was, is float64) bool { return is < was }, "maxItems": func(was, is float64) bool { return is < was },
	} {
		before, bounded := was[word].(float64)
		if now, ok := is[word].(float64); sent && ok && (!bounded || tighter(before, now)) {
			b.say("%s: %s was %v and is %v", at, word, was[word], now)
		}
	}
	for _, key := range sortedKeys(object(was, "properties")) {
		if object(is, "properties", key) == nil {
			b.say("%s: %s is gone", at, key)
			continue
		}
		b.schema(at+", "+key, object(was, "properties", key), object(is, "properties", key), sent, answered)
	}
	for _, inner := range []string{"items", "additionalProperties"} {
		if was, ok := was[inner].(map[string]any); ok {
			b.schema(at+", "+inner, was, object(is, inner), sent, answered)
		}
	}
	for _, word := range []string{"anyOf", "allOf"} {
		now := texts(is[word])
		for _, one := range texts(was[word]) {
			if !slices.Contains(now, one) {
				b.say("%s: is no longer %s", at, one)
			}
		}
	}
}

// resolved is what a schema refers to, or itself.
func resolved(document, schema map[string]any) map[string]any {
	if ref, ok := schema["$ref"].(string); ok {
		return object(document, "components", "schemas", lastPart(ref))
	}
	return schema
}

// object leads down into a document; nil where there is none.
func object(v map[string]any, keys ...string) map[string]any {
	for _, k := range keys {
		v, _ = v[k].(map[string]any)
	}
	return v
}

// texts are the members of a list as text.
func texts(v any) (out []string) {
	list, _ := v.([]any)
	for _, e := range list {
		text, ok := e.(string)
		if !ok {
			raw, _ := json.Marshal(e) // of JSON
			text = string(raw)
		}
		out = append(out, text)
	}
	return out
}
