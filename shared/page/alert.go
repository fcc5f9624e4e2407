package page

import (
	"fmt"
	"html"
	"slices"
	"strings"
	"time"

	"ringdown/shared/alert"
	"ringdown/shared/e164"
)

// What a person can do on the page, as the purposes of links say it.
const (
	Acknowledge = "acknowledge"
	PassOn      = "pass-on"
	Resolve     = "resolve"
)

// View is an alert as one person sees it.
type View struct {
	Alert alert.Alert
	Me    alert.Who
	Zone  *time.Location
	Audio []string          // addresses
	Links map[string]string // by purpose
	Acted bool              // the person has just pressed a button
}

// Alert shows an alert, and who has it; its buttons are forms, so it needs no script.
func Alert(v View) string {
	n := v.Alert.Notice
	return document(n.Subject(), v.standing(), messages(n, v.Audio), v.buttons(), facts(n), v.calls(), v.story(), tried(n.Tried))
}

// standing says who has the alert.
func (v View) standing() string {
	a := v.Alert
	var text string
	switch a.Status() {
	case alert.StatusResolved:
		text = fmt.Sprintf("%s resolved this at %s.", v.name(a.Resolved.By), v.clock(a.Resolved.At))
	case alert.StatusAcknowledged:
		have := "has"
		if a.Acknowledged.By.ID == v.Me.ID {
			have = "have"
		}
		text = fmt.Sprintf("%s %s this, since %s.", v.name(a.Acknowledged.By), have, v.clock(a.Acknowledged.At))
	default:
		text = "Nobody has acknowledged this yet."
		if v.Acted {
			text = "You passed this on. The next people are told now."
		}
	}
	return "<p class=\"standing\" role=\"status\">" + html.EscapeString(text) + "</p>\n"
}

func (v View) name(w alert.Who) string {
	switch {
	case w.ID != "" && w.ID == v.Me.ID:
		return "You"
	case w.String() == "":
		return "Somebody"
	}
	return w.String()
}

func (v View) clock(at time.Time) string { return at.In(v.Zone).Format("Mon 15:04:05 MST") }

func (v View) buttons() string {
	var b strings.Builder
	b.WriteString("<div class=\"deeds\">\n")
	button := func(purpose, text string) {
		fmt.Fprintf(&b, "<form method=\"post\" action=\"%s\"><button class=\"%s\">%s</button></form>\n", html.EscapeString(v.Links[purpose]), purpose, text)
	}
	a := v.Alert
	if a.Status() == alert.StatusOpen {
		button(Acknowledge, "Acknowledge")
	}
	if c := a.Notice.Caller; e164.Dialable(c) == nil {
		fmt.Fprintf(&b, "<a class=\"button\" href=\"tel:+%s\">Call back</a>\n", c.Digits())
	}
	if a.CanPassOn() {
		button(PassOn, "Pass on")
	}
	if a.Status() != alert.StatusResolved {
		button(Resolve, "Resolve")
	}
	b.WriteString("</div>\n")
	return b.String()
}

// calls lists the calls that the alert is about, where they are several.
func (v View) calls() string {
	if len(v.Alert.Calls) < 2 {
		return ""
	}
	var b strings.Builder
	fmt.Fprintf(&b, "<h2>%d calls</h2>\n<ol>", len(v.Alert.Calls))
	for _, c := range v.Alert.Calls {
		what := string(c.Kind)
		if c.Seconds > 0 {
			what += fmt.Sprintf(", %d s", c.Seconds)
		}
		fmt.Fprintf(&b, "<li>%s <span class=\"end\">%s</span></li>", v.clock(c.At), html.EscapeString(what))
	}
	b.WriteString("</ol>\n")
	return b.String()
}

// story says who was told when, and what people did.
func (v View) story() string {
	type line struct {
		at   time.Time
		text string
	}
	var lines []line
	for _, n := range v.Alert.Notifications {
		if n.Channel == alert.Bus || n.Why == alert.WhyStatus || n.State == alert.Queued || n.State == alert.Cancelled {
			continue
		}
		text := fmt.Sprintf("%s by %s: %s", v.told(n), n.Channel, n.State)
		if n.Reason != "" {
			text += " (" + n.Reason + ")"
		}
		lines = append(lines, line{n.At, text})
	}
	for _, e := range v.Alert.History {
		if text := v.entry(e); text != "" {
			lines = append(lines, line{e.At, text})
		}
	}
	slices.SortStableFunc(lines, func(a, b line) int { return a.at.Compare(b.at) })
	var b strings.Builder
	b.WriteString("<h2>Who was told</h2>\n<ol>")
	for _, l := range lines {
		fmt.Fprintf(&b, "<li>%s <span class=\"end\">%s</span></li>", html.EscapeString(l.text), v.clock(l.at))
	}
	b.WriteString("</ol>\n")
	return b.String()
}

// told is whom a notification told. The addresses of others are not shown.
func (v View) told(n alert.Notification) string {
	if p, ok := v.Alert.Person(n.User); ok {
		return v.name(alert.Who{ID: p.ID, Name: p.Name})
	}
	return "The team"
}

func (v View) entry(e alert.Entry) string {
	switch e.What {
	case alert.NobodyThere:
		return fmt.Sprintf("Step %d: nobody could be told", e.Step+1)
	case alert.WasPassedOn:
		return v.name(e.By) + " passed it on"
	case alert.WasAcknowledged:
		return v.name(e.By) + " acknowledged it"
	case alert.WasResolved:
		return v.name(e.By) + " resolved it"
	case alert.WasReopened:
		return "It was opened again"
	case alert.WasExhausted:
		return "Everybody was told, and nobody has acknowledged"
	}
	return ""
}
