package alert

import (
	"fmt"
	"strings"
	"time"

	"ringdown/shared/e164"
)

// Kind says what an alert is about.
type Kind string

// The kinds.
const (
	Call      Kind = "call"      // somebody is calling
	Voicemail Kind = "voicemail" // somebody left a message
	Missed    Kind = "missed"    // somebody called, and nobody spoke to them
	Callback  Kind = "callback"  // somebody asked to be called back; Caller is the number they gave
)

// Notice is what an alert says, ready to be told.
type Notice struct {
	ID       string      `json:"id"` // of the alert, unique over all calls
	Call     string      `json:"call"`
	Kind     Kind        `json:"kind"`
	Title    string      `json:"title,omitempty"` // what the flow says it is about
	Line     string      `json:"line"`            // the line's description
	Number   e164.Number `json:"number"`          // the number that was dialled
	Team     string      `json:"team,omitempty"`  // id
	TeamName string      `json:"teamName,omitempty"`
	Caller   e164.Number `json:"caller,omitempty"`
	Came     string      `json:"came,omitempty"`  // what came of the caller, beside or in place of a number (e164.Caller)
	At       time.Time   `json:"at"`              // the call's arrival
	Ended    bool        `json:"ended,omitempty"` // the call is over
	Tried    []Attempt   `json:"tried,omitempty"`
	Seconds  int         `json:"seconds,omitempty"` // of the message
	// AudioMissing says that a message was left and that nobody has its audio yet.
	AudioMissing bool      `json:"audioMissing,omitempty"`
	Listen       string    `json:"listen,omitempty"`   // address of the page with the message and the attempts
	Expires      time.Time `json:"expires,omitzero"`   // of that address
	Language     string    `json:"language,omitempty"` // the line's (BCP 47)

	Reader Reader `json:"-"` // whom it is told, see NoticeFor

	Accepted  Who  `json:"accepted,omitzero"`   // who took the call
	TalkEnded bool `json:"talkEnded,omitempty"` // and the talk with them is over
}

// Attempt is one phone that was rung.
type Attempt struct {
	Who   string    `json:"who"`
	Phone string    `json:"phone,omitempty"` // its label
	At    time.Time `json:"at"`
	End   string    `json:"end"` // as the activity log words it
}

// Subject is the notice in one line.
func (n Notice) Subject() string {
	switch n.Kind {
	case Voicemail:
		return fmt.Sprintf("Voicemail on %s from %s", n.Line, n.callerText())
	case Missed:
		return fmt.Sprintf("Missed call on %s from %s", n.Line, n.callerText())
	case Callback:
		return fmt.Sprintf("Please call back %s, who called %s", n.callerText(), n.Line)
	}
	return fmt.Sprintf("Call on %s from %s", n.Line, n.callerText())
}

func (n Notice) callerText() string { return e164.Caller{Number: n.Caller, Came: n.Came}.String() }

// Text is the notice as plain text.
func (n Notice) Text() string {
	var b strings.Builder
	fmt.Fprintln(&b, n.Subject())
	if n.Title != "" && n.Title != n.Subject() {
		fmt.Fprintln(&b, n.Title)
	}
	fmt.Fprintln(&b)
	fmt.Fprintf(&b, "Line:   %s (%s)\n", n.Line, n.Number)
	if n.TeamName != "" {
		fmt.Fprintf(&b, "Team:   %s\n", n.TeamName)
	}
	fmt.Fprintf(&b, "Caller: %s\n", n.callerText())
	fmt.Fprintf(&b, "Time:   %s\n", n.At.UTC().Format("Mon 2 Jan 2006 15:04:05 MST"))
	fmt.Fprintf(&b, "Tried:  %s\n", n.triedText())
	if n.AudioMissing {
		fmt.Fprintln(&b, "A message was left, but the phone provider has not handed over its audio. It is asked for again.")
	}
	if n.Seconds > 0 {
		fmt.Fprintf(&b, "Message of %d s: %s\n", n.Seconds, n.Listen)
	} else if n.Listen != "" {
		fmt.Fprintf(&b, "The call: %s\n", n.Listen)
	}
	if n.Listen != "" {
		fmt.Fprintf(&b, "(the link works until %s)\n", n.Expires.UTC().Format("Mon 2 Jan 15:04 MST"))
	}
	return b.String()
}

func (n Notice) triedText() string {
	if len(n.Tried) == 0 {
		return "nobody"
	}
	var out []string
	for _, a := range n.Tried {
		out = append(out, strings.TrimSpace(a.Who+" "+a.Phone)+": "+a.End)
	}
	return strings.Join(out, "; ")
}
