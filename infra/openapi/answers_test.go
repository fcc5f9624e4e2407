package openapi

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"
	"github.com/getkin/kin-openapi/routers/gorillamux"
	"pgregory.net/rapid"

	"ringdown/shared/access"
	"ringdown/shared/api"
)

// byRole takes the role in place of a token.
func byRole(_ context.Context, authorization string) (access.Principal, error) {
	role, ok := strings.CutPrefix(authorization, "Bearer ")
	if !ok {
		return access.Principal{}, &access.Refusal{Kind: access.ErrUnauthenticated, Reason: "send a token"}
	}
	if scope, machine := strings.CutPrefix(role, "machine "); machine {
		i := slices.IndexFunc(access.Scopes, func(s access.Scope) bool { return s.Name == scope })
		return access.Principal{Subject: "m", Client: "m", Roles: []access.Role{access.Scopes[i].Role}}, nil
	}
	return access.Principal{Subject: role, Name: role, Roles: []access.Role{access.Role(role)}}, nil
}

// router finds the operation of a request in the committed document.
func router(t *testing.T) routers.Router {
	t.Helper()
	r, err := gorillamux.NewRouter(loaded(t))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// against says what the document has against an answer.
func against(r routers.Router, method, target string, w *httptest.ResponseRecorder) error {
	request := httptest.NewRequest(method, target, nil)
	route, path, err := r.FindRoute(request)
	if err != nil {
		return nil // no operation: the answer is 404 or 405
	}
	return openapi3filter.ValidateResponse(context.Background(), &openapi3filter.ResponseValidationInput{
		RequestValidationInput: &openapi3filter.RequestValidationInput{Request: request, PathParams: path, Route: route},
		Status:                 w.Code, Header: w.Header(), Body: w.Result().Body,
		Options: &openapi3filter.Options{IncludeResponseStatus: true},
	})
}

func TestEveryExampleIsAnsweredAsTheDocumentSays(t *testing.T) {
	p, r := filled(t, byRole), router(t)
	openapi3filter.RegisterBodyDecoder("text/html", openapi3filter.PlainBodyDecoder)
	for _, o := range p.Operations {
		if o.Summary == "" || o.Group == "" || groups[o.Group] == "" {
			t.Errorf("%s has no summary, or its group %q no description", o.ID, o.Group)
		}
		method, target, body, headers := Example(o)
		w := p.Ask(method, target, body, headers...)
		if w.Code != o.Status && !slices.Contains(o.Also, w.Code) {
			t.Errorf("%s: %d %s", o.ID, w.Code, w.Body)
		}
		if err := against(r, method, target, w); err != nil {
			t.Errorf("%s: %v", o.ID, err)
		}
	}
}

// TestWhoMayDoWhat holds every operation against every role, the scopes of machine clients, and
// nobody. A refusal has its reason, and nothing is changed by it.
func TestWhoMayDoWhat(t *testing.T) {
	p, r := filled(t, byRole), router(t)
	may := map[string]access.Role{"": "", "Bearer admin": access.Admin, "Bearer editor": access.Editor, "Bearer responder": access.Responder, "Bearer viewer": access.Viewer,
		"Bearer nobody": "nobody", "Bearer machine view": access.Viewer, "Bearer machine edit": access.Editor, "Bearer machine admin": access.Admin}
	for _, o := range p.Operations {
		for authorization, role := range may {
			want := o.Status
			switch {
			case o.Open:
			case role == "":
				want = http.StatusUnauthorized
			case o.Asks == access.Own && strings.HasPrefix(authorization, "Bearer machine"): // a machine has no matters of its own
				want = http.StatusForbidden
			case o.Asks != "" && !slices.Contains(access.Grants[role], o.Asks):
				want = http.StatusForbidden
			}
			method, target, body, headers := Example(o)
			headers[3] = authorization
			before, _ := p.Store.Snapshot(t.Context())
			w := p.Ask(method, target, body, headers...)
			after, _ := p.Store.Snapshot(t.Context())
			switch {
			case w.Code != want && (want >= 300 || !slices.Contains(o.Also, w.Code)):
				t.Errorf("%s as %q: %d, want %d: %s", o.ID, authorization, w.Code, want, w.Body)
			case before.Head != after.Head:
				t.Errorf("%s as %q changed the settings", o.ID, authorization)
			case want >= 300 && !strings.Contains(w.Body.String(), `"detail":"`):
				t.Errorf("%s as %q says no reason: %s", o.ID, authorization, w.Body)
			}
			if err := against(r, method, target, w); err != nil {
				t.Errorf("%s as %q: %v", o.ID, authorization, err)
			}
		}
	}
}

// anyJSON draws JSON, some of it with keys of the settings.
func anyJSON(depth int) *rapid.Generator[string] {
	word := rapid.SampledFrom([]string{"id", "name", "phones", "number", "team", "tiers", "ring", "ringSeconds", "layers", "windows", "document", "address", "changes", "kind", "value", "follows", "tz", "keys", "words", "", "x.y[0]"})
	return rapid.Custom(func(t *rapid.T) string {
		switch k := rapid.IntRange(0, 8).Draw(t, "kind"); {
		case k == 0:
			return rapid.SampledFrom([]string{"null", "true", "false", "0", "-1", "1e999", "1.5", "99999999999999999999"}).Draw(t, "scalar")
		case k <= 2 || depth == 0:
			return fmt.Sprintf("%q", rapid.OneOf(word, rapid.StringN(0, 12, -1)).Draw(t, "text"))
		case k <= 4:
			return "[" + strings.Join(rapid.SliceOfN(anyJSON(depth-1), 0, 4).Draw(t, "list"), ",") + "]"
		default:
			var members []string
			for range rapid.IntRange(0, 4).Draw(t, "members") {
				members = append(members, fmt.Sprintf("%q:%s", word.Draw(t, "key"), anyJSON(depth-1).Draw(t, "member")))
			}
			return "{" + strings.Join(members, ",") + "}"
		}
	})
}

// nearly draws a valid body with some bytes changed.
func nearly(o api.Operation) *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string {
		b := o.Example.Body
		from := rapid.IntRange(0, len(b)).Draw(t, "from")
		to := rapid.IntRange(from, min(len(b), from+12)).Draw(t, "to")
		return b[:from] + rapid.OneOf(anyJSON(2), rapid.StringN(0, 4, -1)).Draw(t, "in its place") + b[to:]
	})
}

// TestAnyBytesOnAnyOperation: whatever is sent is answered as the document says, never with 5xx, and
// what is refused changes nothing.
func TestAnyBytesOnAnyOperation(t *testing.T) {
	p, r := filled(t, byRole), router(t)
	openapi3filter.RegisterBodyDecoder("text/html", openapi3filter.PlainBodyDecoder)
	text := rapid.SampledFrom([]string{"", "*", `"1"`, `"2"`, `W/"1"`, "1", "true", "false", "Zm9v", "-1", "99999999999999999999", "2026-11", "x", "ä", "a\x00b"})
	rapid.Check(t, func(t *rapid.T) {
		o := p.Operations[rapid.IntRange(0, len(p.Operations)-1).Draw(t, "operation")]
		method, target, body, headers := Example(o)
		target, _, _ = strings.Cut(target, "?")
		if rapid.IntRange(0, 3).Draw(t, "other path") == 0 {
			part := rapid.SampledFrom([]string{"zoe", "%00", "%ff", "a%20b", strings.Repeat("x", 2000), "0", "-1", "99999999999999999999", "ä"}).Draw(t, "part")
			target = api.Base + strings.NewReplacer("{id}", part, "{version}", part).Replace(o.Path)
		}
		var query []string
		for range rapid.IntRange(0, 2).Draw(t, "parameters") {
			name := rapid.SampledFrom([]string{"limit", "cursor", "q", "dryRun", "from", "to", "month", "x"}).Draw(t, "name")
			query = append(query, name+"="+strings.NewReplacer("\x00", "%00", `"`, "%22").Replace(text.Draw(t, "value")))
		}
		if len(query) > 0 {
			target += "?" + strings.Join(query, "&")
		}
		if rapid.Bool().Draw(t, "other headers") {
			for _, name := range []string{"if-match", "if-none-match", "idempotency-key", "content-type"} {
				if rapid.IntRange(0, 3).Draw(t, name) == 0 {
					headers = append(headers, name, text.Draw(t, "header"))
				}
			}
		}
		switch rapid.IntRange(0, 3).Draw(t, "body") {
		case 0:
			body = anyJSON(4).Draw(t, "JSON")
		case 1:
			body = string(rapid.SliceOfN(rapid.Byte(), 0, 40).Draw(t, "bytes"))
		case 2:
			body = nearly(o).Draw(t, "nearly")
		}
		before, _ := p.Store.Snapshot(context.Background())
		w := p.Ask(method, target, body, headers...)
		after, _ := p.Store.Snapshot(context.Background())
		if w.Code >= 500 {
			t.Fatalf("%s %s %q %q: %d %s", method, target, headers, body, w.Code, w.Body)
		}
		if w.Code >= 300 && before.Head != after.Head {
			t.Fatalf("%s %s was refused with %d and changed the settings", method, target, w.Code)
		}
		if w.Code >= 400 && w.Header().Get("content-type") != api.ProblemMedia {
			t.Fatalf("%s %s: %d is no problem document: %s", method, target, w.Code, w.Body)
		}
		if err := against(r, method, target, w); err != nil {
			t.Fatalf("%s %s %q %q: %v", method, target, headers, body, err)
		}
	})
}

// without calls a function with a body from which one key that must be given was taken, for each key
// of each object that an example has.
func without(schema *openapi3.SchemaRef, value any, whole func() string, try func(key, body string)) {
	s := schema.Value
	for _, part := range s.AllOf {
		without(part, value, whole, try)
	}
	switch v := value.(type) {
	case []any:
		for _, e := range v {
			if s.Items != nil {
				without(s.Items, e, whole, try)
			}
		}
	case map[string]any:
		for _, key := range s.Required {
			if kept, ok := v[key]; ok {
				delete(v, key)
				try(key, whole())
				v[key] = kept
			}
		}
		for key, e := range v {
			if of := s.Properties[key]; of != nil {
				without(of, e, whole, try)
			}
		}
	}
}

func TestWhatMustBeGivenIsAskedFor(t *testing.T) {
	p, doc, tried := filled(t, byRole), loaded(t), 0
	for _, o := range p.Operations {
		method, target, sent, headers := Example(o)
		if sent == "" {
			continue
		}
		var body any
		if err := json.Unmarshal([]byte(sent), &body); err != nil {
			t.Fatalf("%s: %v", o.ID, err)
		}
		whole := func() string {
			text, _ := json.Marshal(body) // it was JSON before
			return string(text)
		}
		for _, media := range doc.Paths.Value(o.Path).GetOperation(method).RequestBody.Value.Content {
			without(media.Schema, body, whole, func(key, body string) {
				if tried++; key == "every" {
					return // it is 1 when left out, and always answered
				}
				if w := p.Ask(method, target, body, headers...); w.Code < 400 || w.Code >= 500 {
					t.Errorf("%s takes a body without %s: %d %s", o.ID, key, w.Code, body)
				}
			})
		}
	}
	if tried < 20 {
		t.Errorf("only %d keys were left out", tried)
	}
}

func TestNothingIsAnEmptyList(t *testing.T) {
	p := Open(byRole, io.Discard)
	for _, o := range p.Operations {
		if !strings.HasPrefix(o.ID, "list") || strings.Contains(o.Path, "{") || strings.HasSuffix(o.Path, "/versions") { // of something that is not there
			continue
		}
		if w := p.Ask(o.Method, api.Base+o.Path, "", "authorization", "Bearer admin"); w.Code != http.StatusOK || strings.Contains(w.Body.String(), "null") {
			t.Errorf("%s: %d %s", o.ID, w.Code, w.Body)
		}
	}
}

func TestWhatIsTooLargeOrTooDeepIsRefused(t *testing.T) {
	p := filled(t, byRole)
	for name, tc := range map[string]struct {
		body   string
		status int
	}{
		"more than 1 MiB":     {`{"name":"` + strings.Repeat("x", api.MaxBody) + `"}`, http.StatusRequestEntityTooLarge},
		"40 levels":           {strings.Repeat(`{"phones":[`, 20) + strings.Repeat("]}", 20), http.StatusUnprocessableEntity},
		"open brackets":       {strings.Repeat("[", 500_000), http.StatusUnprocessableEntity},
		"ten thousand faults": {`{"phones":[` + strings.Repeat(`{"number":1,"x":2},`, 10_000) + `{}]}`, http.StatusUnprocessableEntity},
	} {
		w := p.Ask(http.MethodPut, api.Base+"/users/ana", tc.body, "content-type", "application/json", "if-match", "*", "authorization", "Bearer admin")
		if w.Code != tc.status || w.Body.Len() > 200_000 {
			t.Errorf("%s: %d with %d bytes, want %d: %.300s", name, w.Code, w.Body.Len(), tc.status, w.Body)
		}
	}
}
