package call

import (
	"slices"
	"time"

	"ringdown/shared/dialplan"
	"ringdown/shared/flow"
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

// Metrics are the numbers of a queue, as GetMetricData reads them.
type Metrics struct {
	Queue     Queue `json:"queue"`
	Staffed   int   `json:"staffed"`   // users on call
	Available int   `json:"available"` // of these, not talking
	Waiting   int   `json:"waiting"`
	OldestMs  int64 `json:"oldestMs"` // what the service calls seconds is milliseconds on the wire
}

// measure reads the numbers of the queue an action names, else of the one that was
// chosen, else of the team the call is for. Counted says whether the calls in progress
// are known; without them only who is on call is.
func (t *turn) measure(p flow.Parameters) (m Metrics, counted bool, err error) {
	switch {
	case p.Has("QueueId"), p.Has("AgentId"):
		if m.Queue, err = t.queueNamed(p); err != nil {
			return m, false, err
		}
	case t.c.Queue != (Queue{}):
		m.Queue = t.c.Queue
	default:
		m.Queue.Team = t.targetTeam()
	}
	tiers, err := t.onCallFor(m.Queue)
	if err != nil {
		return m, false, err
	}
	talking := map[string]bool{}
	for _, p := range t.progress {
		for _, user := range p.Talking { // whoever talks for one team is not there for another
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
	queue := t.progress[m.Queue.Team]
	if m.Queue.Team != "" && queue.Waiting > 0 {
		m.Waiting = queue.Waiting
		m.OldestMs = max(t.now.Sub(queue.Oldest), 0).Milliseconds()
	}
	return m, t.progress != nil, nil
}
