package page

import (
	"fmt"
	"html"
	"strings"

	"ringdown/shared/alert"
	"ringdown/shared/e164"
)

// head is the beginning of every page.
const head = `<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">
<title>Ringdown</title><style>
:root{color-scheme:light dark}
body{font:17px/1.5 system-ui,sans-serif;margin:0 auto;max-width:34rem;padding:1rem;color:#1b1b1b;background:#fff}
h1{font-size:1.25rem;margin:.5rem 0}h2{font-size:1.1rem}audio{width:100%;margin:1rem 0}
dl{display:grid;grid-template-columns:5rem 1fr;gap:.25rem .5rem}
dt{color:#5a5a5a}dd{margin:0}ol{padding-left:1.2rem}li{margin:.4rem 0}.end{color:#5a5a5a}
.standing{padding:.75rem 1rem;border-radius:.5rem;background:#eef3fb}.deeds{display:flex;flex-direction:column;gap:.75rem;margin:1rem 0}
form{margin:0}button,.button{display:block;box-sizing:border-box;width:100%;min-height:3.5rem;padding:1rem;border:1px solid #888;border-radius:.75rem;font:inherit;font-weight:600;text-align:center;text-decoration:none;color:#1b1b1b;background:#f2f2f2}
.acknowledge{background:#0b57d0;border-color:#0b57d0;color:#fff}
@media(prefers-color-scheme:dark){.standing{background:#1f2a3a}button,.button{color:#eee;background:#2a2a2a}.acknowledge{background:#8ab4f8;color:#10203a}a{color:#8ab4f8}body{color:#eee;background:#151515}dt,.end{color:#aaa}}
</style></head><body>`

// document is a page of a title and parts that are HTML already.
func document(title string, parts ...string) string {
	return head + "\n<h1>" + html.EscapeString(title) + "</h1>\n" + strings.Join(parts, "") + "</body></html>\n"
}

// Call shows a call and plays its messages, at addresses of ours.
func Call(n alert.Notice, audio []string) string {
	return document(n.Subject(), messages(n, audio), facts(n), tried(n.Tried))
}

// Apology says why there is nothing to see, and what to do.
func Apology(text string) string { return document("Ringdown", "<p>"+html.EscapeString(text)+"</p>\n") }

func messages(n alert.Notice, audio []string) string {
	switch {
	case len(audio) > 0:
		var b strings.Builder
		for _, address := range audio {
			fmt.Fprintf(&b, "<audio controls preload=\"auto\" src=\"%s\"></audio>\n", html.EscapeString(address))
		}
		return b.String()
	case n.Seconds > 0 || n.AudioMissing:
		return "<p>The message is still being fetched. Please reload the page in a moment.</p>\n"
	case !n.Ended:
		return "<p>The call is still going on. Reload the page to see how it ends.</p>\n"
	}
	return "<p>No message was left.</p>\n"
}

func facts(n alert.Notice) string {
	var b strings.Builder
	b.WriteString("<dl>")
	term(&b, "Line", html.EscapeString(fmt.Sprintf("%s (%s)", n.Line, n.Number)))
	if n.TeamName != "" {
		term(&b, "Team", html.EscapeString(n.TeamName))
	}
	term(&b, "Caller", callerLink(e164.Caller{Number: n.Caller, Came: n.Came}))
	term(&b, "Time", n.At.UTC().Format("Mon 2 Jan 2006 15:04:05 MST"))
	b.WriteString("</dl>\n")
	return b.String()
}

func term(b *strings.Builder, name, value string) {
	fmt.Fprintf(b, "<dt>%s</dt><dd>%s</dd>", name, value)
}

// callerLink lets a phone call the caller back (RFC 3966). Only what may be called becomes a link: a
// premium number as the caller's is bait.
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

func tried(attempts []alert.Attempt) string {
	var b strings.Builder
	b.WriteString("<h2>Who was tried</h2>\n")
	if len(attempts) == 0 {
		b.WriteString("<p>Nobody was rung.</p>\n")
		return b.String()
	}
	b.WriteString("<ol>")
	for _, a := range attempts {
		fmt.Fprintf(&b, "<li>%s <span class=\"end\">%s · %s</span></li>",
			html.EscapeString(strings.TrimSpace(a.Who+" "+a.Phone)), a.At.UTC().Format("15:04:05 MST"), html.EscapeString(a.End))
	}
	b.WriteString("</ol>\n")
	return b.String()
}
