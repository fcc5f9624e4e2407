package alert

import (
	"slices"
	"time"
)

// A phone on which an alert is read out is dialled as one that rings for a call: once. That it is
// about to be dialled is saved first, and where nobody knows what became of the dial its webhooks
// tell, or its time runs out; it is never dialled again to find out. It counts as told when somebody,
// or a mailbox, has picked up; only a key acknowledges.
type (
	// Dialling says that a phone is about to be dialled, and by the one who tells this alone.
	Dialling struct{ ID string } // of the notification
	// Dialled says that the provider rings the phone.
	Dialled struct{ ID, Provider string }
	// NotDialled says that it does not: for now, because the account dials too fast, or ever.
	NotDialled struct {
		ID        string
		Throttled bool
	}
	// PhonePickedUp says that the phone was picked up, by a person or by a machine.
	PhonePickedUp struct{ ID, Provider string }
	// PhoneEnded says that the phone rings, or is connected, no longer.
	PhoneEnded struct {
		ID, Provider string
		Reason       string // why it was never picked up; "" when it was
	}
	// PhoneHungUp says that a phone that rang for nothing was hung up.
	PhoneHungUp struct{ ID string }
	// KeyPressed says which key was pressed while the alert was read out.
	KeyPressed struct{ ID, Provider, Key string }
)

func (Dialling) event()      {}
func (Dialled) event()       {}
func (NotDialled) event()    {}
func (PhonePickedUp) event() {}
func (PhoneEnded) event()    {}
func (PhoneHungUp) event()   {}
func (KeyPressed) event()    {}

// The keys, as other products have them: who is on call for two teams need not learn others.
const (
	KeyPlay        = "1"
	KeyAcknowledge = "4"
	KeyPassOn      = "6"
)

// The reasons of phones that were not reached, beside those that the provider tells.
const (
	reasonLost      = "lost" // nobody told what became of the dial
	reasonRefused   = "refused"
	reasonThrottled = "throttled"
	reasonNoKey     = "no key" // it was picked up, by a mailbox say
)

// rung takes what happens on a phone; false when the event is none of a phone.
func (a *Alert) rung(e Event, now time.Time) bool {
	switch e := e.(type) {
	case Dialling:
		a.onPhone(e.ID, "", func(n *Notification) {
			if n.State == Queued && !n.Due.After(now) {
				n.State, n.At, n.Due, n.Provider, n.Reason = Ringing, now, now.Add(ringLost), "", ""
				n.Tries++
			}
		})
	case Dialled:
		a.onPhone(e.ID, e.Provider, func(n *Notification) {
			if n.State == Ringing {
				n.Provider = e.Provider
			}
		})
	case NotDialled:
		a.onPhone(e.ID, "", func(n *Notification) { a.notDialled(n, e.Throttled, now) })
	case PhonePickedUp:
		a.onPhone(e.ID, e.Provider, func(n *Notification) { a.pickedUp(n, e.Provider, now) })
	case PhoneEnded:
		a.onPhone(e.ID, e.Provider, func(n *Notification) { a.phoneEnded(n, e, now) })
	case PhoneHungUp:
		a.onPhone(e.ID, "", func(n *Notification) {
			if n.State == Ringing && n.Unwanted {
				n.State, n.At, n.Due = Cancelled, now, time.Time{}
			}
		})
	case KeyPressed:
		a.onPhone(e.ID, e.Provider, func(n *Notification) { a.pressed(n, e, now) })
	default:
		return false
	}
	return true
}

// onPhone has a notification by phone take what happened, unless it happened on another connection
// than the one that it knows: an earlier try of it.
func (a *Alert) onPhone(id, provider string, take func(*Notification)) {
	i := slices.IndexFunc(a.Notifications, func(n Notification) bool { return n.ID == id && n.Channel == Voice })
	if i < 0 {
		return
	}
	if n := &a.Notifications[i]; provider == "" || n.Provider == "" || n.Provider == provider {
		take(n)
	}
}

// notDialled waits for another turn, for as long as the step is worth it.
func (a *Alert) notDialled(n *Notification, throttled bool, now time.Time) {
	switch {
	case n.State != Ringing || n.Provider != "":
	case n.Unwanted:
		n.State, n.At, n.Due = Cancelled, now, time.Time{}
	case !throttled:
		a.unreached(n, reasonRefused, now)
	case now.Sub(latest(n.Asked, n.Planned)) >= dialPatience:
		a.unreached(n, reasonThrottled, now)
	default:
		n.State, n.At, n.Due, n.Reason = Queued, now, now.Add(dialAgain), reasonThrottled
	}
}

// pickedUp counts the alert as told. One that was given up as lost, and shows itself now, was told too.
func (a *Alert) pickedUp(n *Notification, provider string, now time.Time) {
	if n.State != Ringing && !(n.State == Failed && n.Reason == reasonLost) {
		return
	}
	n.State, n.At, n.Due, n.Provider, n.Reason = Sent, now, time.Time{}, provider, ""
	if a.ToldAt.IsZero() {
		a.ToldAt, a.FailedAt = now, time.Time{}
	}
}

// phoneEnded takes the end of a phone, which may be told before that it was picked up.
func (a *Alert) phoneEnded(n *Notification, e PhoneEnded, now time.Time) {
	if n.State == Ringing && n.Unwanted {
		n.State, n.At, n.Due = Cancelled, now, time.Time{}
		return
	}
	if e.Reason == "" {
		a.pickedUp(n, e.Provider, now)
	}
	switch {
	case n.State == Ringing:
		a.unreached(n, e.Reason, now)
	case n.State == Sent && n.Key == "":
		n.Reason = reasonNoKey
	}
}

// phoneLost gives up a phone of which nothing was heard for longer than it can ring.
func (a *Alert) phoneLost(n *Notification, now time.Time) {
	if n.Unwanted {
		n.State, n.At, n.Due = Cancelled, now, time.Time{}
		return
	}
	a.unreached(n, reasonLost, now)
}

// unreached gives up a phone: its owner is told by their next contact.
func (a *Alert) unreached(n *Notification, reason string, now time.Time) {
	n.State, n.At, n.Due, n.Reason = Failed, now, time.Time{}, reason
	if a.Status() == StatusOpen {
		a.nextMethod(*n, now)
	}
}

// pressed takes a key, which nobody presses who has not picked up. The first that means something
// counts, however often its webhook comes.
func (a *Alert) pressed(n *Notification, e KeyPressed, now time.Time) {
	a.pickedUp(n, e.Provider, now)
	if n.State != Sent || n.Key != "" || e.Key != KeyAcknowledge && e.Key != KeyPassOn {
		return
	}
	n.Key, n.Reason = e.Key, ""
	by, _ := a.ReaderOf(n.Reader())
	if e.Key == KeyAcknowledge {
		a.acknowledged(Acknowledged{By: by, How: ByVoice}, now)
		return
	}
	a.passedOn(PassedOn{By: by, How: ByVoice}, now)
}

// Notification finds a notification by its number.
func (a Alert) Notification(id string) (Notification, bool) {
	i := slices.IndexFunc(a.Notifications, func(n Notification) bool { return n.ID == id })
	if i < 0 {
		return Notification{}, false
	}
	return a.Notifications[i], true
}
