package sim

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"ringdown/shared/notice"
)

// schemas are those of the events on the bus, by their types.
func schemas(t *testing.T) map[string]*jsonschema.Schema {
	t.Helper()
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	for _, name := range []string{"alert", "call"} {
		file, err := os.ReadFile("../../testdata/schemas/" + name + ".json")
		if err != nil {
			t.Fatal(err)
		}
		doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(file))
		if err != nil {
			t.Fatal(err)
		}
		if err := c.AddResource("urn:ringdown:"+name+":1", doc); err != nil {
			t.Fatal(err)
		}
	}
	return map[string]*jsonschema.Schema{
		notice.AlertType: c.MustCompile("urn:ringdown:alert:1"), notice.CallType: c.MustCompile("urn:ringdown:call:1"),
	}
}

// TestWhatEveryCallPublishesIsAsItsSchemaSays holds each event of each whole call to the schema that
// others build on.
func TestWhatEveryCallPublishesIsAsItsSchemaSays(t *testing.T) {
	known, seen := schemas(t), map[string]int{}
	for _, file := range scenarios(t) {
		_, s := load(t, file)
		p, err := Play(s, os.DirFS("../../testdata"), Playing{Seed: 1})
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range p.Events {
			seen[e.Type]++
			doc, err := jsonschema.UnmarshalJSON(strings.NewReader(e.Detail))
			if err == nil {
				err = known[e.Type].Validate(doc)
			}
			if err != nil {
				t.Errorf("%s: %s: %v\n%s", s.Name, e.Type, err, e.Detail)
			}
		}
	}
	if seen[notice.AlertType] < 50 || seen[notice.CallType] < 50 {
		t.Errorf("only %v were published: this proves little", seen)
	}
}
