package play

import (
	"maps"

	"ringdown/shared/flow"
)

// Contact is what a flow has noted about the call beyond attributes.
type Contact struct {
	Name        string               `json:"name,omitempty"`
	Description string               `json:"description,omitempty"`
	Language    string               `json:"language,omitempty"`
	Customer    string               `json:"customer,omitempty"`
	References  map[string]Reference `json:"references,omitempty"`
	Tags        map[string]string    `json:"tags,omitempty"`
}

// Reference is a link to something outside.
type Reference struct {
	Value string `json:"value"`
	Type  string `json:"type,omitempty"`
}

func (c Contact) clone() Contact {
	c.References, c.Tags = maps.Clone(c.References), maps.Clone(c.Tags)
	return c
}

const (
	// contactBytesMax bounds what is noted, for the same reason as attributesBytesMax.
	contactBytesMax = 4 * 1024
	// referencesMax is how many links a contact may have (Amazon Connect service quotas).
	referencesMax = 15
)

// updateContactData notes what is known about the call: Name, Description, CustomerId,
// LanguageCode, References. The language is also that of the prompts, unless the flow
// chose a voice. Other fields belong to parts of a contact centre that do not exist
// here, and are passed over. NoMatchingError when it is too much to keep.
var updateContactData = action{
	begin: func(r *Run, a flow.Action) outcome {
		c := r.at.Contact.clone()
		for _, field := range []struct {
			name string
			to   *string
		}{{"Name", &c.Name}, {"Description", &c.Description}, {"LanguageCode", &c.Language}, {"CustomerId", &c.Customer}} {
			if a.Parameters.Has(field.name) {
				*field.to = r.Text(a.Parameters, field.name)
			}
		}
		links, _ := a.Parameters.Object("References")
		for _, m := range links.Value().Members() {
			if c.References == nil {
				c.References = map[string]Reference{}
			}
			c.References[m.Name] = r.reference(m.Value)
		}
		if len(c.References) > referencesMax || c.bytes() > contactBytesMax {
			return failed(flow.NoMatchingError)
		}
		r.at.Contact = c
		return done(flow.Succeed())
	},
}

// reference reads a link, which is an object of Value and Type, or just its value.
func (v View) reference(link flow.Value) Reference {
	if text, ok := link.Text(); ok {
		return Reference{Value: v.expand(text)}
	}
	value, _ := link.Member("Value")
	kind, _ := link.Member("Type")
	text, _ := value.Text()
	typed, _ := kind.Text()
	return Reference{Value: v.expand(text), Type: v.expand(typed)}
}

func (c Contact) bytes() int {
	size := len(c.Name) + len(c.Description) + len(c.Language) + len(c.Customer)
	for k, r := range c.References {
		size += len(k) + len(r.Value) + len(r.Type)
	}
	return size
}
