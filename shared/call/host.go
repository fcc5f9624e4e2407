package call

import (
	"maps"
	"slices"
	"strings"
	"time"

	"ringdown/shared/alert"
	"ringdown/shared/dialplan"
	"ringdown/shared/oncall"
	"ringdown/shared/play"
)

// decider is the host of the flow: what a flow asks for becomes scripts, legs and alerts.
var _ play.Host = (*decider)(nil)

// Now is the moment of the decision.
func (d *present) Now() time.Time { return d.now }

// Listening reports whether there is somebody to speak to. A flow whose caller hung up during a
// recording goes on without one.
func (d *present) Listening() bool { return d.c.callerHere() }

// Open looks up hours of the line. A team without hours is always there.
func (d *present) Open(hours string) (open, known bool) {
	if hours == "" {
		if hours = d.plan.Teams[d.team()].Hours; hours == "" {
			return true, true
		}
	}
	h, known := byID(d.plan.Hours, hours)
	return known && oncall.Open(h, d.now), known
}

// Queue finds a team by its id or name, a user by id, or either by an ARN that ends in one.
func (d *present) Queue(id, agent string) (play.Queue, bool) {
	if agent != "" {
		u, ok := byID(d.plan.Users, agent)
		return play.Queue{User: u.ID}, ok
	}
	if team, ok := byID(d.plan.Teams, id); ok {
		return play.Queue{Team: team.ID}, true
	}
	for _, key := range slices.Sorted(maps.Keys(d.plan.Teams)) {
		if slices.ContainsFunc(spellings(id), func(s string) bool { return strings.EqualFold(s, d.plan.Teams[key].Name) }) {
			return play.Queue{Team: key}, true
		}
	}
	return play.Queue{}, false
}

// Bot finds the keys that stand in for a bot.
func (d *present) Bot(name string) (play.Bot, bool) {
	b, ok := dialplan.BotOf(d.plan.Bots, name)
	out := play.Bot{Intents: make([]play.Intent, 0, len(b.Intents))}
	for _, i := range b.Intents {
		out.Intents = append(out.Intents, play.Intent{Name: i.Intent, Key: i.Key, Words: i.Words, Slots: i.Slots})
	}
	return out, ok
}

// MayAsk reports whether the line allows to ask a function, whatever its version or alias.
func (d *present) MayAsk(arn string) bool {
	return slices.ContainsFunc(d.plan.LambdaARNs, func(allowed string) bool { return arn == allowed || strings.HasPrefix(arn, allowed+":") })
}

// Message says what is known of the caller's message.
func (d *present) Message() play.Message {
	c := d.c
	asked := c.asked()
	m := play.Message{Asked: c.MessageAsked, Known: asked != nil || c.AwaitRecording.IsZero(), Left: !asked.Empty()}
	if asked != nil {
		m.Seconds = asked.Seconds
	}
	return m
}

// Raise notes that people have to know. A quiet line tells only what its own flow asks for.
func (d *owed) Raise(t play.Task) bool {
	if t.Unasked && d.plan.Quiet || d.c.warned() {
		return true
	}
	kind := alert.Call
	switch {
	case t.Callback != "":
		kind = alert.Callback
	case t.OfMessage:
		kind = alert.Voicemail
	}
	team := t.Team
	if team == "" {
		team = d.alertTeam()
	}
	if kind == alert.Voicemail && d.c.messageTold(team) {
		return true
	}
	if !d.raise(kind, t.Title) {
		return false
	}
	raised := &d.c.Alerts[len(d.c.Alerts)-1]
	raised.Number, raised.Due, raised.Team = t.Callback, t.Due, team
	return true
}

// Failed keeps the first reason.
func (d *owed) Failed(reason string) {
	if d.c.Failure == "" {
		d.c.Failure = reason
	}
}
