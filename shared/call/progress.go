package call

import (
	"slices"
	"time"

	"ringdown/shared/dialplan"
	"ringdown/shared/flow"
	"ringdown/shared/play"
)

// Progress is what the calls of a line are doing for a team at a moment. It is a fact
// like the time: a flow may ask for it, and Decide must not go and look.
type Progress struct {
	Waiting int       // callers whom nobody has accepted yet
	Oldest  time.Time // since when the first of them waits; zero when none does
	Talking []string  // users who are talking to a caller, in order
}

// counting are the actions that ask for Progress.
var counting = []string{"CheckMetricData", "GetMetricData"}

// Counts reports whether a flow of the line may ask what other calls are doing; for all
// others nobody has to look.
func Counts(plan dialplan.Dialplan) bool {
	asks := func(f flow.Flow) bool {
		return slices.ContainsFunc(f.Actions, func(a flow.Action) bool { return slices.Contains(counting, a.Type) })
	}
	if asks(plan.Flow) {
		return true
	}
	for _, f := range plan.Flows {
		if asks(f) {
			return true
		}
	}
	return false
}

// ProgressOf sums up the calls of a line by team. It is never nil, which stands for
// "nobody looked".
func ProgressOf(calls []Call) map[string]Progress {
	out := map[string]Progress{}
	for _, c := range calls {
		r := c.Ring
		if r == nil || r.Closed || !c.EndedAt.IsZero() || !c.callerHere() {
			continue
		}
		p := out[r.Team]
		if r.Winner == "" {
			p.Waiting++
			if p.Oldest.IsZero() || r.Started.Before(p.Oldest) {
				p.Oldest = r.Started
			}
		} else if l := c.leg(r.Winner); l != nil && l.User != "" {
			p.Talking = append(p.Talking, l.User)
			slices.Sort(p.Talking)
		}
		out[r.Team] = p
	}
	return out
}

// Measure counts the people and the callers of a queue.
func (d *present) Measure(q play.Queue) (m play.Metrics, counted bool, err error) {
	if q == (play.Queue{}) {
		q.Team = d.team()
	}
	tiers, err := d.onCall(q)
	if err != nil {
		return m, false, err
	}
	m.Queue, m.TeamName = q, d.plan.Teams[q.Team].Name
	talking := map[string]bool{}
	for _, p := range d.progress {
		for _, user := range p.Talking { // who talks for one team is not there for another
			talking[user] = true
		}
	}
	for _, users := range tiers {
		for _, u := range users {
			m.Staffed++
			if !talking[u.ID] {
				m.Available++
			}
		}
	}
	queue := d.progress[q.Team]
	if q.Team != "" && queue.Waiting > 0 {
		m.Waiting = queue.Waiting
		m.OldestMs = max(d.now.Sub(queue.Oldest), 0).Milliseconds()
	}
	return m, d.progress != nil, nil
}
