package listen

import (
	"fmt"
	"html"
	"strings"

	"ringdown/shared/alert"
	"ringdown/shared/e164"
	"ringdown/shared/webhook"
)

const head = `<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">
<title>Ringdown</title><style>
body{font:17px/1.5 system-ui,sans-serif;margin:0 auto;max-width:34rem;padding:1rem;color:#1b1b1b;background:#fff}
h1{font-size:1.25rem;margin:.5rem 0}audio{width:100%;margin:1rem 0}dl{display:grid;grid-template-columns:5rem 1fr;gap:.25rem .5rem}
dt{color:#5a5a5a}dd{margin:0}ol{padding-left:1.2rem}li{margin:.4rem 0}.end{color:#5a5a5a}
@media(prefers-color-scheme:dark){a{color:#8ab4f8}body{color:#eee;background:#151515}dt,.end{color:#aaa}}
</style></head><body>`

// listenPage shows a call and plays its messages. What a caller or a setting
// wrote is escaped; the audio's address is ours. It is put together by hand, because a
// template would make the function twice as large.
func listenPage(n alert.Notice, audio []string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n<h1>%s</h1>\n", head, html.EscapeString(n.Subject()))
	switch {
	case len(audio) > 0:
		for _, address := range audio {
			fmt.Fprintf(&b, "<audio controls preload=\"auto\" src=\"%s\"></audio>\n", html.EscapeString(address))
		}
	case n.Seconds > 0 || n.AudioMissing:
		b.WriteString("<p>The message is still being fetched. Please reload the page in a moment.</p>\n")
	case !n.Ended:
		b.WriteString("<p>The call is still going on. Reload the page to see how it ends.</p>\n")
	default:
		b.WriteString("<p>No message was left.</p>\n")
	}
	b.WriteString("<dl>")
	term(&b, "Line", fmt.Sprintf("%s (%s)", n.Line, n.Number))
	if n.TeamName != "" {
		term(&b, "Team", n.TeamName)
	}
	b.WriteString("<dt>Caller</dt><dd>" + callerLink(e164.Caller{Number: n.Caller, Came: n.Came}) + "</dd>")
	term(&b, "Time", n.At.UTC().Format("Mon 2 Jan 2006 15:04:05 MST"))
	b.WriteString("</dl>\n<h2 style=\"font-size:1.1rem\">Who was tried</h2>\n")
	tried(&b, n.Tried)
	b.WriteString("</body></html>\n")
	return b.String()
}

func term(b *strings.Builder, name, value string) {
	fmt.Fprintf(b, "<dt>%s</dt><dd>%s</dd>", name, html.EscapeString(value))
}

// callerLink lets a phone call the caller back (RFC 3966). Only what may be called becomes a link: a premium
// number as the caller's is bait.
func callerLink(c e164.Caller) string {
	if c.Withheld() {
		return "withheld"
	}
	shown := html.EscapeString(c.String())
	if e164.Dialable(c.Number) != nil {
		return shown
	}
	return fmt.Sprintf(`<a href="tel:+%s">%s</a>`, c.Number.Digits(), shown)
}

func tried(b *strings.Builder, attempts []alert.Attempt) {
	if len(attempts) == 0 {
		b.WriteString("<p>Nobody was rung.</p>\n")
		return
	}
	b.WriteString("<ol>")
	for _, a := range attempts {
		fmt.Fprintf(b, "<li>%s <span class=\"end\">%s · %s</span></li>",
			html.EscapeString(a.Who+" "+a.Phone), a.At.UTC().Format("15:04:05 MST"), html.EscapeString(a.End))
	}
	b.WriteString("</ol>\n")
}

func apology(text string) string {
	return head + "<h1>Ringdown</h1><p>" + html.EscapeString(text) + "</p></body></html>\n"
}

// page answers with HTML that no cache keeps, no other site frames and that loads
// nothing but the audio.
func page(status int, body string) webhook.Response {
	return webhook.Response{StatusCode: status, Body: body, Headers: map[string]string{
		"content-type": "text/html; charset=utf-8", "cache-control": "no-store", "referrer-policy": "no-referrer",
		"content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; media-src *; frame-ancestors 'none'",
		"x-content-type-options":  "nosniff",
	}}
}
