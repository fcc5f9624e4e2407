package notice

import (
	"strconv"
	"strings"
	"time"

	"ringdown/shared/alert"
	"ringdown/shared/e164"
	"ringdown/shared/notice/phrases"
)

// Message is one telling of a notice to one reader.
type Message struct {
	alert.Notice
	Language string // the reader's; "" is English
	Timezone string // the reader's (IANA); "" is UTC
	News     News
	// Person is who passed it on, who did not acknowledge it, or who acknowledged or resolved it.
	Person string
	State  State // of the alert; "" is open
	Calls  []Joined
	// Notification is the number of the one that the message is.
	Notification string
	// Changed is when the state was reached, or the news became known; zero is At.
	Changed time.Time
	// AudioAttached says that the way out carries the message itself.
	AudioAttached bool
}

// Joined is one of several calls that an alert is about.
type Joined struct {
	At      time.Time
	Seconds int // of the message; 0 is none
}

// News is what is new for the reader; "" is all of it.
type News string

// The news.
const (
	MessageThere News = "message"
	CalledAgain  News = "call"
	CallerGone   News = "missed"
	PassedOn     News = "passed on"
	Silent       News = "nobody acknowledged"
)

// State is what has become of an alert.
type State string

// The states.
const (
	Open         State = "open"
	Acknowledged State = "acknowledged"
	Resolved     State = "resolved"
)

// state is never empty.
func (m Message) state() State {
	if m.State == "" {
		return Open
	}
	return m.State
}

func (m Message) words() phrases.Phrases { return phrases.In(m.Language) }

// Subject is the message in one line, and says first what to do.
func (m Message) Subject() string { return m.subject(m.caller(), m.length(m.Seconds)) }

func (m Message) subject(caller, length string) string {
	p := m.words()
	phrase := p.Calling
	switch {
	case m.Kind == alert.Voicemail && m.Seconds > 0:
		phrase = p.Voicemail
	case m.Kind == alert.Voicemail:
		phrase = p.VoicemailOnly
	case m.Kind == alert.Missed:
		phrase = p.Missed
	case m.Kind == alert.Callback:
		phrase = p.CallBack
	}
	return phrases.Fill(phrase, "caller", caller, "line", m.Line, "length", length)
}

// length is how long a message is.
func (m Message) length(seconds int) string {
	p := m.words()
	return lengthIn(p.Seconds, p.Minutes, seconds)
}

// lengthIn says a length by one phrase of seconds, or from a minute on by one of minutes and seconds.
func lengthIn(ofSeconds, ofMinutes string, seconds int) string {
	if seconds < 60 {
		return phrases.Fill(ofSeconds, "seconds", strconv.Itoa(seconds))
	}
	return phrases.Fill(ofMinutes, "minutes", strconv.Itoa(seconds/60), "seconds", strconv.Itoa(seconds%60))
}

// caller is who calls, for people to read.
func (m Message) caller() string {
	return m.callerAs(m.Came, Groups(m.Caller))
}

// callerAs is who calls, with the words for what came where that is unverified, else for the number.
func (m Message) callerAs(came, number string) string {
	p := m.words()
	c := e164.Caller{Number: m.Caller, Came: m.Came}
	switch {
	case c.Withheld():
		return p.Withheld
	case c.Unverified():
		return phrases.Fill(p.Unverified, "caller", came)
	}
	return number
}

// Status says in a sentence what is new, or what has become of the alert; "" is nothing.
func (m Message) Status() string {
	p := m.words()
	switch m.state() {
	case Acknowledged:
		return phrases.Fill(p.Acknowledged, "person", m.Person)
	case Resolved:
		return phrases.Fill(p.Resolved, "person", m.Person)
	}
	switch m.News {
	case MessageThere:
		return p.MessageThere
	case CalledAgain:
		return phrases.Fill(p.CalledAgain, "count", strconv.Itoa(max(len(m.Calls), 2)))
	case CallerGone:
		return p.CallerGone
	case PassedOn:
		return phrases.Fill(p.PassedOn, "person", m.Person)
	case Silent:
		if m.Person != "" {
			return phrases.Fill(p.Silent, "person", m.Person)
		}
		return p.SilentAll
	}
	return ""
}

// clock is an instant as the reader's watch shows it, with the name of their zone.
func (m Message) clock(at time.Time) string {
	at = at.In(m.zone())
	name, _ := at.Zone()
	if name == "" || name[0] == '+' || name[0] == '-' { // where people have no letters for it
		name = "UTC" + name
	}
	return at.Format(m.words().Clock) + " " + name
}

// zone is the reader's; UTC where nobody knows it.
func (m Message) zone() *time.Location {
	zone, err := time.LoadLocation(m.Timezone)
	if err != nil || m.Timezone == "Local" {
		return time.UTC
	}
	return zone
}

// end is how an attempt ended, in the reader's language where it has a word.
func (m Message) end(end string) string {
	p := m.words()
	switch end {
	case "unanswered":
		return p.Unanswered
	case "declined", "rejected":
		return p.Declined
	case "busy":
		return p.Busy
	case "failed", "no such number", "refused", "restricted", "lost":
		return p.Failed
	case "no key":
		return p.Machine
	case "took the call":
		return p.TookCall
	}
	return end
}

// fact is one line of what is known. Number is what a phone may call for it, or "".
type fact struct {
	label, text string
	number      e164.Number
}

// facts are what every way out shows that has the room.
func (m Message) facts() []fact {
	p := m.words()
	out := []fact{{p.Caller, m.caller(), m.callable()}, {p.Line, m.Line + " (" + Groups(m.Number) + ")", ""}}
	if m.TeamName != "" {
		out = append(out, fact{p.Team, m.TeamName, ""})
	}
	out = append(out, fact{p.Time, m.clock(m.At), ""}, fact{p.Tried, m.tried(), ""})
	if len(m.Calls) > 1 {
		out = append(out, fact{p.Calls, m.calls(), ""})
	}
	return out
}

// callable is the caller's number, if it may be called: a premium one as the caller's is bait.
func (m Message) callable() e164.Number {
	if m.Caller == "" || e164.Dialable(m.Caller) != nil {
		return ""
	}
	return m.Caller
}

func (m Message) tried() string {
	if len(m.Tried) == 0 {
		return m.words().Nobody
	}
	var out []string
	for _, a := range m.Tried {
		out = append(out, strings.TrimSpace(a.Who+" "+a.Phone)+": "+m.end(a.End))
	}
	return strings.Join(out, "; ")
}

func (m Message) calls() string {
	var out []string
	for _, c := range m.Calls {
		text := m.clock(c.At)
		if c.Seconds > 0 {
			text += " (" + m.length(c.Seconds) + ")"
		}
		out = append(out, text)
	}
	return strings.Join(out, "; ")
}

// remarks are the sentences below the subject.
func (m Message) remarks() []string {
	var out []string
	add := func(text string) {
		if text != "" {
			out = append(out, text)
		}
	}
	add(m.Status())
	if m.Title != "" && m.Title != m.Subject() {
		add(m.Title)
	}
	p := m.words()
	switch {
	case m.AudioMissing:
		add(p.AudioMissing)
	case m.AudioAttached:
		add(p.AudioAttached)
	case m.Kind == alert.Call && !m.Ended:
		add(p.Ongoing)
	}
	return out
}

// link is the address to open, only of the web: others can be programs.
func (m Message) link() string {
	if strings.HasPrefix(m.Listen, "https://") || strings.HasPrefix(m.Listen, "http://") {
		return m.Listen
	}
	return ""
}

// open is what the link says.
func (m Message) open() string {
	if m.Seconds > 0 {
		return m.words().Listen
	}
	return m.words().See
}

// Text is the whole message as plain text.
func (m Message) Text() string {
	var b strings.Builder
	b.WriteString(m.Subject() + "\n")
	for _, r := range m.remarks() {
		b.WriteString(r + "\n")
	}
	b.WriteString("\n")
	for _, f := range m.facts() {
		b.WriteString(f.label + ": " + f.text + "\n")
	}
	if link := m.link(); link != "" {
		b.WriteString("\n" + m.open() + ":\n" + link + "\n" + m.linkUntil() + "\n")
	}
	return b.String()
}

func (m Message) linkUntil() string {
	if m.Expires.IsZero() {
		return ""
	}
	return phrases.Fill(m.words().LinkUntil, "time", m.clock(m.Expires))
}
