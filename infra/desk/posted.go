package desk

import (
	"bytes"
	"encoding/json"
	"fmt"
	"html"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"ringdown/shared/alert"
	"ringdown/shared/notice"
)

// postedMax is how many notifications the outbox shows; older ones are forgotten.
const postedMax = 200

// posted is what people were sent, as it would have arrived.
type posted struct {
	mu    sync.Mutex
	list  []arrival
	count int // of all that was ever kept
}

// arrival is one notification. HTML is a mail's; others have a text.
type arrival struct {
	at          time.Time
	to          alert.Notification
	title, text string
	html        string
}

// keep words a notification as its way out does, and returns the text of it.
func (p *posted) keep(at time.Time, to alert.Notification, n alert.Notice) string {
	m := notice.Of(to, n)
	a := arrival{at: at, to: to, title: m.Subject()}
	switch to.Channel {
	case alert.Text:
		a.text = m.SMS()
		a.title = fmt.Sprintf("%d characters, sent as %d", len([]rune(a.text)), notice.Segments(a.text))
	case alert.Email:
		mail := m.Mail("ringdown.localhost")
		a.title, a.text, a.html = mail.Subject, mail.Text, mail.HTML
	case alert.Push:
		a.text = indented([]byte(m.Push()))
	case alert.Chat:
		a.text = indented(m.Slack())
		if !strings.Contains(to.Address, "slack") {
			a.text = indented(m.Webhook())
		}
	case alert.Topic:
		a.text = indented([]byte(m.Topic()))
	default:
		a.text = m.Text()
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.list = append(p.list, a)
	p.count++
	if len(p.list) > postedMax {
		p.list = slices.Delete(p.list, 0, len(p.list)-postedMax)
	}
	return a.text
}

func indented(body []byte) string {
	var out bytes.Buffer
	if err := json.Indent(&out, body, "", "  "); err != nil {
		return string(body)
	}
	return out.String()
}

// show answers GET /dev/outbox, the latest first. A mail is shown in a frame that may do nothing.
func (p *posted) show(w http.ResponseWriter, _ *http.Request) {
	p.mu.Lock()
	list := slices.Clone(p.list)
	p.mu.Unlock()
	var b strings.Builder
	b.WriteString(`<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Outbox</title><style>
body{font:16px/1.5 system-ui,sans-serif;max-width:48rem;margin:0 auto;padding:1rem;color-scheme:light dark}article{border-top:1px solid #8888;padding:.5rem 0}
pre{white-space:pre-wrap;overflow-wrap:anywhere}iframe{width:100%;height:30rem;border:1px solid #8888;background:#fff}.small{opacity:.7;font-size:.85rem}
</style></head><body><h1>Outbox</h1>`)
	if len(list) == 0 {
		b.WriteString("<p>Nobody has been told of anything yet.</p>")
	}
	for _, a := range slices.Backward(list) {
		fmt.Fprintf(&b, "<article><p class=\"small\">%s · %s · %s</p><h2>%s</h2>", a.at.UTC().Format("15:04:05"), html.EscapeString(string(a.to.Channel)), html.EscapeString(a.to.Address), html.EscapeString(a.title))
		if a.html != "" {
			fmt.Fprintf(&b, `<iframe sandbox title="mail" srcdoc="%s"></iframe>`, html.EscapeString(a.html))
		} else {
			fmt.Fprintf(&b, "<pre>%s</pre>", html.EscapeString(a.text))
		}
		b.WriteString("</article>")
	}
	b.WriteString("</body></html>")
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; frame-src 'self'")
	w.Header().Set("Cache-Control", "no-store")
	_, _ = w.Write([]byte(b.String())) // the reader went away: nobody to tell
}
