package settings

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
	"strings"

	"go.yaml.in/yaml/v3"

	"ringdown/shared/problem"
	"ringdown/shared/resource"
)

// ResourceFile is a resource as people keep it in files: its settings in YAML, and the document of a
// flow beside them as the JSON that the designer's export is.
type ResourceFile struct {
	Settings []byte
	Document []byte // of a flow; nil: it stands in Settings, or the resource is none
}

// FileOf writes a resource, keys in the order of the settings.
func FileOf(r resource.Resource) (ResourceFile, error) {
	var f ResourceFile
	root, unread := jsonDocument(r.Body)
	if unread != nil {
		return f, fmt.Errorf("write version %d of %s: %s", r.Version, r.Ref, unread.Message)
	}
	if r.Kind == resource.Flows {
		for i := 0; i+1 < len(root.Content); i += 2 {
			if root.Content[i].Value != documentKey {
				continue
			}
			var b bytes.Buffer
			if err := json.Indent(&b, rawJSON(root.Content[i+1]), "", "  "); err != nil {
				return f, fmt.Errorf("write version %d of %s: %w", r.Version, r.Ref, err)
			}
			b.WriteByte('\n')
			f.Document = b.Bytes()
			root.Content = append(root.Content[:i:i], root.Content[i+2:]...)
			break
		}
	}
	var b bytes.Buffer
	e := yaml.NewEncoder(&b)
	e.SetIndent(2)
	if err := e.Encode(root); err != nil {
		return f, fmt.Errorf("write version %d of %s: %w", r.Version, r.Ref, err)
	}
	f.Settings = b.Bytes()
	return f, nil
}

// documentKey is that of a flow's document.
const documentKey = "document"

// Parse reads what a file says of a resource, and reports everything wrong with its form, with the
// place in Settings. What the settings mean together is checked when they are saved.
func (f ResourceFile) Parse(ref resource.Ref) (resource.Resource, []problem.Problem) {
	r := resource.Resource{Ref: ref}
	body, ok := Body(ref.Kind)
	if !ok {
		return r, []problem.Problem{*whole(0, "there are no settings of the kind %q", ref.Kind)}
	}
	if len(bytes.TrimSpace(f.Settings)) == 0 {
		return r, []problem.Problem{*whole(1, "the file is empty: write what %s is, or delete the file", ref)}
	}
	root, unread := document(f.Settings)
	if unread != nil {
		return r, []problem.Problem{*unread}
	}
	d := &decoder{places: map[string]place{}}
	d.value(root, "", reflect.ValueOf(body).Elem())
	if id := idOf(body); ref.Kind != resource.Account && id != ref.ID {
		if id != "" {
			d.wrong(d.near("id"), "id", "the id is %q, and the file's name says %q: write the same, or leave the id out", id, ref.ID)
		}
		setID(body, ref.ID)
	}
	if flow, isFlow := body.(*FlowDocument); isFlow && f.Document != nil {
		f.addDocument(d, flow)
	}
	r.Body = bodyOf(body)
	return r, problem.InOrder(d.problems, MaxProblems)
}

func (f ResourceFile) addDocument(d *decoder, flow *FlowDocument) {
	_, unread := jsonDocument(bytes.TrimPrefix(f.Document, []byte("\ufeff")))
	switch {
	case flow.Document != nil:
		d.wrong(d.near(documentKey), documentKey, "the document stands here and in a file of its own: keep one")
	case unread != nil:
		d.wrong(place{}, documentKey, "in the document's own file, %s", unread.Message)
	default:
		flow.Document = documentOf(f.Document)
	}
}

// Canonical brings the JSON of a resource, as the API sends it, into the one form in which resources
// are stored, so that two can be compared byte by byte.
func Canonical(ref resource.Ref, text []byte) (json.RawMessage, error) {
	body, ok := Body(ref.Kind)
	if !ok {
		return nil, fmt.Errorf("read %s: the kind %q has no settings", ref, ref.Kind)
	}
	root, unread := jsonDocument(text)
	if unread != nil {
		return nil, fmt.Errorf("read %s: %s", ref, unread.Message)
	}
	d := &decoder{places: map[string]place{}, strict: true}
	d.value(root, "", reflect.ValueOf(body).Elem())
	if len(d.problems) > 0 {
		return nil, fmt.Errorf("read %s: %s: use the version of this command that goes with the API", ref, d.problems[0].Message)
	}
	return bodyOf(body), nil
}

// InWords says what is different between two bodies of a resource, in a fixed order. The words quote
// settings, phone numbers included: they are for the person at the settings.
func InWords(before, after json.RawMessage) []string {
	d := &difference{}
	d.compare(nil, plainJSON(before), plainJSON(after))
	for i := range d.said {
		d.said[i] = strings.TrimPrefix(d.said[i], "the flow: ")
	}
	return d.said
}
