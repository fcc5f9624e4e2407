package phones

import (
	"slices"
	"strings"
	"time"

	"ringdown/infra/vonagesim"
)

// CallerID is the phone that each tab has for calling a line.
const CallerID = "caller"

// Mode is what a phone does when it is called.
type Mode string

// The modes.
const (
	Rings   Mode = "rings" // until its holder does something
	Mailbox Mode = "mailbox"
	Busy    Mode = "busy"
	Dead    Mode = "dead" // the number does not exist
)

// What a phone's mailbox does.
const (
	mailboxAfter    = 3 * time.Second
	mailboxGreeting = 4 * time.Second
	mailboxListens  = 20 * time.Second
)

// person is who is at a phone, as the network knows people.
func (m Mode) person(name string) vonagesim.Person {
	p := vonagesim.NeverAnswers() // its holder does, live
	switch m {
	case Mailbox:
		p = vonagesim.Mailbox(mailboxAfter, mailboxGreeting, mailboxListens)
	case Busy:
		p = vonagesim.Busy()
	case Dead:
		p = vonagesim.DeadNumber()
	}
	return p.Named(name)
}

var modes = []Mode{Rings, Mailbox, Busy, Dead}

// State is what a phone is doing.
type State string

// The states.
const (
	Idle     State = "idle"
	Dialling State = "dialling" // a caller, until somebody or something answers
	Ringing  State = "ringing"
	Up       State = "up"
)

// phone is one of the desk. The network's name of it is its id.
type phone struct {
	Phone
	mode   Mode
	holder *session // nil: nobody
	line   line
}

// line is what goes on at a phone, from the first ring to the end.
type line struct {
	leg   string
	state State
	since time.Time // in this state
	shown string    // ringing: the number it shows
	hears Hears
	keys  string
	with  []string // legs to talk with
	ended string   // how the last one ended: completed, busy …
	count int      // of sounds, so that the same one twice is heard twice
}

// Hears is a sound.
type Hears struct {
	Count    int             `json:"count"`
	Sound    vonagesim.Sound `json:"sound"`
	Text     string          `json:"text,omitempty"`     // of speech
	Language string          `json:"language,omitempty"` // of speech
	Audio    string          `json:"audio,omitempty"`    // path; none: the page makes the sound itself, or has to do without
	Seconds  float64         `json:"seconds,omitempty"`  // 0: until further notice
	At       time.Time       `json:"at"`
}

// peer is another party of a talk.
type peer struct {
	Leg    string `json:"leg"`
	Name   string `json:"name"`
	Held   bool   `json:"held"`   // by a tab: its microphone can be heard
	Here   bool   `json:"here"`   // by the same tab
	Offers bool   `json:"offers"` // it is this side that offers to talk
}

// view is a phone as a page sees it.
type view struct {
	Kind   string    `json:"kind"`
	ID     string    `json:"id"`
	Person string    `json:"person"`
	Label  string    `json:"label,omitempty"`
	Number string    `json:"number"`
	Holder string    `json:"holder"` // you, another, or nobody
	Mode   Mode      `json:"mode"`
	State  State     `json:"state"`
	Leg    string    `json:"leg,omitempty"`
	Since  time.Time `json:"since,omitzero"`
	Shown  string    `json:"shown,omitempty"`
	Hears  *Hears    `json:"hears,omitempty"`
	Listen bool      `json:"listen"` // what the microphone picks up is recorded
	Keys   string    `json:"keys,omitempty"`
	Talks  []peer    `json:"talks"`
	Ended  string    `json:"ended,omitempty"`
}

// seen is the phone as a session sees it; the hub is locked.
func (p *phone) seen(by *session, legs map[string]*phone) view {
	l := p.line
	v := view{
		Kind: "phone", ID: p.ID, Person: p.Person, Label: p.Label, Number: p.Number, Holder: "nobody", Mode: p.mode,
		State: l.state, Leg: l.leg, Since: l.since, Shown: l.shown, Keys: l.keys, Ended: l.ended, Talks: []peer{},
	}
	switch p.holder {
	case nil:
	case by:
		v.Holder = "you"
	default:
		v.Holder = "another"
	}
	if l.hears.Sound != "" {
		v.Hears = &l.hears
	}
	v.Listen = slices.Contains([]vonagesim.Sound{vonagesim.Tone, vonagesim.Quiet}, l.hears.Sound)
	for _, leg := range l.with {
		other := peer{Leg: leg, Name: "somebody", Offers: l.leg < leg}
		if o := legs[leg]; o != nil {
			other.Name, other.Held, other.Here = o.Person, o.holder != nil, o.holder != nil && o.holder == p.holder
		}
		v.Talks = append(v.Talks, other)
	}
	return v
}

// local is the path of an address on this desk, "" of one elsewhere: a page fetches nothing from there.
func local(base, address string) string {
	path, ok := strings.CutPrefix(address, base)
	if !ok || !strings.HasPrefix(path, "/") {
		return ""
	}
	return path
}
