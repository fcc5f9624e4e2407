package call

import (
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
	root, key, _ := strings.Cut(strings.TrimPrefix(path, "$."), ".")
	switch root {
	case "Attributes":
		v, ok := c.Flow.Attributes[key]
		return v, ok
	case "CustomerEndpoint":
		return endpoint(string(c.Caller.Number), key)
	case "SystemEndpoint":
		return endpoint(string(c.Called), key)
	case "ContactId", "InitialContactId":
		return c.ID, true
	case "Channel":
		return "VOICE", true
	case "InitiationMethod":
		return "INBOUND", true
	case "LanguageCode":
		return t.plan.Language, true
	case "Words":
		return t.safeWords(key)
	case "Recording":
		return c.recordingAttribute(key)
	case "Team":
		if c.Ring != nil && key == "Name" {
			return t.plan.Teams[c.Ring.Team].Name, true
		}
	case "Participant":
		return t.participant(key)
	}
	return "", false
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
		if l.Phone < len(u.Phones) {
			return string(u.Phones[l.Phone].Number), true
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
