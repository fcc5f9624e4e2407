package alert

import (
	"slices"
	"time"
)

// Alert is one alert, from being raised to its end.
type Alert struct {
	ID            string         `json:"id"` // IDOf
	Version       int            `json:"version"`
	Raised        time.Time      `json:"raised,omitzero"`
	Notice        Notice         `json:"notice,omitzero"`       // of the latest of its calls
	Calls         []Joined       `json:"calls,omitempty"`       // that it is about, the first one first
	Acknowledged  Action         `json:"acknowledged,omitzero"` // somebody sees to it
	Resolved      Action         `json:"resolved,omitzero"`     // nothing is left to do
	Escalation    Escalation     `json:"escalation,omitzero"`
	People        []Person       `json:"people,omitempty"` // whom its steps meant, without their contacts
	Notifications []Notification `json:"notifications,omitempty"`
	History       []Entry        `json:"history,omitempty"`
	ToldAt        time.Time      `json:"toldAt,omitzero"`   // the first channel took it
	FailedAt      time.Time      `json:"failedAt,omitzero"` // no channel took it, and none is tried any more

	// Deadline is when the alert has to be looked at again at the latest: what the sweep goes by.
	// Wake is when time decides something. Both are derived on every decision; zero is never.
	Deadline time.Time `json:"deadline,omitzero"`
	Wake     time.Time `json:"wake,omitzero"`
	// Timer is when a timer that was set fires; it is the loop's to keep.
	Timer time.Time `json:"timer,omitzero"`
}

// IDOf names an alert after its call and its number among the call's.
func IDOf(call, number string) string { return call + "-" + number }

// Status is what has become of an alert.
type Status string

// The statuses.
const (
	StatusOpen         Status = "open"
	StatusAcknowledged Status = "acknowledged"
	StatusResolved     Status = "resolved"
)

// Status says what has become of the alert.
func (a Alert) Status() Status {
	switch {
	case !a.Resolved.At.IsZero():
		return StatusResolved
	case !a.Acknowledged.At.IsZero():
		return StatusAcknowledged
	}
	return StatusOpen
}

// Who is a person, or an address of a team that several people read.
type Who struct {
	ID   string `json:"id,omitempty"`
	Name string `json:"name,omitempty"` // as people read it; the id when there is none
}

// String is how people read it.
func (w Who) String() string {
	if w.Name == "" {
		return w.ID
	}
	return w.Name
}

// Action is something that somebody did to an alert.
type Action struct {
	At  time.Time `json:"at"`
	By  Who       `json:"by,omitzero"`
	How How       `json:"how,omitempty"`
}

// How is the way in which somebody acted.
type How string

// The ways.
const (
	ByLink   How = "link"     // the page behind the link in a notification
	ByAccept How = "accepted" // they took the call itself
	ByTalk   How = "talked"   // the talk with the caller has ended
	ByVoice  How = "voice"    // a key, while the alert was read out to them
	ByAPI    How = "api"
)

// Joined is one of the calls that an alert is about.
type Joined struct {
	Call     string    `json:"call"`
	At       time.Time `json:"at"`
	Kind     Kind      `json:"kind"`
	Seconds  int       `json:"seconds,omitempty"` // of its message
	Owed     []string  `json:"owed,omitempty"`    // what it was to be told of, each once (IDOf)
	Accepted bool      `json:"accepted,omitempty"`
	Talked   bool      `json:"talked,omitempty"` // the talk has ended
}

// Entry is one thing that happened to an alert, for people to read.
type Entry struct {
	At    time.Time `json:"at"`
	What  What      `json:"what"`
	By    Who       `json:"by,omitzero"`
	How   How       `json:"how,omitempty"`
	Round int       `json:"round,omitempty"`
	Step  int       `json:"step,omitempty"`
	News  News      `json:"news,omitempty"`
}

// What is what happened.
type What string

// What happens to alerts.
const (
	WasRaised       What = "raised"
	WasUpdated      What = "updated"
	StepTold        What = "step"
	NobodyThere     What = "nobody in the step"
	WasPassedOn     What = "passed on"
	WasAcknowledged What = "acknowledged"
	WasResolved     What = "resolved"
	WasReopened     What = "reopened"
	WasExhausted    What = "exhausted"
)

// note keeps what happened. The oldest are forgotten, but for the first.
func (a *Alert) note(e Entry) {
	a.History = append(slices.Clone(a.History), e)
	if len(a.History) > historyMax {
		a.History = slices.Delete(a.History, 1, 2)
	}
}

// know keeps who somebody is, for the page and for what is sent later.
func (a *Alert) know(p Person) {
	p.Contacts, p.Notify = nil, nil
	a.People = slices.DeleteFunc(slices.Clone(a.People), func(o Person) bool { return o.ID == p.ID })
	a.People = append(a.People, p)
}

// Person finds whom a step has meant.
func (a Alert) Person(id string) (Person, bool) {
	i := slices.IndexFunc(a.People, func(p Person) bool { return p.ID == id })
	if i < 0 {
		return Person{}, false
	}
	return a.People[i], true
}

// Over reports whether nothing more will happen to the alert by itself.
func (a Alert) Over() bool {
	rings := slices.ContainsFunc(a.Notifications, func(n Notification) bool { return n.State == Ringing })
	return !a.Raised.IsZero() && len(Orders(a)) == 0 && !rings && (a.Status() != StatusOpen || !a.Escalation.active())
}

// Expires is when the record may be forgotten.
func (a Alert) Expires() time.Time { return a.Raised.Add(retention) }
