package settings

import (
	"bytes"
	"encoding/json"
)

// mergePatch applies a JSON merge patch (RFC 7396 §2). What is no JSON is given back as it came, so
// that the check of the result says what is wrong with it.
func mergePatch(body, patch []byte) []byte {
	if _, unread := jsonDocument(patch); unread != nil {
		return patch
	}
	var target, change any
	if exact(body, &target) != nil || exact(patch, &change) != nil {
		return patch
	}
	return bodyOf(merge(target, change))
}

// exact reads JSON and keeps numbers as they are written: a flow document may hold one that a float
// would round, or could not hold.
func exact(text []byte, into *any) error {
	dec := json.NewDecoder(bytes.NewReader(text))
	dec.UseNumber()
	return dec.Decode(into)
}

func merge(target, change any) any {
	members, ok := change.(map[string]any)
	if !ok {
		return change
	}
	into, ok := target.(map[string]any)
	if !ok {
		into = map[string]any{}
	}
	for key, value := range members {
		if value == nil {
			delete(into, key)
			continue
		}
		into[key] = merge(into[key], value)
	}
	return into
}
