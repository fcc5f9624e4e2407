package activity

import (
	"cmp"
	"maps"
	"slices"

	"ringdown/shared/call"
)

// Figures are counts of calls. Answered, missed, messages and closed are how they ended; those that
// last are in Calls alone.
type Figures struct {
	Calls    int `json:"calls"`
	Answered int `json:"answered"` // somebody spoke with the caller
	Missed   int `json:"missed"`
	Messages int `json:"messages"`
	Closed   int `json:"closed"` // the flow ended without ringing anybody
	// AnswerP50 and AnswerP95 are seconds until somebody was there, of those that were answered
	// (nearest rank); nil where none was.
	AnswerP50   *int `json:"answerP50,omitempty"`
	AnswerP95   *int `json:"answerP95,omitempty"`
	TalkSeconds int  `json:"talkSeconds"`
}

// Of are the figures of a day, a line, a team or a person.
type Of struct {
	ID   string `json:"id"` // the day, or the id
	Name string `json:"name,omitempty"`
	Figures
}

// Statistics are figures of a range.
type Statistics struct {
	Zone  string  `json:"zone"`
	Whole Figures `json:"whole"`
	Days  []Of    `json:"days"` // every day of the range
	Lines []Of    `json:"lines"`
	Teams []Of    `json:"teams"`
	// People counts for each person the calls in which a phone of theirs was dialled; answered are
	// those that they took, with the time from the first dialling to the talk. A call that somebody
	// else took is neither answered nor missed.
	People []Of `json:"people"`
}

// tally gathers what figures are made of.
type tally struct {
	name   string
	f      Figures
	answer []int
}

// count counts a call that ended so. Waited is how long the caller waited, where somebody answered.
func (t *tally) count(o call.Outcome, waited *int, talkSeconds int) {
	t.f.Calls++
	t.f.TalkSeconds += talkSeconds
	switch o {
	case call.Talked:
		t.f.Answered++
	case call.Missed:
		t.f.Missed++
	case call.VoicemailLeft:
		t.f.Messages++
	case call.Closed:
		t.f.Closed++
	}
	if waited != nil {
		t.answer = append(t.answer, *waited)
	}
}

func (t *tally) figures() Figures {
	slices.Sort(t.answer)
	t.f.AnswerP50, t.f.AnswerP95 = percentile(t.answer, 50), percentile(t.answer, 95)
	return t.f
}

// percentile is the nearest rank of sorted values.
func percentile(sorted []int, percent int) *int {
	if len(sorted) == 0 {
		return nil
	}
	rank := max((percent*len(sorted)+99)/100, 1)
	return &sorted[rank-1]
}

// Counting gathers statistics call by call, so that nobody has to hold all of them.
type Counting struct {
	r                          Range
	whole                      tally
	days, lines, teams, people map[string]*tally
}

// NewCounting begins statistics of a range.
func NewCounting(r Range) *Counting {
	c := &Counting{r: r, days: map[string]*tally{}, lines: map[string]*tally{}, teams: map[string]*tally{}, people: map[string]*tally{}}
	for _, day := range r.Days() {
		c.days[day] = &tally{}
	}
	return c
}

// Add counts a call, or its masked form.
func (c *Counting) Add(e Entry, attempts []Attempt) {
	c.whole.count(e.Outcome, e.SecondsToHuman, e.TalkSeconds)
	of(c.days, c.r.Day(e.Arrived), "").count(e.Outcome, e.SecondsToHuman, e.TalkSeconds)
	of(c.lines, e.Line, e.LineName).count(e.Outcome, e.SecondsToHuman, e.TalkSeconds)
	if e.Team != "" {
		of(c.teams, e.Team, e.TeamName).count(e.Outcome, e.SecondsToHuman, e.TalkSeconds)
	}
	for _, user := range rung(attempts) {
		c.person(e, user, attempts)
	}
}

// rung lists the users of whom a phone was dialled, each once.
func rung(attempts []Attempt) []string {
	var out []string
	for _, a := range attempts {
		if a.User != "" && !a.Dialled.IsZero() && !slices.Contains(out, a.User) {
			out = append(out, a.User)
		}
	}
	return out
}

func (c *Counting) person(e Entry, user string, attempts []Attempt) {
	var first, took *Attempt
	for i := range attempts {
		a := &attempts[i]
		if a.User != user || a.Dialled.IsZero() {
			continue
		}
		if first == nil || a.Dialled.Before(first.Dialled) {
			first = a
		}
		if took == nil && !a.Talked.IsZero() {
			took = a
		}
	}
	outcome, talked := e.Outcome, 0
	var waited *int
	switch {
	case took != nil:
		n := seconds(first.Dialled, took.Talked)
		waited, talked, outcome = &n, took.TalkSeconds, call.Talked
	case outcome == call.Talked:
		outcome = "" // somebody else took it
	}
	of(c.people, user, first.Name).count(outcome, waited, talked)
}

func of(all map[string]*tally, id, name string) *tally {
	t := all[id]
	if t == nil {
		t = &tally{}
		all[id] = t
	}
	t.name = cmp.Or(t.name, name)
	return t
}

// Statistics gives the figures of what was counted so far.
func (c *Counting) Statistics() Statistics {
	return Statistics{Zone: c.r.Zone, Whole: c.whole.figures(), Days: listed(c.days), Lines: listed(c.lines), Teams: listed(c.teams), People: listed(c.people)}
}

func listed(all map[string]*tally) []Of {
	out := []Of{}
	for _, id := range slices.Sorted(maps.Keys(all)) {
		out = append(out, Of{ID: id, Name: all[id].name, Figures: all[id].figures()})
	}
	return out
}
