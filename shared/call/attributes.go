package call

import (
	"cmp"
	"strconv"
	"strings"

	"ringdown/shared/flow"
)

// expand fills the attribute references in a text.
func (t *turn) expand(text string) string { return flow.Expand(text, t.attribute) }

// attribute gives the value of one reference ("$.Attributes.team"). The names are
// the language's (Amazon Connect admin guide, contact attributes); $.Recording,
// $.Team and $.Participant come with our extension actions.
func (t *turn) attribute(path string) (string, bool) {
	c := t.c
	root, key, _ := strings.Cut(strings.TrimPrefix(flow.PlainReference(path), "$."), ".")
	switch root {
	case "Attributes":
		return entry(c.Flow.Attributes, key)
	case "FlowAttributes":
		return entry(c.Flow.FlowAttributes, key)
	case "StoredCustomerInput":
		return c.Flow.Stored, c.Flow.Stored != ""
	case "CustomerEndpoint":
		return endpoint(string(c.Caller.Number), key)
	case "SystemEndpoint":
		return endpoint(string(c.Called), key)
	case "ContactId", "InitialContactId":
		return c.ID, true
	case "Task":
		if n := len(c.Alerts); n > 0 && key == "ContactId" {
			return c.ID + "-" + c.Alerts[n-1].ID, true
		}
	case "Channel":
		return "VOICE", true
	case "InitiationMethod":
		return "INBOUND", true
	case "LanguageCode":
		return cmp.Or(c.Flow.Contact.Language, t.plan.Language), true
	case "TextToSpeechVoiceId":
		return c.Flow.Voice.Name, c.Flow.Voice.Name != ""
	case "Name", "Description", "CustomerId", "References", "Tags":
		return c.Flow.Contact.attribute(root, key)
	case "Words":
		return t.safeWords(key)
	case "Recording":
		return c.recordingAttribute(key)
	case "Team":
		if c.Ring != nil && key == "Name" {
			return t.plan.Teams[c.Ring.Team].Name, true
		}
	case "Metrics":
		return t.metric(key)
	case "CustomerCallBackPhoneNumber":
		return string(c.callbackNumber()), c.callbackNumber() != ""
	case "External":
		return c.Flow.external(key)
	case "Queue":
		return t.queueAttribute(key)
	case "Agent":
		return t.agentAttribute(key)
	case "Participant":
		return t.participant(key)
	}
	return "", false
}

func entry(of map[string]string, key string) (string, bool) {
	v, ok := of[key]
	return v, ok
}

// attribute gives what UpdateContactData and TagContact noted.
func (c Contact) attribute(root, key string) (string, bool) {
	switch root {
	case "Name":
		return c.Name, c.Name != ""
	case "Description":
		return c.Description, c.Description != ""
	case "CustomerId":
		return c.Customer, c.Customer != ""
	case "Tags":
		return entry(c.Tags, key)
	}
	name, field, _ := strings.Cut(key, ".")
	link, ok := c.References[name]
	if field == "Type" {
		return link.Type, ok
	}
	return link.Value, ok
}

func endpoint(number, key string) (string, bool) {
	switch key {
	case "Address":
		return number, true
	case "Type":
		return "TELEPHONE_NUMBER", true
	}
	return "", false
}

func (c *Call) recordingAttribute(key string) (string, bool) {
	v := c.Voicemail
	if v == nil {
		return "", false
	}
	switch key {
	case "Id":
		return v.Recording, true
	case "Url":
		return v.URL, true
	case "DurationSeconds":
		return strconv.Itoa(v.Seconds), true
	}
	return "", false
}

// participant describes the responder who accepted last.
func (t *turn) participant(key string) (string, bool) {
	if t.c.Ring == nil || t.c.Ring.Winner == "" {
		return "", false
	}
	l := t.c.leg(t.c.Ring.Winner)
	u := t.plan.Users[l.User]
	switch key {
	case "Name":
		return u.Name, true
	case "Digit":
		return t.c.Ring.AcceptDigit, true
	case "Number":
		if phone, ok := l.phone(t.plan.Users); ok {
			return string(phone.Number), true
		}
	}
	return "", false
}

// number reads a whole number from a parameter that may be a reference; otherwise
// when it is absent or none, and kept inside its bounds.
func (t *turn) number(p flow.Parameters, name string, otherwise, low, high int) int {
	text, _ := p.String(name)
	n, err := strconv.Atoi(t.expand(text))
	if err != nil {
		n = otherwise
	}
	return min(max(n, low), high)
}

// text reads a parameter that may be, or hold, references.
func (t *turn) text(p flow.Parameters, name string) string {
	text, _ := p.String(name)
	return t.expand(text)
}
