package openapi

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strconv"

	"github.com/swaggest/openapi-go/openapi31"

	"ringdown/shared/api"
	"ringdown/shared/settings"
)

// body describes what an operation takes.
func (m *maker) body(o api.Operation) (*openapi31.RequestBody, error) {
	var example any
	if err := json.Unmarshal([]byte(o.Example.Body), &example); err != nil {
		return nil, fmt.Errorf("its example: %w", err)
	}
	schema, media := m.of(o.Takes), "application/json"
	switch {
	case o.Media != "":
		media = o.Media
		schema = map[string]any{"type": "object", "description": "Members of " + defName(typeOf(o.Takes)) + "; null removes one."}
	case o.Once && o.Status == http.StatusCreated && o.Takes != any(settings.Feed{}): // whose id stands in no path; that of a feed is made where it is left out
		schema = map[string]any{"allOf": []any{schema, map[string]any{"type": "object", "required": []string{"id"}}}}
	}
	content := map[string]openapi31.MediaType{media: {Schema: schema, Example: &example}}
	return &openapi31.RequestBody{Content: content, Required: new(true)}, nil
}

// always are the faults that every operation has; those of signing in are left out of open ones.
var (
	always = []int{http.StatusBadRequest, http.StatusInternalServerError, http.StatusServiceUnavailable}
	signed = []int{http.StatusUnauthorized, http.StatusForbidden, http.StatusTooManyRequests}
)

// responses describes what an operation answers. The first success shows the answer of the example.
func (m *maker) responses(o api.Operation) (map[string]openapi31.ResponseOrReference, error) {
	out := map[string]openapi31.ResponseOrReference{}
	shown, body, err := m.place.Show(o)
	if err != nil {
		return nil, err
	}
	for _, status := range append([]int{o.Status}, o.Also...) {
		var example *any
		if status == shown && o.Paints == "" {
			example = &body
		}
		out[strconv.Itoa(status)] = openapi31.ResponseOrReference{Response: m.success(o, status, example)}
	}
	if o.Tagged && o.Method == http.MethodGet {
		out["304"] = openapi31.ResponseOrReference{Response: &openapi31.Response{Description: "It is still the version of If-None-Match", Headers: tagged()}}
	}
	faults := slices.Concat(always, o.Faults)
	if !o.Open {
		faults = append(faults, signed...)
	}
	for _, status := range faults {
		out[strconv.Itoa(status)] = openapi31.ResponseOrReference{Reference: &openapi31.Reference{Ref: m.fault(status)}}
	}
	return out, nil
}

func (m *maker) success(o api.Operation, status int, example *any) *openapi31.Response {
	r := &openapi31.Response{Description: http.StatusText(status)}
	if o.Tagged {
		r.Headers = tagged()
	}
	if status == http.StatusCreated && o.Tagged {
		r.Headers["Location"] = header("where it is", "uri-reference")
	}
	switch {
	case o.Paints != "":
		r.Content = map[string]openapi31.MediaType{o.Paints: {}}
	case o.Gives != nil:
		schema := m.of(o.Gives)
		if o.Tries != nil && status == http.StatusOK {
			schema = map[string]any{"anyOf": []any{schema, m.of(o.Tries)}, "description": "With dryRun the second."}
		}
		r.Content = map[string]openapi31.MediaType{"application/json": {Schema: schema, Example: example}}
	}
	return r
}

func tagged() map[string]openapi31.HeaderOrReference {
	return map[string]openapi31.HeaderOrReference{"ETag": header("the version, as If-Match takes it", "")}
}

func header(about, format string) openapi31.HeaderOrReference {
	schema := map[string]any{"type": "string"}
	if format != "" {
		schema["format"] = format
	}
	return openapi31.HeaderOrReference{Header: &openapi31.Header{Description: &about, Schema: schema}}
}

// fault notes the problem document of a status, and says where it stands.
func (m *maker) fault(status int) string {
	name := "Problem" + strconv.Itoa(status)
	r := &openapi31.Response{Description: http.StatusText(status), Headers: map[string]openapi31.HeaderOrReference{}}
	r.Content = map[string]openapi31.MediaType{api.ProblemMedia: {Schema: m.of(api.Problem{})}}
	switch status {
	case http.StatusUnauthorized:
		r.Headers["WWW-Authenticate"] = header("Bearer", "")
	case http.StatusTooManyRequests, http.StatusServiceUnavailable:
		r.Headers["Retry-After"] = header("seconds to wait", "")
	case http.StatusPreconditionFailed, http.StatusConflict:
		r.Headers = tagged()
	}
	m.spec.Components.Responses[name] = openapi31.ResponseOrReference{Response: r}
	return "#/components/responses/" + name
}
