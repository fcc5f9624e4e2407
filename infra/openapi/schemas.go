package openapi

import (
	"encoding/json"
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strings"

	"github.com/swaggest/jsonschema-go"

	seen "ringdown/shared/activity"
	"ringdown/shared/alert"
	"ringdown/shared/api/activity"
	"ringdown/shared/oncall"
	"ringdown/shared/rehearsal"
	"ringdown/shared/settings"
)

// prefix is where the schemas of the document stand.
const prefix = "#/components/schemas/"

// schemas gathers the schemas of Go types, by their names.
type schemas struct {
	reflector jsonschema.Reflector
	said      comments
	all       map[string]map[string]any
	named     map[string]reflect.Type
	err       error
}

func newSchemas(said comments) *schemas {
	s := &schemas{said: said, all: map[string]map[string]any{}, named: map[string]reflect.Type{}}
	s.reflector.DefaultOptions = []func(*jsonschema.ReflectContext){
		jsonschema.RootRef, jsonschema.DefinitionsPrefix(prefix),
		jsonschema.CollectDefinitions(func(name string, schema jsonschema.Schema) { s.all[name] = plain(schema) }),
		jsonschema.InterceptDefName(func(t reflect.Type, _ string) string { return s.name(t) }),
		jsonschema.InterceptNullability(func(p jsonschema.InterceptNullabilityParams) { p.Schema.RemoveType(jsonschema.Null) }),
		jsonschema.InterceptSchema(s.schema),
		jsonschema.InterceptProp(s.property),
	}
	return s
}

// name is the name of a type, which no other one may have.
func (s *schemas) name(t reflect.Type) string {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	name := defName(t)
	if other := s.named[name]; other != nil && other != t && s.err == nil {
		s.err = fmt.Errorf("%s and %s are both called %s: name one of them in renamed", other, t, name)
	}
	s.named[name] = t
	return name
}

// renamed are types whose Go name another package has as well.
var renamed = map[reflect.Type]string{
	reflect.TypeFor[settings.Mode]():      "SettingsMode",
	reflect.TypeFor[settings.State]():     "SettingsState",
	reflect.TypeFor[oncall.Mode]():        "OncallMode",
	reflect.TypeFor[seen.Detail]():        "CallDetail",
	reflect.TypeFor[seen.Kind]():          "RecordingKind",
	reflect.TypeFor[seen.Recording]():     "CallRecording",
	reflect.TypeFor[activity.Recording](): "MarkedRecording",
	reflect.TypeFor[alert.Kind]():         "AlertKind",
	reflect.TypeFor[rehearsal.Line]():     "TranscriptLine",
	reflect.TypeFor[rehearsal.Deed]():     "PreviewDeed",
	reflect.TypeFor[alert.State]():        "NotificationState",
}

// defName is the Go type's name, unless another package has one like it.
func defName(t reflect.Type) string {
	if name := renamed[t]; name != "" {
		return name
	}
	return t.Name()
}

// of gives the schema of a value: a reference where its type has a name.
func (s *schemas) of(value any) map[string]any {
	found, err := s.reflector.Reflect(value)
	if err != nil && s.err == nil {
		s.err = err
	}
	found.Definitions = nil
	return plain(found)
}

// schema says what tags do not of a type.
func (s *schemas) schema(p jsonschema.InterceptSchemaParams) (stop bool, err error) {
	t := p.Value.Type()
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if t == reflect.TypeFor[json.RawMessage]() {
		*p.Schema = jsonschema.Schema{}
		p.Schema.AddType(jsonschema.Object)
		return true, nil
	}
	if !p.Processed {
		return false, nil
	}
	if pattern := patterns[t]; pattern != "" {
		p.Schema.WithPattern(pattern)
	}
	if about := s.said.ofType(t); about != "" && p.Schema.Ref == nil {
		p.Schema.WithDescription(about)
	}
	if _, ok := settled[t]; ok {
		closed := false
		p.Schema.WithAdditionalProperties(jsonschema.SchemaOrBool{TypeBoolean: &closed})
		p.Schema.Required = slices.Clone(settled[t])
	}
	return false, nil
}

// property says what tags do not of a key.
func (s *schemas) property(p jsonschema.InterceptPropParams) error {
	owner, schema := ownerOf(p.ParentSchema.ReflectType, p.Field), p.PropertySchema
	at := key{owner, p.Name}
	if !p.Processed {
		return nil
	}
	if of, ok := anyOf[at]; ok {
		s.open(schema, p.Field.Type.Kind() == reflect.Slice, of)
	}
	if all, ok := words[at]; ok {
		*schema = jsonschema.Schema{}
		schema.AddType(jsonschema.String)
		schema.WithEnum(all...)
	}
	if r, ok := ranges[at]; ok {
		limit(schema, r)
	}
	if most := counts[at]; most > 0 {
		schema.WithMaxItems(int64(most))
	}
	if most := lengths[at]; most > 0 {
		schema.WithMaxLength(int64(most))
	}
	if _, ok := settled[owner]; ok && p.Name == "id" && isResource(owner) {
		schema.WithPattern(idPattern).WithMaxLength(settings.MaxID)
	}
	if about := s.said.ofField(owner, p.Field.Name); about != "" {
		schema.WithDescription(about)
	}
	if _, ok := settled[owner]; !ok && !strings.Contains(p.Field.Tag.Get("json"), ",omit") {
		p.ParentSchema.Required = append(p.ParentSchema.Required, p.Name)
	}
	return nil
}

func isResource(t reflect.Type) bool {
	return slices.ContainsFunc(bodies(), func(b any) bool { return reflect.TypeOf(b) == t })
}

// open lets a key hold a value of any of some types.
func (s *schemas) open(schema *jsonschema.Schema, list bool, of []any) {
	var choice jsonschema.Schema
	for _, value := range of {
		ref := prefix + defName(reflect.TypeOf(value))
		s.of(value)
		choice.AnyOf = append(choice.AnyOf, (&jsonschema.Schema{Ref: &ref}).ToSchemaOrBool())
	}
	*schema = choice
	if list {
		*schema = jsonschema.Schema{}
		schema.AddType(jsonschema.Array)
		item := choice.ToSchemaOrBool()
		if len(choice.AnyOf) == 1 {
			item = choice.AnyOf[0]
		}
		schema.WithItems(jsonschema.Items{SchemaOrBool: &item})
	}
}

// limit says what a number may be, and what it is when it is left out.
func limit(schema *jsonschema.Schema, r settings.Range) {
	schema.WithMinimum(float64(r.Least)).WithMaximum(float64(r.Most))
	if r.Default > 0 {
		schema.WithDefault(r.Default)
	}
}

// plain is a schema as JSON.
func plain(schema jsonschema.Schema) map[string]any {
	text, err := json.Marshal(schema)
	var out map[string]any
	if err != nil || json.Unmarshal(text, &out) != nil {
		panic(err) // a schema is plain data
	}
	return out
}

// onlyName is a comment that names a Go value, which says nothing to people outside.
var onlyName = regexp.MustCompile(`^[A-Z]\w+(?:[,;:].*)?$`)

// typeOf is the type of a value of the table.
func typeOf(v any) reflect.Type { return reflect.TypeOf(v) }
