package notice

import "strings"

// slackEscape is all that Slack wants replaced in text (Formatting text for app surfaces).
var slackEscape = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

// Slack's longest texts: a header, a section, a field, the label of a button and its address.
const (
	slackHeaderMax, slackTextMax, slackFieldMax, slackLabelMax, slackURLMax = 150, 3000, 2000, 75, 3000
	slackFieldsMax                                                          = 10
)

// Slack is the body for an incoming webhook of Slack (Block Kit). Its buttons are links, which need
// no app of ours. Text is what a phone's lock screen shows.
func (m Message) Slack() []byte {
	blocks := []any{object{"type": "header", "text": object{"type": "plain_text", "text": runes(m.Subject(), slackHeaderMax)}}}
	if r := m.remarks(); len(r) > 0 {
		blocks = append(blocks, object{"type": "section", "text": markdown(runes(slackEscape.Replace(strings.Join(r, "\n")), slackTextMax))})
	}
	var fields []any
	for _, f := range m.facts() {
		text := slackEscape.Replace(f.text)
		if f.number != "" {
			text = "<" + Tel(f.number) + "|" + text + ">"
		}
		fields = append(fields, markdown(runes("*"+slackEscape.Replace(f.label)+"*\n"+text, slackFieldMax)))
	}
	blocks = append(blocks, object{"type": "section", "fields": fields[:min(len(fields), slackFieldsMax)]})
	if link := m.link(); link != "" && len(link) <= slackURLMax {
		blocks = append(blocks, object{"type": "actions", "elements": []any{object{
			"type": "button", "style": "primary", "url": link, "text": object{"type": "plain_text", "text": runes(m.open(), slackLabelMax)},
		}}})
	}
	return []byte(encode(object{"text": slackEscape.Replace(m.Subject()), "blocks": blocks}))
}

type object = map[string]any

func markdown(text string) object { return object{"type": "mrkdwn", "text": text} }

// runes bounds a text by its characters.
func runes(text string, most int) string {
	if r := []rune(text); len(r) > most {
		return string(r[:most-1]) + "…"
	}
	return text
}
