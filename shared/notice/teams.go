package notice

import "strings"

// teamsEscape keeps Markdown of what people wrote from being one in a text block: a line's name must
// make no link. Escaping by a backslash is what adaptive cards know.
var teamsEscape = strings.NewReplacer(`\`, `\\`, "[", `\[`, "]", `\]`, "*", `\*`, "_", `\_`, "`", "\\`", "&", "&amp;", "<", "&lt;", ">", "&gt;")

// Teams is the body for a webhook of a Microsoft Teams workflow, which takes adaptive cards alone.
func (m Message) Teams() []byte {
	body := []any{object{"type": "TextBlock", "size": "Medium", "weight": "Bolder", "wrap": true, "text": teamsEscape.Replace(m.Subject())}}
	for _, r := range m.remarks() {
		body = append(body, object{"type": "TextBlock", "wrap": true, "text": teamsEscape.Replace(r)})
	}
	var facts []any
	for _, f := range m.facts() {
		facts = append(facts, object{"title": teamsEscape.Replace(f.label), "value": teamsEscape.Replace(f.text)})
	}
	body = append(body, object{"type": "FactSet", "facts": facts})
	var actions []any
	if link := m.link(); link != "" {
		actions = append(actions, object{"type": "Action.OpenUrl", "title": m.open(), "url": link})
	}
	if n := m.callable(); n != "" {
		actions = append(actions, object{"type": "Action.OpenUrl", "title": m.words().CallNumber, "url": Tel(n)})
	}
	card := object{"$schema": "http://adaptivecards.io/schemas/adaptive-card.json", "type": "AdaptiveCard", "version": "1.4", "body": body, "msteams": object{"width": "Full"}}
	if len(actions) > 0 {
		card["actions"] = actions
	}
	return []byte(encode(object{"type": "message", "attachments": []any{object{
		"contentType": "application/vnd.microsoft.card.adaptive", "contentUrl": nil, "content": card,
	}}}))
}
