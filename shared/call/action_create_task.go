package call

import (
	"strconv"
	"strings"
	"time"

	"ringdown/shared/e164"
	"ringdown/shared/flow"
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

// createTask raises an alert. ContactFlowId names what it is about: alert-voicemail
// waits for the recording, every other one goes out at once.
var createTask = action{
	begin: func(t *turn, a flow.Action) outcome {
		kind := AlertCall
		if strings.HasSuffix(t.text(a.Parameters, "ContactFlowId"), "voicemail") {
			kind = AlertVoicemail
		}
		if !t.raise(kind, t.text(a.Parameters, "Name")) {
			return failed(flow.NoMatchingError)
		}
		return done(flow.Succeed())
	},
}

func (t *turn) raise(kind AlertKind, title string) bool {
	c := t.c
	if len(c.Alerts) >= alertsMax {
		return false
	}
	team := c.team()
	if _, ok := t.plan.Teams[team]; !ok {
		team = t.plan.DefaultTeam
	}
	c.Alerts = append(c.Alerts, Alert{ID: strconv.Itoa(len(c.Alerts) + 1), Kind: kind, Team: team, Title: title, At: t.now})
	return true
}

// team is the team the call is for: the queue that was chosen, an attribute of the
// flow, else the one that was rung.
func (c *Call) team() string {
	if c.Queue.Team != "" {
		return c.Queue.Team
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
		return c.AwaitRecording
	}
	return time.Time{}
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

func (t *turn) alertMoved(e Event) {
	for i := range t.c.Alerts {
		a := &t.c.Alerts[i]
		switch e := e.(type) {
		case AlertQueued:
			if a.ID == e.Alert {
				a.QueuedAt = t.now
			}
		case AlertTold:
			if a.ID == e.Alert {
				a.ToldAt = e.At
			}
		}
	}
}
