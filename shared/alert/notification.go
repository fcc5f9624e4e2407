package alert

import (
	"slices"
	"strconv"
	"time"

	"ringdown/shared/e164"
)

// Notification is one telling of one address.
type Notification struct {
	ID       string    `json:"id"` // its number among the alert's
	Channel  Channel   `json:"channel"`
	Address  string    `json:"address,omitempty"`
	User     string    `json:"user,omitempty"` // whose address it is; "" is the team's, or the topic
	Step     int       `json:"step,omitempty"` // number of the begun step it belongs to, from 1; 0 is no step's
	Why      Why       `json:"why,omitempty"`
	News     News      `json:"news,omitempty"`   // of WhyNews
	By       Who       `json:"by,omitzero"`      // of WhyPassedOn and WhyStatus
	Status   Status    `json:"status,omitempty"` // of the alert, of WhyStatus
	State    State     `json:"state"`
	Tries    int       `json:"tries,omitempty"`
	Asked    time.Time `json:"asked,omitzero"`     // it was decided on
	Planned  time.Time `json:"planned,omitzero"`   // by the rule, where that lies ahead
	Due      time.Time `json:"due,omitzero"`       // queued: not before; sending: lost by then
	At       time.Time `json:"at,omitzero"`        // when the state was reached
	Provider string    `json:"provider,omitempty"` // the channel's own id of what was sent
	Reason   string    `json:"reason,omitempty"`   // why it failed, without addresses
	Fate     Fate      `json:"fate,omitempty"`     // of a mail that was sent, as far as it is told
	Unwanted bool      `json:"unwanted,omitempty"` // the phone rings for nothing by now
	Key      string    `json:"key,omitempty"`      // that was pressed while the alert was read out, if it means something
}

// State is how far a notification has got.
type State string

// The states.
const (
	Queued    State = "queued"    // to be sent when it is due
	Sending   State = "sending"   // somebody is sending it, or was lost while doing so
	Ringing   State = "ringing"   // a phone is dialled, or rings
	Sent      State = "sent"      // the channel has taken it; a phone was picked up
	Failed    State = "failed"    // the channel will not take it
	Cancelled State = "cancelled" // somebody acknowledged, or passed on, before it was due
)

// Why is why somebody is told.
type Why string

// The reasons.
const (
	WhyRaised             Why = "raised"
	WhyNobodyAcknowledged Why = "nobody acknowledged" // those of the step before, see Silent
	WhyPassedOn           Why = "passed on"           // by By
	WhyNews               Why = "news"                // something is new in what they know already, see News
	WhyStatus             Why = "status"              // it was acknowledged or resolved; the topic alone hears of it
)

// News is what is new in an alert.
type News string

// The news.
const (
	NewsMessage News = "message" // the caller has left a message since
	NewsCall    News = "call"    // the caller has called again
	NewsMissed  News = "missed"  // the caller is gone, and nobody spoke to them
)

// open reports whether something is still to come of it.
func (n Notification) open() bool {
	return n.State == Queued || n.State == Sending || n.State == Ringing
}

// Addresses are those an alert goes to at once, beside the topic.
type Addresses struct {
	Emails []string
	Texts  []e164.Number
}

// tell adds notifications, each once: an address is told once by the same step at the same time.
func (a *Alert) tell(now time.Time, list ...Notification) {
	for _, n := range list {
		if n.Due.Before(now) {
			n.Due = now
		}
		twice := slices.ContainsFunc(a.Notifications, func(o Notification) bool {
			return n.Step > 0 && o.Step == n.Step && o.Channel == n.Channel && o.Address == n.Address && o.Asked.Equal(now) && o.Due.Equal(n.Due)
		})
		if twice || len(a.Notifications) >= notificationsMax {
			continue
		}
		n.ID, n.State, n.Asked, n.At = a.nextID(n.Channel), Queued, now, now
		a.Notifications = append(a.Notifications, n)
	}
}

// nextID numbers what people are told, and apart from it what programs are.
func (a *Alert) nextID(c Channel) string {
	bus := 0
	for _, n := range a.Notifications {
		if n.Channel == Bus {
			bus++
		}
	}
	if c == Bus {
		return "bus-" + strconv.Itoa(bus+1)
	}
	return strconv.Itoa(len(a.Notifications) - bus + 1)
}

// tellTeam tells the topic and the addresses of the team.
func (a *Alert) tellTeam(to Addresses, now time.Time) {
	a.tell(now, Notification{Channel: Topic, Why: WhyRaised})
	for _, number := range to.Texts {
		a.tell(now, Notification{Channel: Text, Address: string(number), Why: WhyRaised})
	}
	for _, address := range to.Emails {
		a.tell(now, Notification{Channel: Email, Address: address, Why: WhyRaised})
	}
	a.tell(now, Notification{Channel: Bus, Why: WhyRaised})
}

// tellStep tells the people of the step that has just begun, each by their rules, and reports whether
// there is anybody to tell.
func (a *Alert) tellStep(e StepBegun, why Why, by Who, now time.Time) bool {
	before, step := len(a.Notifications), len(a.Escalation.Begun)
	base := Notification{Step: step, Why: why, By: by}
	if e.Topic {
		n := base
		n.Channel = Topic
		a.tell(now, n)
	}
	for _, address := range e.Chats {
		n := base
		n.Channel, n.Address = Chat, address
		a.tell(now, n)
	}
	for _, p := range e.People {
		for _, t := range p.tellings(a.toldBefore(step)) {
			n := base
			n.Channel, n.Address, n.User, n.Due = t.contact.Kind, t.contact.Address, p.ID, t.due(now)
			if t.after > 0 {
				n.Planned = n.Due
			}
			a.tell(now, n)
		}
	}
	return len(a.Notifications) > before
}

// due is when the contact is used, for a step that began at an instant. An acknowledgement at that
// very minute comes before it.
func (t telling) due(begun time.Time) time.Time {
	if t.after == 0 {
		return begun
	}
	return begun.Add(t.after + yields)
}

// contactsRead adds what the rules of people who were told say by now, as far as it lies ahead: a rule
// that was added later tells nobody of what is past.
func (a *Alert) contactsRead(people []Person, now time.Time) {
	if a.Status() != StatusOpen {
		return
	}
	for i, begun := range a.Escalation.Begun {
		for _, p := range people {
			if !slices.Contains(begun.People, p.ID) {
				continue
			}
			for _, t := range p.tellings(a.toldBefore(i + 1)) {
				due := t.due(begun.At)
				known := slices.ContainsFunc(a.Notifications, func(n Notification) bool {
					return n.Step == i+1 && n.Channel == t.contact.Kind && n.Address == t.contact.Address && n.Planned.Equal(due)
				})
				if t.after > 0 && due.After(now) && !known {
					a.tell(now, Notification{Step: i + 1, Why: WhyRaised, Channel: t.contact.Kind, Address: t.contact.Address, User: p.ID, Due: due, Planned: due})
				}
			}
		}
	}
}

// tellNews tells those who know of the alert what is new. Once somebody sees to it, only they and the
// team hear of it. Nobody is rung for news.
func (a *Alert) tellNews(news News, now time.Time) {
	told := map[[2]string]bool{}
	for _, n := range slices.Clone(a.Notifications) {
		key := [2]string{string(n.Channel), n.Address}
		if told[key] || n.Channel == Voice || n.Why == WhyStatus || n.State == Cancelled || n.State == Failed && n.Channel != Topic && n.Channel != Bus || n.State == Queued && n.User != "" {
			continue
		}
		if n.User != "" && a.Status() != StatusOpen && n.User != a.Acknowledged.By.ID {
			continue
		}
		told[key] = true
		a.tell(now, Notification{Channel: n.Channel, Address: n.Address, User: n.User, Why: WhyNews, News: news})
	}
}

// tellStatus publishes a change of state, to the topic and the bus alone: nobody is woken for it.
func (a *Alert) tellStatus(by Who, now time.Time) {
	for _, c := range []Channel{Topic, Bus} {
		a.tell(now, Notification{Channel: c, Why: WhyStatus, Status: a.Status(), By: by})
	}
}

// cancel takes back what has not been sent, as far as it is meant, and has phones stop ringing. What
// the team itself is told stays.
func (a *Alert) cancel(now time.Time, meant func(Notification) bool) {
	for i := range a.Notifications {
		switch n := &a.Notifications[i]; {
		case n.Step == 0 || !meant(*n):
		case n.State == Queued:
			n.State, n.At, n.Due = Cancelled, now, time.Time{}
		case n.State == Ringing:
			n.Unwanted = true
		}
	}
}

// Reader is whom a link in the notification belongs to: a user, or one address of the team.
func (n Notification) Reader() string {
	if n.User != "" {
		return n.User
	}
	return AddressMark + n.ID
}

// AddressMark stands before the number of a notification to the team, in place of a user's id, which
// cannot hold it.
const AddressMark = "~"

// ReaderOf is who a link belongs to, as people read it; false when nobody of that name was told.
func (a Alert) ReaderOf(reader string) (Who, bool) {
	for _, n := range a.Notifications {
		if n.Reader() != reader {
			continue
		}
		if n.User == "" {
			return Who{ID: reader, Name: n.Address}, true
		}
		p, _ := a.Person(n.User)
		return Who{ID: n.User, Name: p.Name}, true
	}
	return Who{}, false
}
