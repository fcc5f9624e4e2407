package alert

import (
	"time"

	"ringdown/shared/e164"
)

// Alert is one alert, from being raised to its end.
type Alert struct {
	ID            string         `json:"id"` // IDOf
	Version       int            `json:"version"`
	Raised        time.Time      `json:"raised,omitzero"`
	Notice        Notice         `json:"notice,omitzero"`
	Notifications []Notification `json:"notifications,omitempty"`
	ToldAt        time.Time      `json:"toldAt,omitzero"`   // the first channel took it
	FailedAt      time.Time      `json:"failedAt,omitzero"` // no channel took it, and none is tried any more

	// Deadline is when the alert has to be looked at again at the latest: what the sweep goes by.
	// Wake is when time decides something. Both are derived on every decision; zero is never.
	Deadline time.Time `json:"deadline,omitzero"`
	Wake     time.Time `json:"wake,omitzero"`
	// Timer is when a timer that was set fires; it is the loop's to keep.
	Timer time.Time `json:"timer,omitzero"`
}

// Channel is a way to reach people.
type Channel string

// The channels.
const (
	Topic Channel = "topic" // everybody who follows the team, wherever they read it; it has no address
	Email Channel = "email"
	Text  Channel = "text"
)

// Notification is one telling of one address.
type Notification struct {
	Channel  Channel   `json:"channel"`
	Address  string    `json:"address,omitempty"`
	State    State     `json:"state"`
	Tries    int       `json:"tries,omitempty"`
	Due      time.Time `json:"due,omitzero"`       // queued: not before; sending: lost by then
	At       time.Time `json:"at,omitzero"`        // when the state was reached
	Provider string    `json:"provider,omitempty"` // the channel's own id of what was sent
}

// State is how far a notification has got.
type State string

// The states.
const (
	Queued  State = "queued"  // to be sent when it is due
	Sending State = "sending" // somebody is sending it, or was lost while doing so
	Sent    State = "sent"    // the channel has taken it
	Failed  State = "failed"  // the channel will not take it
)

// open reports whether something is still to come of it.
func (n Notification) open() bool { return n.State == Queued || n.State == Sending }

// IDOf names an alert after its call and its number among the call's.
func IDOf(call, number string) string { return call + "-" + number }

// Over reports whether nothing more will happen to the alert.
func (a Alert) Over() bool { return !a.Raised.IsZero() && len(Orders(a)) == 0 }

// Expires is when the record may be forgotten.
func (a Alert) Expires() time.Time { return a.Raised.Add(retention) }

// Addresses are those an alert goes to, beside the topic.
type Addresses struct {
	Emails []string
	Texts  []e164.Number
}

// notifications are those an alert begins with, all due at once.
func (to Addresses) notifications(now time.Time) []Notification {
	out := []Notification{{Channel: Topic}}
	for _, number := range to.Texts {
		out = append(out, Notification{Channel: Text, Address: string(number)})
	}
	for _, address := range to.Emails {
		out = append(out, Notification{Channel: Email, Address: address})
	}
	for i := range out {
		out[i].State, out[i].At, out[i].Due = Queued, now, now
	}
	return out
}
