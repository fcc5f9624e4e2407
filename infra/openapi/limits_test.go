package openapi

import (
	"encoding/json"
	"io"
	"net/http"
	"reflect"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"

	"ringdown/shared/api"
	"ringdown/shared/office"
	"ringdown/shared/resource"
	"ringdown/shared/settings"
	"ringdown/testdata"
)

// everything are resources with every setting, in a place.
func everything(t *testing.T) (*Place, []resource.Resource) {
	t.Helper()
	text, err := testdata.Files.ReadFile("config/good/everything.yaml")
	if err != nil {
		t.Fatal(err)
	}
	s, _ := settings.Parse(text, settings.Attach(text, func(name string) ([]byte, error) { return testdata.Files.ReadFile("config/good/" + name) }))
	all, err := s.Resources()
	if err != nil {
		t.Fatal(err)
	}
	p := Open(byRole, io.Discard)
	o := &office.Office{Store: p.Store, Now: now, Wait: office.Pause}
	if _, err := o.Import(t.Context(), all, false, settings.Author{Who: "test", At: moment}); err != nil {
		t.Fatal(err)
	}
	return p, all
}

// beyond calls a function with each value in place of another one that the schema does not allow: a
// number above its most and below its least, a word that is none of the list.
func beyond(s *openapi3.Schema, value any, path string, set func(any), try func(path string)) {
	for _, part := range s.AllOf {
		beyond(part.Value, value, path, set, try)
	}
	with := func(wrong any) {
		set(wrong)
		try(path)
		set(value)
	}
	switch v := value.(type) {
	case float64:
		if s.Max != nil {
			with(*s.Max + 1)
		}
		if s.Min != nil && *s.Min > 1 { // none, and 0, are left out
			with(*s.Min - 1)
		}
	case string:
		if len(s.Enum) > 0 {
			with("none-of-them")
		}
		if s.MaxLength != nil {
			with(strings.Repeat("x", int(*s.MaxLength)+1))
		}
	case []any:
		for i, e := range v {
			if s.Items != nil {
				beyond(s.Items.Value, e, path+"/"+s.Type.Slice()[0], func(to any) { v[i] = to }, try)
			}
		}
	case map[string]any:
		for key, e := range v {
			if of := s.Properties[key]; of != nil {
				beyond(of.Value, e, path+"/"+key, func(to any) { v[key] = to }, try)
			}
		}
	}
}

// TestLimitsOfTheDocumentAreThoseOfTheChecks puts a value beside each limit that the document names into
// settings that have everything, and expects it to be refused.
func TestLimitsOfTheDocumentAreThoseOfTheChecks(t *testing.T) {
	p, all := everything(t)
	doc, tried := loaded(t), map[string]bool{}
	for _, r := range all {
		body, _ := settings.Body(r.Kind)
		name := reflect.TypeOf(body).Elem().Name()
		var value map[string]any
		if err := json.Unmarshal(r.Body, &value); err != nil {
			t.Fatal(err)
		}
		path := "/" + r.Ref.String()
		if r.Kind == resource.Account {
			path = "/account"
		}
		ask := func() (int, string) {
			text, err := json.Marshal(value)
			if err != nil {
				t.Fatal(err)
			}
			w := p.Ask(http.MethodPut, api.Base+path+"?dryRun=true", string(text), "content-type", "application/json", "if-match", "*", "authorization", "Bearer admin")
			return w.Code, w.Body.String()
		}
		if code, said := ask(); code != http.StatusOK {
			t.Fatalf("%s as it is: %d %s", r.Ref, code, said)
		}
		beyond(doc.Components.Schemas[name].Value, value, name, nil, func(at string) {
			tried[at] = true
			if code, said := ask(); code != http.StatusUnprocessableEntity {
				t.Errorf("%s, beyond its limit at %s: %d %.200s", r.Ref, at, code, said)
			}
		})
	}
	if len(tried) < 40 {
		t.Errorf("only %d limits were tried: %v", len(tried), tried)
	}
}
