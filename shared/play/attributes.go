package play

import (
	"cmp"
	"strconv"
	"strings"

	"ringdown/shared/flow"
)

// attribute returns the value of one reference ("$.Attributes.team"). The names are the
// language's (Amazon Connect admin guide, contact attributes). What the flow itself has set is
// read here, the rest is the host's.
func (v View) attribute(path string) (string, bool) {
	at := v.at
	root, key, _ := strings.Cut(strings.TrimPrefix(flow.PlainReference(path), "$."), ".")
	switch root {
	case "Attributes":
		return entry(at.Attributes, key)
	case "FlowAttributes":
		return entry(at.FlowAttributes, key)
	case "StoredCustomerInput":
		return at.Stored, at.Stored != ""
	case "LanguageCode":
		return cmp.Or(at.Contact.Language, v.line.Language), true
	case "TextToSpeechVoiceId":
		return at.Voice.Name, at.Voice.Name != ""
	case "Name", "Description", "CustomerId", "References", "Tags":
		return at.Contact.attribute(root, key)
	case "Words":
		return v.builtInWords(key)
	case "External":
		return at.external(key)
	case "Lex":
		return at.Understood.attribute(key)
	case "Metrics":
		return v.metric(key)
	}
	return v.facts.Attribute(path)
}

// Attribute returns the value of a reference, "" where it has none.
func (v View) Attribute(path string) string {
	value, _ := v.attribute(path)
	return value
}

func entry(of map[string]string, key string) (string, bool) {
	v, ok := of[key]
	return v, ok
}

// attribute returns what UpdateContactData and TagContact have set.
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

// metric reads $.Metrics (Amazon Connect admin guide, queue metrics). What a telephone
// has no such state for, work after a call for one, is zero.
func (v View) metric(key string) (string, bool) {
	m := v.at.Metrics
	if m == nil {
		return "", false
	}
	switch key {
	case "Queue.Name":
		return m.TeamName, true
	case "Queue.ARN":
		return m.Queue.Team + m.Queue.User, true // one of them is empty
	case "Queue.Size":
		return strconv.Itoa(m.Waiting), true
	case "Queue.OldestContactAge":
		return strconv.FormatInt(m.OldestMs, 10), true
	case "Agents.Online.Count", "Agents.Staffed.Count":
		return strconv.Itoa(m.Staffed), true
	case "Agents.Available.Count":
		return strconv.Itoa(m.Available), true
	case "Agents.Busy.Count":
		return strconv.Itoa(m.Staffed - m.Available), true
	case "Agents.AfterContactWork.Count", "Agents.Missed.Count", "Agents.NonProductive.Count":
		return "0", true
	}
	return "", false
}

// merged adds pairs to a map, the references in them filled in. False, and nothing
// changed, when it would grow beyond the bytes it may have: the call is saved with it
// on every step. Values are read before any is set, so pairs can swap two attributes.
func (v View) merged(to map[string]string, pairs []flow.Pair, bytesMax int) (map[string]string, bool) {
	if len(pairs) == 0 {
		return to, true
	}
	out := make(map[string]string, len(to)+len(pairs))
	for k, v := range to {
		out[k] = v
	}
	for _, p := range pairs {
		out[p.Name] = v.expand(p.Value)
	}
	size := 0
	for k, v := range out {
		size += len(k) + len(v)
	}
	return out, size <= bytesMax
}
