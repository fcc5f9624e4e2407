package alert

import "time"

// Order is something that must be done outside. It is owed until an event says that it was done.
type Order interface {
	// Due is the earliest moment for it.
	Due() time.Time
}

type (
	// Notify sends whatever is due by then, on all channels side by side: a slow one holds up no other.
	Notify struct{ At time.Time }
	// BeginStep finds out whom a step means now, and tells it by StepBegun.
	BeginStep struct {
		Round, Step int
		Targets     []Target
		At          time.Time
	}
	// Dial rings the phone of a notification, to read the alert out.
	Dial struct {
		ID string // of the notification
		At time.Time
	}
	// HangUp ends the ringing of a phone that nobody needs to pick up any more.
	HangUp struct{ ID, Provider string }
)

// Due is the earliest moment for the order.
func (o Notify) Due() time.Time    { return o.At }
func (o BeginStep) Due() time.Time { return o.At }
func (o Dial) Due() time.Time      { return o.At }

// Due is at once.
func (o HangUp) Due() time.Time { return time.Time{} }

// Orders says what the world still owes the alert.
func Orders(a Alert) []Order {
	var out []Order
	if x := a.Escalation; a.Status() == StatusOpen && x.active() && !x.over() {
		out = append(out, BeginStep{Round: x.Round, Step: x.Step, Targets: x.Rule.Steps[x.Step].Targets, At: x.Due})
	}
	var at time.Time
	owed := false
	for _, n := range a.Notifications {
		switch {
		case n.State == Ringing && n.Unwanted && n.Provider != "":
			out = append(out, HangUp{n.ID, n.Provider})
		case n.Channel == Voice && n.State == Queued:
			out = append(out, Dial{n.ID, n.Due})
		case n.Channel != Voice && n.open() && (!owed || n.Due.Before(at)):
			at, owed = n.Due, true
		}
	}
	if owed {
		out = append(out, Notify{At: at})
	}
	return out
}

// Claimed are the notifications to send, for the function that saved Sendings over was.
func Claimed(was, is Alert) []Notification {
	var out []Notification
	for i, n := range is.Notifications {
		if n.State == Sending && (i >= len(was.Notifications) || n.Tries > was.Notifications[i].Tries) {
			out = append(out, n)
		}
	}
	return out
}
