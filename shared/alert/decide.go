package alert

import (
	"slices"
	"time"
)

// Event is something that happened, told in the past tense.
type Event interface{ event() }

type (
	// Raised is the first thing known of an alert: what it says, and to whom.
	Raised struct {
		Notice Notice
		To     Addresses
	}
	// Sendings says that whatever is due is about to be sent, and by the one who tells this alone.
	Sendings struct{}
	// Delivered says what became of notifications that were being sent.
	Delivered struct{ Results []Result }
	// TimerFired says that the deadline of the alert may have passed.
	TimerFired struct{}
)

// Result is what a channel did with one notification.
type Result struct {
	Channel  Channel
	Address  string
	Taken    bool
	Provider string // the channel's own id, where it was taken
	Refused  bool   // it will not be taken, however often it is tried
}

func (Raised) event()     {}
func (Sendings) event()   {}
func (Delivered) event()  {}
func (TimerFired) event() {}

// Facts are what a decision may know besides the alert.
type Facts struct{ Now time.Time }

// Decision is what an event has made of an alert.
type Decision struct {
	// Alert is the alert as it is now. It is saved before anything is sent: a notification is sent
	// only by the function that has saved that it is being sent (Sendings), and what became of it
	// is saved after (Delivered). A function that dies in between leaves it in the state Sending,
	// from which it is sent again when it counts as lost. When somebody else was faster, the
	// decision is thrown away and made anew. Nobody waits for a reply.
	Alert Alert
}

// Decide says what an alert does next. The same inputs always give the same outputs. An event that
// is late, repeated or about nothing we know changes nothing.
func Decide(a Alert, e Event, f Facts) Decision {
	a.Notifications = slices.Clone(a.Notifications)
	switch e := e.(type) {
	case Raised:
		if a.Raised.IsZero() {
			a.Raised, a.Notice = f.Now, e.Notice
			a.Notifications = e.To.notifications(f.Now)
		}
	case Sendings:
		for i := range a.Notifications {
			if n := &a.Notifications[i]; n.open() && !n.Due.After(f.Now) {
				n.State, n.At, n.Due = Sending, f.Now, f.Now.Add(sendingLost)
				n.Tries++
			}
		}
	case Delivered:
		for _, r := range e.Results {
			a.delivered(r, f.Now)
		}
	}
	a.settle(f.Now)
	return Decision{a}
}

// delivered takes one result. One that comes late, after the notification counted as lost and was
// sent again, is true all the same if it was taken.
func (a *Alert) delivered(r Result, now time.Time) {
	i := slices.IndexFunc(a.Notifications, func(n Notification) bool {
		return n.Channel == r.Channel && n.Address == r.Address
	})
	if i < 0 {
		return
	}
	n := &a.Notifications[i]
	switch {
	case r.Taken && n.State != Sent:
		n.State, n.At, n.Due, n.Provider = Sent, now, time.Time{}, r.Provider
		if a.ToldAt.IsZero() {
			a.ToldAt, a.FailedAt = now, time.Time{}
		}
	case n.State != Sending || r.Taken:
	case r.Refused:
		n.State, n.At, n.Due = Failed, now, time.Time{}
	default:
		n.State, n.At, n.Due = Queued, now, now.Add(retryAfter(n.Tries))
	}
}

// settle gives up what was tried too long, and derives when the alert wants to be looked at again.
// What is due is being done, and what is being sent will be reported: only the sweep looks after
// those.
func (a *Alert) settle(now time.Time) {
	a.Deadline, a.Wake = time.Time{}, time.Time{}
	sooner := func(t *time.Time, at time.Time) {
		if t.IsZero() || at.Before(*t) {
			*t = at
		}
	}
	for i := range a.Notifications {
		n := &a.Notifications[i]
		if n.State == Queued && n.Due.Sub(a.Raised) > giveUpAfter {
			n.State, n.At, n.Due = Failed, now, time.Time{}
		}
		if !n.open() {
			continue
		}
		due := n.Due
		if !due.After(now) {
			due = now.Add(owedAgain)
		}
		sooner(&a.Deadline, due)
		if n.State == Queued && n.Due.After(now) {
			sooner(&a.Wake, n.Due)
		}
	}
	if a.Deadline.IsZero() && a.ToldAt.IsZero() && a.FailedAt.IsZero() && !a.Raised.IsZero() {
		a.FailedAt = now
	}
}

// Order is something that must be done outside. It is owed until an event says that it was done.
type Order interface {
	// Due is the earliest moment for it.
	Due() time.Time
}

// Notify sends whatever is due by then, on all channels side by side: a slow one holds up no other.
type Notify struct{ At time.Time }

// Due is the earliest moment for the order.
func (o Notify) Due() time.Time { return o.At }

// Orders says what the world still owes the alert.
func Orders(a Alert) []Order {
	var at time.Time
	owed := false
	for _, n := range a.Notifications {
		if n.open() && (!owed || n.Due.Before(at)) {
			at, owed = n.Due, true
		}
	}
	if !owed {
		return nil
	}
	return []Order{Notify{At: at}}
}

// Claimed are the notifications to send, for the function that saved Sendings over was.
func Claimed(was, is Alert) []Notification {
	var out []Notification
	for i, n := range is.Notifications {
		if i < len(was.Notifications) && n.State == Sending && n.Tries > was.Notifications[i].Tries {
			out = append(out, n)
		}
	}
	return out
}
