package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"

	"github.com/swaggest/jsonschema-go"

	"ringdown/shared/resource"
	"ringdown/shared/settings"
)

// schemaOf is the JSON Schema of a kind, for editors: what its settings are called, and of which
// type they are. What they mean together is checked by the API.
func schemaOf(kind resource.Kind) ([]byte, error) {
	body, _ := settings.Body(kind)
	r := jsonschema.Reflector{}
	schema, err := r.Reflect(body, jsonschema.InlineRefs)
	if err != nil {
		return nil, fmt.Errorf("make the schema of %s: %w", kind, err)
	}
	text, err := json.Marshal(schema)
	if err != nil {
		return nil, fmt.Errorf("make the schema of %s: %w", kind, err)
	}
	var plain map[string]any
	if err := json.Unmarshal(text, &plain); err != nil {
		return nil, fmt.Errorf("make the schema of %s: %w", kind, err)
	}
	closeObjects(plain)
	plain["$schema"], plain["title"] = "http://json-schema.org/draft-07/schema#", string(kind)
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	err = e.Encode(plain)
	return b.Bytes(), err
}

// closeObjects has editors mark keys that do not exist, and takes the null from what may be left out:
// the settings' reader refuses it.
func closeObjects(v any) {
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			closeObjects(e)
		}
	case map[string]any:
		if _, ok := v["properties"].(map[string]any); ok {
			v["additionalProperties"] = false
		}
		if types, ok := v["type"].([]any); ok && len(types) == 2 {
			for i, t := range types {
				if t == "null" {
					v["type"] = types[1-i]
				}
			}
		}
		for _, e := range v {
			closeObjects(e)
		}
	}
}

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
