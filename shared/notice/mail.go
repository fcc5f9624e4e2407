package notice

import (
	"fmt"
	"html"
	"strings"
)

// Mail is a mail, without what its carrier adds.
type Mail struct {
	Subject, Text, HTML string
	Headers             []Header
}

// Header is one line of a mail's head.
type Header struct{ Name, Value string }

// AudioMax is the largest recording that is attached: five megabytes.
const AudioMax = 5 << 20

const mailHead = `<!doctype html><html lang="%s"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">
<title>%s</title><style>
body{font:16px/1.5 system-ui,sans-serif;margin:0 auto;max-width:34rem;padding:1rem;color:#1b1b1b;background:#fff}
h1{font-size:1.25rem;margin:.5rem 0}table{border-spacing:0}th{text-align:left;vertical-align:top;font-weight:normal;color:#5a5a5a;padding:.15rem .8rem .15rem 0}td{padding:.15rem 0}
.act{display:inline-block;padding:.8rem 1.4rem;border-radius:.4rem;background:#0b57d0;color:#fff;text-decoration:none;font-weight:bold}.small{color:#5a5a5a;font-size:.85rem}
@media(prefers-color-scheme:dark){body{color:#eee;background:#151515}th,.small{color:#aaa}a{color:#8ab4f8}.act{background:#8ab4f8;color:#151515}}
</style></head><body>
`

// Mail is the message for a mail reader. All mails of one alert are one thread: they refer to an id
// made of the alert's. SES gives each mail an id of its own, so the thread hangs on the reference.
func (m Message) Mail(domain string) Mail {
	return Mail{Subject: oneLine(m.Subject()), Text: m.Text(), HTML: m.html(), Headers: m.thread(domain)}
}

func (m Message) thread(domain string) []Header {
	id := "<alert." + idLetters(m.ID) + "@" + domain + ">"
	return []Header{{"In-Reply-To", id}, {"References", id}, {"Auto-Submitted", "auto-generated"}, {"X-Ringdown-Alert", idLetters(m.ID)}, {"X-Ringdown-Notification", idLetters(m.Notification)}}
}

// idLetters are what of an id may stand in a header.
func idLetters(id string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '-' || r == '_' || r == '.' {
			return r
		}
		return -1
	}, id)
}

// oneLine keeps a caller from writing headers.
func oneLine(text string) string {
	return strings.Join(strings.FieldsFunc(text, func(r rune) bool { return r == '\r' || r == '\n' }), " ")
}

func (m Message) html() string {
	p := m.words()
	var b strings.Builder
	fmt.Fprintf(&b, mailHead, html.EscapeString(p.Language), html.EscapeString(m.Subject()))
	fmt.Fprintf(&b, "<h1>%s</h1>\n", html.EscapeString(m.Subject()))
	for _, r := range m.remarks() {
		fmt.Fprintf(&b, "<p>%s</p>\n", html.EscapeString(r))
	}
	if link := m.link(); link != "" {
		fmt.Fprintf(&b, "<p><a class=\"act\" href=\"%s\">%s</a></p>\n", html.EscapeString(link), html.EscapeString(m.open()))
	}
	b.WriteString("<table>\n")
	for _, f := range m.facts() {
		text := html.EscapeString(f.text)
		if f.number != "" {
			text = fmt.Sprintf(`<a href="%s">%s</a>`, Tel(f.number), text)
		}
		fmt.Fprintf(&b, "<tr><th>%s</th><td>%s</td></tr>\n", html.EscapeString(f.label), text)
	}
	b.WriteString("</table>\n")
	if until := m.linkUntil(); until != "" && m.link() != "" {
		fmt.Fprintf(&b, "<p class=\"small\">%s</p>\n", html.EscapeString(until))
	}
	b.WriteString("</body></html>\n")
	return b.String()
}
