package activity

import (
	"slices"
	"strings"
	"time"

	"ringdown/shared/alert"
	"ringdown/shared/call"
	"ringdown/shared/dialplan"
)

// Standing is how an alert stands: whether somebody has it, and what comes next while nobody does.
type Standing struct {
	ID           string       `json:"id"`
	Status       alert.Status `json:"status"`
	Acknowledged *Deed        `json:"acknowledged,omitempty"`
	Resolved     *Deed        `json:"resolved,omitempty"`
	Next         *NextStep    `json:"next,omitempty"`      // of its escalation
	Exhausted    time.Time    `json:"exhausted,omitzero"`  // nobody is left to be told, and nobody has acknowledged
	CanPassOn    bool         `json:"canPassOn,omitempty"` // there is somebody to pass it on to
}

// Deed is something that somebody did to an alert.
type Deed struct {
	At  time.Time `json:"at"`
	By  string    `json:"by,omitempty"` // as people read it
	ID  string    `json:"id,omitempty"` // of the user
	How alert.How `json:"how,omitempty"`
}

// NextStep is a step of an escalation that is still to come.
type NextStep struct {
	Round int       `json:"round"` // from 1
	Step  int       `json:"step"`  // from 1
	At    time.Time `json:"at"`
}

// Alert is what a team was told of a call, and who was told when and how.
type Alert struct {
	Standing
	Call     string       `json:"call"`
	Kind     alert.Kind   `json:"kind"`
	Team     string       `json:"team,omitempty"`
	TeamName string       `json:"teamName,omitempty"`
	Title    string       `json:"title,omitempty"`
	At       time.Time    `json:"at"`               // the call asked for it
	Joined   string       `json:"joined,omitempty"` // id of the alert that tells of it, where the caller had called shortly before
	ToldAt   time.Time    `json:"toldAt,omitzero"`  // the first channel took it
	FailedAt time.Time    `json:"failedAt,omitzero"`
	Tellings []Telling    `json:"tellings"` // none before it is on its way
	Calls    []JoinedCall `json:"calls"`    // that it is about, the first one first
	History  []Happening  `json:"history"`
}

// Telling is one address that was, or is to be, told.
type Telling struct {
	Channel alert.Channel `json:"channel"`
	Address string        `json:"address,omitempty"`
	User    string        `json:"user,omitempty"` // whose address it is; the team's where it is left out
	Name    string        `json:"name,omitempty"` // of the user
	Step    int           `json:"step,omitempty"` // number of the step that told them, from 1, counted through all rounds
	Why     alert.Why     `json:"why,omitempty"`
	State   alert.State   `json:"state"`
	Due     time.Time     `json:"due,omitzero"` // not before, while it is queued
	At      time.Time     `json:"at,omitzero"`  // the state was reached
	Tries   int           `json:"tries,omitempty"`
	Reason  string        `json:"reason,omitempty"` // why it failed
}

// JoinedCall is a call that an alert is about.
type JoinedCall struct {
	Call    string     `json:"call"`
	At      time.Time  `json:"at"`
	Kind    alert.Kind `json:"kind"`
	Seconds int        `json:"seconds,omitempty"` // of its message
}

// Happening is one thing that happened to an alert.
type Happening struct {
	At    time.Time  `json:"at"`
	What  alert.What `json:"what"`
	By    string     `json:"by,omitempty"` // as people read it
	How   alert.How  `json:"how,omitempty"`
	Round int        `json:"round,omitempty"` // of a step, from 1
	Step  int        `json:"step,omitempty"`  // in its round, from 1
	News  alert.News `json:"news,omitempty"`
}

// AlertsOf lists what the call asked to be told, with what became of it.
func AlertsOf(c call.Call, plan dialplan.Dialplan, records []alert.Alert) []Alert {
	out := []Alert{}
	for _, owed := range c.Alerts {
		a := Alert{
			Call: c.ID, Kind: owed.Kind, Team: owed.Team, TeamName: plan.Teams[owed.Team].Name, Title: owed.Title, At: owed.At,
			Tellings: []Telling{}, Calls: []JoinedCall{}, History: []Happening{},
		}
		id := alert.IDOf(c.ID, owed.ID)
		a.Standing = Standing{ID: id, Status: alert.StatusOpen}
		if i := slices.IndexFunc(records, func(r alert.Alert) bool { return TellsOf(r, id) }); i >= 0 {
			a.tell(records[i], plan)
		}
		out = append(out, a)
	}
	return out
}

// TellsOf reports whether an alert tells of what a call asked for: its own alert, or one that it joined.
func TellsOf(r alert.Alert, id string) bool {
	return r.ID == id || slices.ContainsFunc(r.Calls, func(j alert.Joined) bool { return slices.Contains(j.Owed, id) })
}

// StandingOf says how an alert stands.
func StandingOf(r alert.Alert) Standing {
	s := Standing{ID: r.ID, Status: r.Status(), Acknowledged: deedOf(r.Acknowledged), Resolved: deedOf(r.Resolved), Exhausted: r.Escalation.Exhausted, CanPassOn: r.CanPassOn()}
	for _, o := range alert.Orders(r) {
		if step, ok := o.(alert.BeginStep); ok {
			s.Next = &NextStep{Round: step.Round + 1, Step: step.Step + 1, At: step.At}
		}
	}
	return s
}

func deedOf(a alert.Action) *Deed {
	if a.At.IsZero() {
		return nil
	}
	d := &Deed{At: a.At, By: a.By.String(), ID: a.By.ID, How: a.How}
	if strings.HasPrefix(d.ID, alert.AddressMark) {
		d.ID = "" // one address of the team, which several people read
	}
	return d
}

// tell adds what the record knows.
func (a *Alert) tell(r alert.Alert, plan dialplan.Dialplan) {
	owed := a.ID
	a.Standing = StandingOf(r)
	if a.ID = owed; r.ID != owed {
		a.Joined = r.ID
	} else if r.Notice.Kind != "" { // a message may have turned out to be none
		a.Kind = r.Notice.Kind
	}
	a.ToldAt, a.FailedAt = r.ToldAt, r.FailedAt
	for _, n := range r.Notifications {
		t := Telling{Channel: n.Channel, Address: n.Address, User: n.User, Name: plan.Users[n.User].Name, Step: n.Step, Why: n.Why, State: n.State, At: n.At, Tries: n.Tries, Reason: n.Reason}
		if p, ok := r.Person(n.User); ok && p.Name != "" {
			t.Name = p.Name
		}
		if n.State == alert.Queued {
			t.Due = n.Due
		}
		a.Tellings = append(a.Tellings, t)
	}
	for _, j := range r.Calls {
		a.Calls = append(a.Calls, JoinedCall{Call: j.Call, At: j.At, Kind: j.Kind, Seconds: j.Seconds})
	}
	for _, e := range r.History {
		h := Happening{At: e.At, What: e.What, By: e.By.String(), How: e.How, News: e.News}
		if e.What == alert.StepTold || e.What == alert.NobodyThere {
			h.Round, h.Step = e.Round+1, e.Step+1
		}
		a.History = append(a.History, h)
	}
}
