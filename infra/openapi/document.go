package openapi

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/swaggest/openapi-go/openapi31"

	"ringdown/shared/access"
	"ringdown/shared/api"
	"ringdown/shared/settings"
)

// Version is that of the API: the second number counts what was added, the first what clients of the
// one before cannot follow. A test against the released document says which is due.
const Version = "1.0.0"

const about = `Everything that admins set and see of Ringdown. The console, the command line and other people's tools use these operations, and nothing goes around them.

**Sign in.** Send ` + "`Authorization: Bearer`" + ` and an access token of the installation's issuer. People get one by signing in, machine clients by client credentials with one of the scopes of the installation. Each operation says which permission it asks for.

**Change what you read.** Every single resource has a strong ` + "`ETag`" + `. A change sends it back in ` + "`If-Match`" + `: without it the answer is 428, and where somebody else was faster it is 412 with the present version. ` + "`If-None-Match: *`" + ` creates, and never replaces.

**What is wrong comes at once.** Whatever is refused is a problem document (RFC 9457). Faults of settings are all listed in ` + "`errors`" + `, each with a JSON pointer, what is wrong and what to write. Warnings come with a success.

**Try first.** With ` + "`?dryRun`" + ` a change answers what a save would do, and saves nothing.

**Lists** are pages: send ` + "`next`" + ` of one page as ` + "`cursor`" + ` of the next one.`

// Document makes the document of operations, whose examples are executed on a place. Source is the
// repository, for the comments of its types.
func Document(source fs.FS, place *Place) ([]byte, error) {
	said, err := readComments(source)
	if err != nil {
		return nil, fmt.Errorf("read what the source says of types: %w", err)
	}
	m := maker{schemas: newSchemas(said), place: place}
	m.spec = openapi31.Spec{Openapi: "3.1.0", Info: openapi31.Info{Title: "Ringdown", Version: Version, Description: new(about)}}
	m.spec.Info.WithContact(openapi31.Contact{Name: new("Whoever runs this installation")}).WithLicense(openapi31.License{Name: "Apache-2.0", Identifier: nil})
	m.spec.Servers = []openapi31.Server{{URL: api.Base, Description: new("The host that this document came from")}}
	m.spec.Paths, m.spec.Components = &openapi31.Paths{MapOfPathItemValues: map[string]openapi31.PathItem{}}, &openapi31.Components{}
	m.spec.Components.SecuritySchemes = map[string]openapi31.SecuritySchemeOrReference{"token": {SecurityScheme: &openapi31.SecurityScheme{
		HTTPBearer: &openapi31.SecuritySchemeHTTPBearer{Scheme: "bearer", BearerFormat: new("JWT")}, Description: new("An access token of the installation's OpenID Connect issuer"),
	}}}
	m.spec.Components.Responses = map[string]openapi31.ResponseOrReference{}
	for _, o := range place.Operations {
		if err := m.add(o); err != nil {
			return nil, fmt.Errorf("describe %s: %w", o.ID, err)
		}
	}
	m.schemas.of(api.Problem{})
	if m.schemas.err != nil {
		return nil, fmt.Errorf("describe the types: %w", m.schemas.err)
	}
	m.spec.Components.Schemas = m.schemas.all
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	err = enc.Encode(m.spec)
	return out.Bytes(), err
}

// maker is the making of one document.
type maker struct {
	*schemas
	place *Place
	spec  openapi31.Spec
}

func (m *maker) add(o api.Operation) error {
	op := &openapi31.Operation{ID: &o.ID, Summary: &o.Summary, Tags: []string{o.Group}, Description: new(strings.TrimSpace(o.Detail + "\n\n" + asks(o)))}
	if !slices.ContainsFunc(m.spec.Tags, func(t openapi31.Tag) bool { return t.Name == o.Group }) {
		m.spec.Tags = append(m.spec.Tags, openapi31.Tag{Name: o.Group, Description: new(groups[o.Group])})
	}
	if !o.Open {
		op.Security = []map[string][]string{{"token": {}}}
	}
	op.Parameters = parameters(o)
	if o.Takes != nil {
		body, err := m.body(o)
		if err != nil {
			return err
		}
		op.RequestBody = &openapi31.RequestBodyOrReference{RequestBody: body}
	}
	responses, err := m.responses(o)
	if err != nil {
		return err
	}
	op.Responses = &openapi31.Responses{MapOfResponseOrReferenceValues: responses}
	item := m.spec.Paths.MapOfPathItemValues[o.Path]
	for method, at := range map[string]**openapi31.Operation{http.MethodGet: &item.Get, http.MethodPut: &item.Put, http.MethodPost: &item.Post, http.MethodPatch: &item.Patch, http.MethodDelete: &item.Delete} {
		if method == o.Method {
			*at = op
		}
	}
	m.spec.Paths.MapOfPathItemValues[o.Path] = item
	return nil
}

// groups are the tags of the document.
var groups = map[string]string{
	"lines": "Numbers, and what happens to their callers", "teams": "Who is rung together", "users": "People and their phones",
	"escalation-rules": "Who is told next when nobody acknowledges an alert",
	"feeds":            "Schedules as calendars that people subscribe to",
	"schedules":        "Who is on call when", "hours": "When teams are there", "prompts": "Recordings that are played", "flows": "Call flows of your own",
	"account": "What holds for all lines", "me": "One's own matters", "changes": "Several changes that are saved together", "audit": "Who changed what, and when", "document": "This document",
	"calls": "Who called, and what was done for them", "statistics": "Figures of calls", "exports": "Calls as a file",
	"voicemails": "What callers left, and who heard it", "talks": "Recorded talks",
	"alerts": "Who was told of what", "reads": "Who looked at numbers, and listened to recordings",
}

// asks says what an operation asks of its caller.
func asks(o api.Operation) string {
	switch {
	case o.Open:
		return "Nobody has to be signed in."
	case o.Asks == "":
		return "Everybody who is signed in may do this."
	}
	var roles []string
	for _, r := range access.Roles {
		if slices.Contains(access.Grants[r], o.Asks) {
			roles = append(roles, string(r))
		}
	}
	return "Asks for the permission to " + string(o.Asks) + ", which these roles have: " + strings.Join(roles, ", ") + "."
}

var pathName = regexp.MustCompile(`\{(\w+)\}`)

// parameters are those of the path, the query and the headers.
func parameters(o api.Operation) (all []openapi31.ParameterOrReference) {
	add := func(in openapi31.ParameterIn, name, about string, required bool, schema map[string]any, example any) {
		p := &openapi31.Parameter{Name: name, In: in, Description: &about, Schema: schema}
		if required {
			p.Required = new(true)
		}
		if example != nil {
			p.Example = &example
		}
		all = append(all, openapi31.ParameterOrReference{Parameter: p})
	}
	for _, found := range pathName.FindAllStringSubmatch(o.Path, -1) {
		example := partOf(o, found[0])
		if found[1] == "version" {
			n, _ := strconv.Atoi(example) // the example is executed
			add(openapi31.ParameterInPath, found[1], "number of the version", true, map[string]any{"type": "integer", "minimum": 1}, n)
			continue
		}
		add(openapi31.ParameterInPath, found[1], "its id", true, map[string]any{"type": "string", "pattern": idPattern, "maxLength": settings.MaxID}, example)
	}
	for _, p := range o.Query {
		add(openapi31.ParameterInQuery, p.Name, p.About, false, schemaOf(p), nil)
	}
	tag := map[string]any{"type": "string"}
	if o.Precondition {
		add(openapi31.ParameterInHeader, "If-Match", "the ETag of the version that the change follows, or `*` for whichever is the latest", false, tag, nil)
		add(openapi31.ParameterInHeader, "If-None-Match", "`*`: there must be none yet", false, map[string]any{"type": "string", "enum": []string{"*"}}, nil)
	} else if o.Tagged && o.Method == http.MethodGet {
		add(openapi31.ParameterInHeader, "If-None-Match", "an ETag: where it is still that, the answer is 304 without a body", false, tag, nil)
	}
	if o.Once {
		add(openapi31.ParameterInHeader, "Idempotency-Key", "a name of the request, such as a UUID", false, map[string]any{"type": "string", "maxLength": 255}, nil)
	}
	return all
}

// partOf is what an example has in place of a parameter of the path.
func partOf(o api.Operation, name string) string {
	pattern, example := strings.Split(o.Path, "/"), strings.Split(o.Example.Path, "/")
	if i := slices.Index(pattern, name); i >= 0 && i < len(example) {
		return example[i]
	}
	return ""
}

// schemaOf is the schema of a parameter.
func schemaOf(p api.Parameter) map[string]any {
	schema := map[string]any{"type": "string"}
	switch p.Kind {
	case "integer":
		schema["type"] = "integer"
		if p.Most > 0 {
			schema["minimum"], schema["maximum"] = p.Least, p.Most
		}
	case "boolean":
		schema["type"] = "boolean"
	case "date-time":
		schema["format"] = p.Kind
	}
	if len(p.Enum) > 0 {
		schema["enum"] = p.Enum
	}
	return schema
}
