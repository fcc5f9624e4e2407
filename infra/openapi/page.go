package openapi

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"fmt"
	"html/template"
	"maps"
	"slices"
	"strings"
)

//go:embed page.tmpl
var pageTemplate string

// Page makes the page of a document: one file without a script or anything to load.
func Page(document []byte) ([]byte, error) {
	var d described
	if err := json.Unmarshal(document, &d); err != nil {
		return nil, fmt.Errorf("read the document: %w", err)
	}
	t, err := template.New("page").Funcs(template.FuncMap{
		"pretty": pretty, "typed": typed, "paragraphs": paragraphs, "name": lastPart, "upper": strings.ToUpper,
	}).Parse(pageTemplate)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	err = t.Execute(&out, d)
	return out.Bytes(), err
}

// described is what the page shows of a document.
type described struct {
	About      struct{ Title, Version, Description string } `json:"info"`
	Tags       []struct{ Name, Description string }
	Paths      map[string]map[string]one
	Components struct {
		Schemas   map[string]schema
		Responses map[string]struct{ Description string }
	}
}

// one is an operation.
type one struct {
	ID          string `json:"operationId"`
	Summary     string
	Description string
	Tags        []string
	Parameters  []struct {
		Name, In, Description string
		Required              bool
		Schema                map[string]any
	}
	RequestBody struct{ Content map[string]content }
	Responses   map[string]struct {
		Ref         string `json:"$ref"`
		Description string
		Content     map[string]content
	}
}

type content struct {
	Schema  map[string]any
	Example any
}

type schema struct {
	Description string
	Properties  map[string]map[string]any
	Required    []string
	Enum        []any
	Type        string
	Pattern     string
}

// Of lists the operations of a tag, by path and method.
func (d described) Of(tag string) (all []listed) {
	for _, path := range sortedKeys(d.Paths) {
		for _, method := range []string{"get", "post", "put", "patch", "delete"} {
			if o, ok := d.Paths[path][method]; ok && slices.Contains(o.Tags, tag) {
				all = append(all, listed{method, path, o})
			}
		}
	}
	return all
}

// listed is an operation with its place.
type listed struct {
	Method, Path string
	one
}

// Needs reports whether a key must be given.
func (s schema) Needs(key string) bool { return slices.Contains(s.Required, key) }

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

func paragraphs(text string) []string { return strings.Split(text, "\n\n") }

func lastPart(ref string) string { return ref[strings.LastIndexByte(ref, '/')+1:] }

// pretty is an example as people read it.
func pretty(v any) (string, error) {
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	err := enc.Encode(v)
	return out.String(), err
}

// kind is a schema in words, and the names of the schemas it refers to.
type kind struct {
	Words string
	Names []string
}

// typed words a schema.
func typed(s map[string]any) kind {
	if ref, ok := s["$ref"].(string); ok {
		return kind{Names: []string{lastPart(ref)}}
	}
	for _, several := range []string{"anyOf", "allOf"} {
		if list, ok := s[several].([]any); ok {
			var k kind
			for _, each := range list {
				k.Names = append(k.Names, typed(each.(map[string]any)).Names...)
			}
			return k
		}
	}
	words, _ := s["type"].(string)
	switch items, _ := s["items"].(map[string]any); {
	case items != nil:
		of := typed(items)
		return kind{strings.TrimSpace("list of " + of.Words + atMost(s, "maxItems", ", at most ")), of.Names}
	case words == "" || words == "object":
		if of, ok := s["additionalProperties"].(map[string]any); ok {
			inner := typed(of)
			return kind{strings.TrimSpace("map of " + inner.Words), inner.Names}
		}
	}
	if least, ok := s["minimum"]; ok {
		words += fmt.Sprintf(" %v", least) + atMost(s, "maximum", " to ")
	}
	if usual, ok := s["default"]; ok {
		words += fmt.Sprintf(", %v when left out", usual)
	}
	if format, ok := s["format"].(string); ok {
		words = format
	}
	if enum, ok := s["enum"].([]any); ok {
		words = strings.Trim(fmt.Sprint(enum), "[]")
	}
	return kind{Words: words + atMost(s, "maxLength", ", at most ")}
}

func atMost(s map[string]any, key, words string) string {
	n, ok := s[key].(float64)
	if !ok {
		return ""
	}
	return fmt.Sprintf("%s%.0f", words, n)
}
