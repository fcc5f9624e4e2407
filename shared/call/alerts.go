package call

import (
	"ringdown/shared/e164"
	"strconv"
	"time"
)

// alertsMax bounds the alerts of one call: a flow may loop.
const alertsMax = 5

// Alert is something people have to be told about a call. What it says is put
// together when it is told, from the call as it is then.
type Alert struct {
	ID       string      `json:"id"`
	Kind     AlertKind   `json:"kind"`
	Team     string      `json:"team,omitempty"`
	Title    string      `json:"title"`
	Number   e164.Number `json:"number,omitempty"` // to call back, where that is asked for
	At       time.Time   `json:"at"`
	Due      time.Time   `json:"due,omitzero"` // not before
	QueuedAt time.Time   `json:"queuedAt,omitzero"`
	ToldAt   time.Time   `json:"toldAt,omitzero"`
}

// AlertKind says what an alert is about.
type AlertKind string

// The kinds of alerts.
const (
	AlertCall      AlertKind = "call"      // somebody is calling
	AlertVoicemail AlertKind = "voicemail" // somebody left a message
	AlertMissed    AlertKind = "missed"    // somebody called and nobody spoke to them
	AlertCallback  AlertKind = "callback"  // somebody asked to be called back
)

// raiseUnasked notes an alert that no step of the line's own flow asks for. A quiet
// line has none of those: its team wants to hear of nothing it did not ask for.
func (d *decider) raiseUnasked(kind AlertKind, title string) {
	if !d.plan.Quiet {
		d.raise(kind, title)
	}
}

// raise notes an alert; false when the call has as many as it may have.
func (d *decider) raise(kind AlertKind, title string) bool {
	c := d.c
	if len(c.Alerts) >= alertsMax {
		return false
	}
	team := c.team()
	if _, ok := d.plan.Teams[team]; !ok {
		team = d.plan.DefaultTeam
	}
	c.Alerts = append(c.Alerts, Alert{ID: strconv.Itoa(len(c.Alerts) + 1), Kind: kind, Team: team, Title: title, At: d.now})
	return true
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

// alertDue is when an alert may go out: one about a message waits until the message
// is known, or known not to come.
func (c *Call) alertDue(a Alert) time.Time {
	if a.Kind == AlertVoicemail {
		return latest(c.AwaitRecording, a.Due)
	}
	return a.Due
}

// Told reports whether people were told of the alert.
func (c Call) Told(id string) bool {
	for _, a := range c.Alerts {
		if a.ID == id {
			return !a.ToldAt.IsZero()
		}
	}
	return false
}

func (d *decider) alertMoved(e Event) {
	for i := range d.c.Alerts {
		a := &d.c.Alerts[i]
		switch e := e.(type) {
		case AlertQueued:
			if a.ID == e.Alert {
				a.QueuedAt = d.now
			}
		case AlertTold:
			if a.ID == e.Alert {
				a.ToldAt = e.At
			}
		}
	}
}

// team is the team the call is for, else the line's.
func (d *decider) team() string {
	if team := d.c.team(); team != "" {
		return team
	}
	return d.plan.DefaultTeam
}
