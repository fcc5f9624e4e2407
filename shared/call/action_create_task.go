package call

import (
	"slices"
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

// titleMax bounds what an alert says of itself: it is kept with the call, and an SMS
// has 160 characters.
const titleMax = 300

// createTask raises an alert. ContactFlowId names what it is about, by name or by the
// last part of an ARN: one that ends in "voicemail" waits for the recording, and so does
// a task with a reference to it; every other one goes out at once, or DelaySeconds or
// ScheduledTime later. Name, Description and the references with fixed values are what
// people read; the recording itself is behind the link that every alert has. Attributes
// and templates belong to task lists that do not exist here. NoMatchingError when a
// call has raised too many, and for a time that is none.
var createTask = action{
	begin: func(t *turn, a flow.Action) outcome {
		if t.plan.Quiet && t.c.Flow.Flow == safeFlowName {
			return done(flow.Succeed())
		}
		links, recorded := t.taskLinks(a.Parameters)
		kind := AlertCall
		if recorded || strings.HasSuffix(t.text(a.Parameters, "ContactFlowId"), "voicemail") {
			kind = AlertVoicemail
		}
		due, ok := t.taskDue(a.Parameters)
		said := append([]string{t.text(a.Parameters, "Name"), t.text(a.Parameters, "Description")}, links...)
		said = slices.DeleteFunc(said, func(s string) bool { return strings.TrimSpace(s) == "" })
		if !ok || !t.raise(kind, shortened(strings.Join(said, " - "), titleMax)) {
			return failed(flow.NoMatchingError)
		}
		t.c.Alerts[len(t.c.Alerts)-1].Due = due
		return done(flow.Succeed())
	},
}

// taskLinks reads the references of a task. One to the recording is left out: its
// address is the provider's, and works for nobody else.
func (t *turn) taskLinks(p flow.Parameters) (links []string, recorded bool) {
	references, _ := p.Object("References")
	for _, m := range references.Value().Members() {
		raw, ok := m.Value.Text()
		if inner, wrapped := m.Value.Member("Value"); wrapped {
			raw, ok = inner.Text()
		}
		if strings.Contains(raw, "$.Recording.") {
			recorded = true
			continue
		}
		if value := t.expand(raw); ok && value != "" {
			links = append(links, m.Name+": "+value)
		}
	}
	return links, recorded
}

// taskDue is when a task begins; zero is at once.
func (t *turn) taskDue(p flow.Parameters) (time.Time, bool) {
	const longest = 518_400 // seconds: six days (Amazon Connect flow language, CreateTask)
	if text := t.text(p, "ScheduledTime"); text != "" {
		at, err := time.Parse(time.RFC3339, text)
		return at.UTC(), err == nil && at.Before(t.now.Add(longest*time.Second))
	}
	if seconds := t.number(p, "DelaySeconds", 0, 0, longest); seconds > 0 {
		return t.now.Add(time.Duration(seconds) * time.Second), true
	}
	return time.Time{}, true
}

func shortened(text string, characters int) string {
	if r := []rune(text); len(r) > characters {
		return string(r[:characters-1]) + "…"
	}
	return text
}

// raiseUnasked notes an alert that no step of the line's own flow asks for. A quiet
// line has none of those: its team wants to hear of nothing it did not ask for.
func (t *turn) raiseUnasked(kind AlertKind, title string) {
	if !t.plan.Quiet {
		t.raise(kind, title)
	}
}

// raise notes an alert; false when the call has as many as it may have.
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
