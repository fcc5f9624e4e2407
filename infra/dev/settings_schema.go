package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"regexp"

	"ringdown/shared/api/document"
	"ringdown/shared/resource"
	"ringdown/shared/settings"
)

// inDocument is where the API's document has its schemas, and inSchema where an editor's file has those
// that it refers to.
const inDocument, inSchema = "#/components/schemas/", "#/definitions/"

// schemaOf is the JSON Schema of a kind, for editors: that of the API's document, with everything it
// refers to. What settings mean together is checked by the API.
func schemaOf(kind resource.Kind) ([]byte, error) {
	body, _ := settings.Body(kind)
	var api struct {
		Components struct{ Schemas map[string]json.RawMessage }
	}
	if err := json.Unmarshal(document.JSON, &api); err != nil {
		return nil, fmt.Errorf("make the schema of %s: read the API's document: %w", kind, err)
	}
	whole, definitions := map[string]any{}, map[string]any{}
	root := reflect.TypeOf(body).Elem().Name()
	for waiting := []string{root}; len(waiting) > 0; waiting = waiting[1:] {
		name := waiting[0]
		if definitions[name] != nil {
			continue
		}
		text := api.Components.Schemas[name]
		for _, found := range schemaName.FindAllSubmatch(text, -1) {
			waiting = append(waiting, string(found[1]))
		}
		var schema map[string]any
		if err := json.Unmarshal(bytes.ReplaceAll(text, []byte(inDocument), []byte(inSchema)), &schema); err != nil {
			return nil, fmt.Errorf("make the schema of %s: the API's document has no %s: %w", kind, name, err)
		}
		definitions[name] = schema
		if name == root {
			whole = schema
		}
	}
	delete(definitions, root)
	if len(definitions) > 0 {
		whole["definitions"] = definitions
	}
	whole["$schema"], whole["title"] = "http://json-schema.org/draft-07/schema#", string(kind)
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	err := e.Encode(whole)
	return b.Bytes(), err
}

var schemaName = regexp.MustCompile(`"` + inDocument + `(\w+)"`)

// writeSchemas writes the schema of each kind into a folder of settings.
func writeSchemas(folder string) error {
	if err := os.MkdirAll(filepath.Join(folder, "schemas"), 0o755); err != nil {
		return fmt.Errorf("make the folder of schemas: %w", reason(err))
	}
	for _, kind := range resource.Kinds {
		if _, ok := settings.Body(kind); !ok {
			continue
		}
		text, err := schemaOf(kind)
		if err != nil {
			return err
		}
		name := filepath.Join(folder, "schemas", string(kind)+".json")
		if err := os.WriteFile(name, text, 0o644); err != nil {
			return fmt.Errorf("write %s: %w", name, reason(err))
		}
	}
	return nil
}
