package activity

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"ringdown/shared/alert"
	"ringdown/shared/call"
)

// Moment is one thing that happened in a call, in plain words.
type Moment struct {
	At      time.Time `json:"at"`
	What    string    `json:"what"`
	Attempt string    `json:"attempt,omitempty"` // id of the attempt it is about
}

// ends says the end of an attempt in plain words.
var ends = map[call.End]string{
	call.Busy:       "the phone was busy",
	call.Rejected:   "the call was rejected on the phone",
	call.Unanswered: "nobody picked up",
	call.Failed:     "the phone could not be reached",
	call.Completed:  "it was put down",
	call.Restricted: "the network would not show the caller's number",
	call.NoNumber:   "there is no such number",
	call.Refused:    "the phone provider did not take the call",
	call.Declined:   "the call was passed on with a key",
	call.NoKey:      "it was picked up, and no key was pressed",
	call.Lost:       "nothing more was heard of it",
	call.Cancelled:  "it was not needed any more",
	call.Taken:      "somebody else had taken the call before",
	call.HungUp:     "it was picked up and put down before any key",
	call.PassedOver: "the person was on another call, or had been rung often enough",
	call.NotRung:    "its turn did not come before the caller's patience was over",
}

// outcomes says how a call ended.
var outcomes = map[call.Outcome]string{
	call.Talked:        "The call is over: the caller spoke with somebody",
	call.VoicemailLeft: "The call is over: the caller left a message",
	call.Missed:        "The call is over: it was missed",
	call.Closed:        "The call is over: the flow ended without ringing anybody",
}

// channels says how somebody was told.
var channels = map[alert.Channel]string{
	alert.Topic: "the team's topic", alert.Email: "mail", alert.Text: "text message",
	alert.Push: "push message", alert.Voice: "phone call", alert.Chat: "chat",
	alert.Bus: "the bus of events",
}

// story gathers moments.
type story []Moment

func (s *story) add(at time.Time, attempt, format string, args ...any) {
	if !at.IsZero() {
		*s = append(*s, Moment{At: at.UTC(), What: fmt.Sprintf(format, args...), Attempt: attempt})
	}
}

// deeds are what people do to alerts, as the timeline words it.
var deeds = map[alert.What]string{alert.WasAcknowledged: "acknowledged", alert.WasPassedOn: "passed on", alert.WasResolved: "resolved"}

// timeline puts everything that the record knows into the order of time. What happened at the same
// moment stays in the order in which it is told here.
func timeline(c call.Call, d Detail) []Moment {
	s := story{}
	s.add(c.Arrived, "", "A call to %s arrived from %s", d.lineText(), d.callerText())
	if c.FromUs {
		s.add(c.Arrived, "", "It came from a number of ours, so nobody is rung")
	}
	if c.Ring != nil {
		s.add(c.Ring.Started, "", "Ringing began%s", d.teamText(c.Ring.Team))
	}
	for i, a := range d.Attempts {
		s.attempt(a, c.Legs[i])
	}
	s.recordings(d.Recordings)
	for _, a := range d.Told {
		s.alert(a)
	}
	s.add(c.Caller.Left, "", "The caller's line ended")
	s.add(c.EndedAt, "", "%s", outcomes[c.Outcome])
	slices.SortStableFunc(s, func(a, b Moment) int { return a.At.Compare(b.At) })
	return s
}

func (e Entry) lineText() string {
	if e.LineName != "" {
		return e.LineName
	}
	return e.Line
}

func (e Entry) callerText() string {
	return callerOf(e).String()
}

func (d Detail) teamText(team string) string {
	switch {
	case team == "":
		return ""
	case team == d.Team && d.TeamName != "":
		return " for the team " + d.TeamName
	}
	return " for the team " + team
}

func (s *story) attempt(a Attempt, l call.Leg) {
	phone := a.Name
	if a.Phone != "" {
		phone += "'s " + a.Phone
	}
	s.add(a.Dialled, a.ID, "%s was dialled (round %d)", phone, a.Round)
	s.add(a.PickedUp, a.ID, "%s was picked up", phone)
	switch {
	case a.Key != "":
		s.add(a.Accepted, a.ID, "%s pressed %s and took the call", a.Name, a.Key)
	default:
		s.add(a.Accepted, a.ID, "%s took the call", a.Name)
	}
	s.add(a.Talked, a.ID, "%s and the caller are together", a.Name)
	at := a.Ended
	if at.IsZero() && a.End != "" {
		at = l.DialAt
	}
	if why := a.Why; why != "" {
		if a.End == call.Declined && a.Key != "" {
			why = "the call was passed on with the key " + a.Key
		}
		s.add(at, a.ID, "%s: %s", phone, why)
	}
}

func (s *story) recordings(all []Recording) {
	for _, r := range all {
		what := "A message of the caller was recorded"
		if r.Kind == Talk {
			what = "The talk was recorded"
		}
		what += fmt.Sprintf(", %d s", r.Seconds)
		if r.Action != "" {
			what += ", as the action " + r.Action + " asks"
		}
		if r.Silent {
			what += "; there is nothing to hear in it"
		}
		s.add(r.At, "", "%s", what)
	}
}

func (s *story) alert(a Alert) {
	team := a.TeamName
	if team == "" {
		team = a.Team
	}
	if team == "" {
		team = "nobody in particular"
	}
	s.add(a.At, "", "An alert (%s) for %s was raised", a.Kind, team)
	for _, t := range a.Tellings {
		to := strings.TrimSpace(channels[t.Channel] + " " + t.Address)
		switch t.State {
		case alert.Sent:
			s.add(t.At, "", "The alert (%s) was told by %s", a.Kind, to)
		case alert.Failed:
			s.add(t.At, "", "The alert (%s) could not be told by %s: given up", a.Kind, to)
		}
	}
	s.add(a.FailedAt, "", "The alert (%s) reached nobody", a.Kind)
	for _, h := range a.History {
		by := h.By
		if by == "" {
			by = "Somebody"
		}
		switch h.What {
		case alert.WasAcknowledged, alert.WasPassedOn, alert.WasResolved:
			s.add(h.At, "", "%s %s the alert (%s)", by, deeds[h.What], a.Kind)
		case alert.WasExhausted:
			s.add(h.At, "", "Nobody was left to be told of the alert (%s)", a.Kind)
		}
	}
}
