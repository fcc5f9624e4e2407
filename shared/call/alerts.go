package call

import (
	"slices"
	"strconv"
	"time"

	"ringdown/shared/alert"
	"ringdown/shared/e164"
)

// alertsMax bounds the alerts of one call: a flow may loop.
const alertsMax = 5

// OwedAlert is an alert that the call owes. What it says is put together from the call when it is raised;
// from then on it lives in a record of its own (package alert).
type OwedAlert struct {
	ID       string      `json:"id"` // its number among the call's
	Kind     alert.Kind  `json:"kind"`
	Team     string      `json:"team,omitempty"`
	Title    string      `json:"title"`
	Number   e164.Number `json:"number,omitempty"` // to call back, where that is asked for
	At       time.Time   `json:"at"`
	Unasked  bool        `json:"unasked,omitempty"` // no step of the flow asked for it
	Due      time.Time   `json:"due,omitzero"`      // not before
	QueuedAt time.Time   `json:"queuedAt,omitzero"`
	Known    string      `json:"known,omitempty"` // change that was last on its way to the alert
}

// raiseUnasked raises an alert that no step of the line's own flow asks for. A quiet
// line has none of those: its team wants to hear of nothing it did not ask for.
func (d *owed) raiseUnasked(kind alert.Kind, title string) {
	if !d.plan.Quiet && !d.c.warned() && d.raise(kind, title) {
		d.c.Alerts[len(d.c.Alerts)-1].Unasked = true
	}
}

// messageTold reports whether the team was told of the message before any step asked for it: a step
// that comes to it late does not tell them of the same message again.
func (c *Call) messageTold(team string) bool {
	v := c.Voicemail()
	return v != nil && slices.ContainsFunc(c.Alerts, func(a OwedAlert) bool {
		return a.Unasked && a.Kind == alert.Voicemail && a.Team == team && !a.At.Before(v.At)
	})
}

// warned reports whether the team was told that a call comes from a number of ours: it is one of our
// own scripts that speaks then, and of that nobody need hear more.
func (c *Call) warned() bool { return c.FromUs && len(c.Alerts) > 0 }

// raise adds an alert to those owed; false when the call has as many as it may have.
func (d *owed) raise(kind alert.Kind, title string) bool {
	c := d.c
	if len(c.Alerts) >= alertsMax {
		return false
	}
	c.Alerts = append(c.Alerts, OwedAlert{ID: strconv.Itoa(len(c.Alerts) + 1), Kind: kind, Team: d.alertTeam(), Title: title, At: d.now})
	return true
}

// alertTeam is the team that is told, where a step names no other: one that the line does not know is
// nobody's.
func (d *present) alertTeam() string {
	team := d.c.team()
	if _, ok := d.plan.Teams[team]; !ok {
		return d.plan.DefaultTeam
	}
	return team
}

// team is the team the call is for: the queue that was chosen, an attribute of the
// flow, else the one that was rung.
func (c *Call) team() string {
	if c.Flow.Queue.Team != "" {
		return c.Flow.Queue.Team
	}
	if team := c.Flow.Attributes["team"]; team != "" || c.Ring == nil {
		return team
	}
	return c.Ring.Team
}

// alertDue is when an alert may go out. One about a message waits until the message is known, or known
// not to come; one about how the call ended waits a moment for what is to be heard in a message.
func (c *Call) alertDue(a OwedAlert) time.Time {
	due := a.Due
	if a.Kind == alert.Voicemail {
		due = latest(due, c.AwaitRecording)
	}
	if a.Kind == alert.Voicemail || a.Kind == alert.Missed {
		due = latest(due, c.heardBy())
	}
	return due
}

// heardBy is until when people are not told of a message yet, because nobody has listened to it.
func (c *Call) heardBy() time.Time {
	for _, m := range c.Messages {
		if !m.Heard && m.URL != "" {
			return m.At.Add(hearTime)
		}
	}
	return time.Time{}
}

// alertQueued takes the word that an alert is on its way; from then on the call does not owe it, unless
// something changes. It is kept as it is told: a message that comes later is another cause.
func (d *owed) alertQueued(e AlertQueued) {
	for i := range d.c.Alerts {
		a := &d.c.Alerts[i]
		if a.ID != e.Alert {
			continue
		}
		a.Known = e.Change
		if a.QueuedAt.IsZero() {
			*a = d.corrected(*a)
			a.QueuedAt = d.now
		}
	}
}

// change is a word for what an alert about the call itself has to know beyond what it was raised with:
// who took the call, and that their talk is over. What a caller leaves or misses raises an alert of its
// own, which joins the first.
func (c *Call) change(a OwedAlert) string {
	if a.Kind != alert.Call {
		return ""
	}
	l := c.talked()
	switch {
	case l == nil:
		return ""
	case !l.Ended.IsZero() || !c.Caller.Left.IsZero():
		return l.ID + " talked"
	}
	return l.ID + " took it"
}

// talked is the leg that the caller talked with, or talks with.
func (c *Call) talked() *Leg {
	for i := range c.Legs {
		if !c.Legs[i].TalkedAt.IsZero() {
			return &c.Legs[i]
		}
	}
	return nil
}

// team is the team the call is for, else the line's.
func (d *present) team() string {
	if team := d.c.team(); team != "" {
		return team
	}
	return d.plan.DefaultTeam
}
