package alert

import (
	"fmt"
	"html"
	"strings"
)

// HTML is the notice as a page for a mail reader. Everything in it that a caller or
// a setting wrote is escaped, and only an address of the web becomes a link.
//
// It is put together by hand: a template is parsed when a program starts, and every
// function that knows a call would pay for it with a caller on the line.
func (n Notice) HTML() string {
	var b strings.Builder
	fmt.Fprintf(&b, `<!doctype html><html><body style="font:16px/1.5 sans-serif">
<h2>%s</h2>
<table cellpadding="4">
`, html.EscapeString(n.Subject()))
	row := func(name, cell string) { fmt.Fprintf(&b, "<tr><td>%s</td><td>%s</td></tr>\n", name, cell) }
	row("Line", html.EscapeString(fmt.Sprintf("%s (%s)", n.Line, n.Number)))
	if n.TeamName != "" {
		row("Team", html.EscapeString(n.TeamName))
	}
	row("Caller", html.EscapeString(n.callerText()))
	row("Time", n.At.UTC().Format("Mon 2 Jan 2006 15:04:05 MST"))
	row("Tried", n.triedHTML())
	b.WriteString("</table>\n")
	if webAddress(n.Listen) {
		text := "See the call"
		if n.Seconds > 0 {
			text = fmt.Sprintf("Listen to the message (%d s)", n.Seconds)
		}
		fmt.Fprintf(&b, "<p><a href=\"%s\">%s</a></p>\n", html.EscapeString(n.Listen), text)
	}
	b.WriteString("</body></html>\n")
	return b.String()
}

func (n Notice) triedHTML() string {
	if len(n.Tried) == 0 {
		return "nobody"
	}
	var b strings.Builder
	for _, a := range n.Tried {
		b.WriteString(html.EscapeString(strings.TrimSpace(a.Who+" "+a.Phone)+": "+a.End) + "<br>")
	}
	return b.String()
}

// webAddress reports whether an address leads to the web. Others can be programs.
func webAddress(address string) bool {
	return strings.HasPrefix(address, "https://") || strings.HasPrefix(address, "http://")
}
