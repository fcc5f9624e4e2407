package openapi

import (
	"bytes"
	"encoding/json"
	"io"
	"os"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"

	"ringdown/shared/api/document"
)

// repository is the root, from this folder.
var repository = os.DirFS("../..")

// filled is a place with the examples, for an admin.
func filled(t *testing.T, whose Whose) *Place {
	t.Helper()
	p, err := Filled(whose, io.Discard)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// loaded is the committed document.
func loaded(t *testing.T) *openapi3.T {
	t.Helper()
	doc, err := openapi3.NewLoader().LoadFromData(document.JSON)
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

func TestTheCommittedDocumentIsThatOfTheOperations(t *testing.T) {
	want, err := Document(repository, filled(t, nil))
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(document.JSON, want) {
		t.Error("shared/api/document/openapi.json is stale: write it with go run ./infra/dev openapi")
	}
	page, err := Page(want)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(document.Page, page) {
		t.Error("shared/api/document/page.html is stale: write it with go run ./infra/dev openapi")
	}
}

func TestTheDocumentIsValid(t *testing.T) {
	if err := loaded(t).Validate(t.Context()); err != nil {
		t.Error(err)
	}
	var plain struct{ Paths map[string]map[string]any }
	if err := json.Unmarshal(document.JSON, &plain); err != nil || len(plain.Paths) < 30 {
		t.Errorf("%d paths, %v", len(plain.Paths), err)
	}
}
