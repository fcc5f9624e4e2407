package call

import (
	"slices"
	"strings"
	"time"

	"ringdown/shared/alert"
	"ringdown/shared/dialplan"
)

// linkLife is how long the link in an alert works: a day, so that last night's
// message can still be heard in the morning, and no mailbox keeps it for good.
const linkLife = 24 * time.Hour

// Raise gives the alert of that id (alert.IDOf) its words and its addresses, from the call as it is now;
// false when the call owes none. Listen gives the address of the page with the message for a time it
// expires.
func Raise(c Call, id string, plan dialplan.Dialplan, now time.Time, listen func(expires time.Time) string) (alert.Raised, bool) {
	i := slices.IndexFunc(c.Alerts, func(a OwedAlert) bool { return alert.IDOf(c.ID, a.ID) == id })
	if i < 0 {
		return alert.Raised{}, false
	}
	a := viewOf(&c, plan).corrected(c.Alerts[i])
	n := Summary(c, plan)
	n.ID, n.Kind, n.Title = id, a.Kind, a.Title
	if l := c.talked(); l != nil && a.Kind == alert.Call {
		n.Accepted = alert.Who{ID: l.User, Name: plan.Users[l.User].Name}
		if l.Outside.Number != "" {
			n.Accepted = alert.Who{ID: string(l.Outside.Number)}
		}
		n.TalkEnded = !l.Ended.IsZero() || !c.Caller.Left.IsZero()
	}
	team := plan.Teams[a.Team]
	n.Team, n.TeamName = team.ID, team.Name
	if a.Number != "" {
		n.Caller, n.Came = a.Number, "" // as the caller keyed it, or as it was at hand
	}
	n.Expires = now.Add(linkLife).Truncate(time.Second)
	n.Listen = listen(n.Expires)
	if strings.EqualFold(n.Title, n.Subject()) {
		n.Title = ""
	}
	return alert.Raised{Notice: n, To: alert.Addresses{Emails: team.Emails, Texts: team.Texts}}, true
}

// Summary is the call as a notice that is addressed to nobody.
func Summary(c Call, plan dialplan.Dialplan) alert.Notice {
	n := alert.Notice{
		Call: c.ID, Kind: alert.Call, Line: plan.Description, Number: c.Called, Caller: c.Caller.Number, Came: c.Caller.Came,
		At: c.Arrived, Ended: !c.EndedAt.IsZero(), Tried: Attempts(c, plan), Language: plan.Language,
	}
	n.Team = c.team()
	n.TeamName = plan.Teams[n.Team].Name
	switch {
	case !c.Voicemail().Empty():
		n.Kind, n.Seconds = alert.Voicemail, c.Voicemail().Seconds
		n.AudioMissing = c.Voicemail().Bytes == 0 && c.Voicemail().Key == ""
	case c.Outcome == Missed:
		n.Kind = alert.Missed
	}
	return n
}

// corrected is an alert about a message as it is told when there turned out to be none.
func (v view) corrected(a OwedAlert) OwedAlert {
	if a.Kind == alert.Voicemail && v.c.Voicemail().Empty() {
		a.Kind, a.Title = alert.Missed, v.missedTitle()
	}
	return a
}

func (v view) missedTitle() string { return "Missed call on " + v.plan.Description }

// Attempts lists who was rung, on which phone and how it ended, for people.
func Attempts(c Call, plan dialplan.Dialplan) []alert.Attempt {
	var out []alert.Attempt
	for _, l := range c.Legs {
		u := plan.Users[l.User]
		at := alert.Attempt{Who: u.Name, At: l.Dialled, End: l.fate()}
		if at.At.IsZero() {
			at.At = l.DialAt
		}
		if phone, ok := l.phone(plan.Users); ok {
			at.Phone = phone.Label
		}
		if l.Outside.Number != "" {
			at.Who = string(l.Outside.Number)
		}
		out = append(out, at)
	}
	return out
}

// fate says in words how the attempt stands.
func (l *Leg) fate() string {
	switch {
	case !l.TalkedAt.IsZero():
		return "took the call"
	case l.End != "":
		return string(l.End)
	}
	return l.State.String()
}
