package alert

import (
	"slices"
	"time"
)

// Event is something that happened, told in the past tense.
type Event interface{ event() }

type (
	// Raised is the first thing known of an alert: what it says, whom it tells at once, and who comes
	// next while nobody acknowledges. A rule without steps tells nobody else.
	Raised struct {
		Notice Notice
		To     Addresses
		Rule   Rule
	}
	// Updated says what is known now of a call of the alert, or of one more call that joins it.
	Updated struct{ Notice Notice }
	// StepBegun says whom a step means, as somebody has found out when it was due.
	StepBegun struct {
		Round, Step int // of the order BeginStep
		People      []Person
		Chats       []string // addresses
		Topic       bool
	}
	// ContactsRead says how people who were told can be reached by now.
	ContactsRead struct{ People []Person }
	// Acknowledged says that somebody sees to it.
	Acknowledged struct {
		By  Who
		How How
	}
	// PassedOn says that somebody will not see to it.
	PassedOn struct {
		By  Who
		How How
	}
	// Resolved says that nothing is left to do.
	Resolved struct {
		By  Who
		How How
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
	ID       string // of the notification
	Taken    bool
	Provider string // the channel's own id, where it was taken
	Refused  bool   // it will not be taken, however often it is tried
	Reason   string // why not, without addresses
}

func (Raised) event()       {}
func (Updated) event()      {}
func (StepBegun) event()    {}
func (ContactsRead) event() {}
func (Acknowledged) event() {}
func (PassedOn) event()     {}
func (Resolved) event()     {}
func (Sendings) event()     {}
func (Delivered) event()    {}
func (TimerFired) event()   {}

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
		a.raised(e, f.Now)
	case Updated:
		a.updated(e.Notice, f.Now)
	case StepBegun:
		a.stepBegun(e, f.Now)
	case ContactsRead:
		a.contactsRead(e.People, f.Now)
	case Acknowledged:
		a.acknowledged(e, f.Now)
	case PassedOn:
		a.passedOn(e, f.Now)
	case Resolved:
		a.resolved(e, f.Now)
	case Sendings:
		a.sendings(f.Now)
	case Delivered:
		for _, r := range e.Results {
			a.delivered(r, f.Now)
		}
	case MailFated:
		a.mailFated(e, f.Now)
	default:
		a.rung(e, f.Now)
	}
	a.settle(f.Now)
	return Decision{a}
}

func (a *Alert) raised(e Raised, now time.Time) {
	if !a.Raised.IsZero() {
		return
	}
	a.Raised = now
	a.note(Entry{At: now, What: WasRaised})
	a.tellTeam(e.To, now)
	a.Escalation.begin(e.Rule, now)
	a.learn(e.Notice, now)
}

// acknowledged stops whatever was not sent yet. The first one counts: who comes later reads who has it.
func (a *Alert) acknowledged(e Acknowledged, now time.Time) {
	if a.Raised.IsZero() || a.Status() != StatusOpen {
		return
	}
	a.Acknowledged = Action{At: now, By: e.By, How: e.How}
	a.note(Entry{At: now, What: WasAcknowledged, By: e.By, How: e.How})
	a.cancel(now, func(Notification) bool { return true })
	a.tellStatus(e.By, now)
}

// resolved ends an alert, acknowledged or not.
func (a *Alert) resolved(e Resolved, now time.Time) {
	if a.Raised.IsZero() || a.Status() == StatusResolved {
		return
	}
	a.Resolved = Action{At: now, By: e.By, How: e.How}
	a.note(Entry{At: now, What: WasResolved, By: e.By, How: e.How})
	a.cancel(now, func(Notification) bool { return true })
	a.tellStatus(e.By, now)
}

func (a *Alert) sendings(now time.Time) {
	for i := range a.Notifications {
		if n := &a.Notifications[i]; n.Channel != Voice && n.open() && !n.Due.After(now) {
			n.State, n.At, n.Due = Sending, now, now.Add(sendingLost)
			n.Tries++
		}
	}
}

// delivered takes one result. One that comes late, after the notification counted as lost and was
// sent again, is true all the same if it was taken.
func (a *Alert) delivered(r Result, now time.Time) {
	i := slices.IndexFunc(a.Notifications, func(n Notification) bool { return n.ID == r.ID })
	if i < 0 {
		return
	}
	n := &a.Notifications[i]
	switch {
	case n.Fate == FateBounced: // it came back before that it was taken was known
	case r.Taken && n.State != Sent:
		n.State, n.At, n.Due, n.Provider, n.Reason = Sent, now, time.Time{}, r.Provider, ""
		if a.ToldAt.IsZero() && n.Channel != Bus {
			a.ToldAt, a.FailedAt = now, time.Time{}
		}
	case n.State != Sending || r.Taken:
	case r.Refused:
		n.State, n.At, n.Due, n.Reason = Failed, now, time.Time{}, r.Reason
		a.nextMethod(*n, now)
	case a.Status() != StatusOpen && n.Step > 0:
		n.State, n.At, n.Due, n.Reason = Cancelled, now, time.Time{}, r.Reason
	default:
		n.State, n.At, n.Due, n.Reason = Queued, now, now.Add(retryAfter(n.Tries)), r.Reason
	}
}

// nextMethod tells a person whose contact is dead by the next one that their rules name, now.
func (a *Alert) nextMethod(dead Notification, now time.Time) {
	next := -1
	for i, n := range a.Notifications {
		if dead.User != "" && n.User == dead.User && n.Step == dead.Step && n.State == Queued && (n.Channel != dead.Channel || n.Address != dead.Address) &&
			(next < 0 || n.Due.Before(a.Notifications[next].Due)) {
			next = i
		}
	}
	if next >= 0 && a.Notifications[next].Due.After(now) {
		a.Notifications[next].Due = now
	}
}

// settle gives up what has no end, and derives when the alert wants to be looked at again.
// What is due is being done, and what is being sent will be reported: only the sweep looks after
// those.
func (a *Alert) settle(now time.Time) {
	a.giveUp(now)
	a.Deadline, a.Wake = time.Time{}, time.Time{}
	sooner := func(t *time.Time, at time.Time) {
		if t.IsZero() || at.Before(*t) {
			*t = at
		}
	}
	for i := range a.Notifications {
		n := &a.Notifications[i]
		if !n.open() {
			continue
		}
		due := n.Due
		if !due.After(now) {
			due = now.Add(owedAgain)
		}
		sooner(&a.Deadline, due)
		if n.State != Sending && n.Due.After(now) {
			sooner(&a.Wake, n.Due)
		}
	}
	if at := a.stepDue(now); !at.IsZero() {
		due := at
		if !due.After(now) {
			due = now.Add(owedAgain)
		}
		sooner(&a.Deadline, due)
		if at.After(now) {
			sooner(&a.Wake, at)
		}
	}
	if a.Deadline.IsZero() && a.ToldAt.IsZero() && a.FailedAt.IsZero() && !a.Raised.IsZero() {
		a.FailedAt = now
	}
}

// giveUp gives up what was tried too long, and phones of which nothing was heard for too long.
func (a *Alert) giveUp(now time.Time) {
	for i := range a.Notifications {
		n := &a.Notifications[i]
		if n.State == Queued && n.Due.Sub(latest(n.Asked, n.Planned)) > giveUpAfter {
			n.State, n.At, n.Due = Failed, now, time.Time{}
		}
		if n.State == Ringing && !n.Due.After(now) {
			a.phoneLost(n, now)
		}
	}
}

// stepDue is when the escalation goes on; zero when it does not.
func (a *Alert) stepDue(now time.Time) time.Time {
	x := &a.Escalation
	if a.Status() != StatusOpen || !x.active() {
		return time.Time{}
	}
	if x.over() && !x.Due.After(now) {
		x.Exhausted = now
		a.note(Entry{At: now, What: WasExhausted})
		return time.Time{}
	}
	return x.Due
}

func latest(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}
