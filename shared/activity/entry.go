package activity

import (
	"time"

	"ringdown/shared/call"
	"ringdown/shared/dialplan"
	"ringdown/shared/e164"
)

// Entry is a call as a line of the list.
type Entry struct {
	ID             string       `json:"id"`
	Arrived        time.Time    `json:"arrived"`
	Ended          time.Time    `json:"ended,omitzero"` // zero while it lasts
	Line           string       `json:"line"`
	LineName       string       `json:"lineName,omitempty"` // its description
	Called         e164.Number  `json:"called"`
	Caller         e164.Number  `json:"caller,omitempty"`
	Came           string       `json:"came,omitempty"` // what came of the caller, beside or in place of a number
	Withheld       bool         `json:"withheld,omitempty"`
	Team           string       `json:"team,omitempty"`
	TeamName       string       `json:"teamName,omitempty"`
	Outcome        call.Outcome `json:"outcome,omitempty"` // "" while it lasts
	AcceptedBy     string       `json:"acceptedBy,omitempty"`
	AcceptedByName string       `json:"acceptedByName,omitempty"`
	// SecondsToHuman is how long the caller waited until somebody spoke with them; nil: nobody did.
	SecondsToHuman *int `json:"secondsToHuman,omitempty"`
	TalkSeconds    int  `json:"talkSeconds"`
	MessageSeconds int  `json:"messageSeconds"`
	Alerts         int  `json:"alerts"`
}

// EntryOf sums up a call.
func EntryOf(c call.Call, plan dialplan.Dialplan) Entry {
	n := call.Summary(c, plan)
	e := Entry{
		ID: c.ID, Arrived: c.Arrived.UTC(), Ended: c.EndedAt.UTC(), Line: c.Line, LineName: plan.Description, Called: c.Called,
		Caller: c.Caller.Number, Came: c.Caller.Came, Withheld: c.Caller.ID().Withheld(), Team: n.Team, TeamName: n.TeamName,
		Outcome: c.Outcome, Alerts: len(c.Alerts),
	}
	if v := c.Voicemail(); !v.Empty() {
		e.MessageSeconds = v.Seconds
	}
	if !c.TalkedAt.IsZero() {
		waited := seconds(c.Arrived, c.TalkedAt)
		e.SecondsToHuman = &waited
	}
	for _, l := range c.Legs {
		if l.Accepted.IsZero() && l.TalkedAt.IsZero() {
			continue
		}
		// Who talked counts more than who only pressed the key.
		if e.AcceptedBy == "" || !l.TalkedAt.IsZero() {
			e.AcceptedBy, e.AcceptedByName = who(l, plan)
		}
		e.TalkSeconds += talkSeconds(c, l)
	}
	return e
}

// who is the id and the name of the person behind a leg; a third party's id is their number.
func who(l call.Leg, plan dialplan.Dialplan) (id, name string) {
	if l.Outside.Number != "" {
		return string(l.Outside.Number), string(l.Outside.Number)
	}
	if name = plan.Users[l.User].Name; name == "" {
		name = l.User
	}
	return l.User, name
}

// talkSeconds is how long a leg and the caller were together; 0 while they still are.
func talkSeconds(c call.Call, l call.Leg) int {
	if l.TalkedAt.IsZero() {
		return 0
	}
	var end time.Time
	for _, at := range []time.Time{l.Ended, c.Caller.Left, c.EndedAt} {
		if !at.IsZero() && (end.IsZero() || at.Before(end)) {
			end = at
		}
	}
	if end.IsZero() {
		return 0
	}
	return seconds(l.TalkedAt, end)
}

// seconds counts whole seconds, never fewer than none.
func seconds(from, to time.Time) int { return max(int(to.Sub(from)/time.Second), 0) }
