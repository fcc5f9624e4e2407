package alert

import (
	"slices"
	"time"
)

// updated takes what is known now of a call. A call that the alert does not know joins it.
func (a *Alert) updated(n Notice, now time.Time) {
	if a.Raised.IsZero() {
		return
	}
	news := a.learn(n, now)
	if news == "" {
		return
	}
	if a.Status() == StatusResolved {
		a.reopen(now)
	}
	a.note(Entry{At: now, What: WasUpdated, News: news})
	a.tellNews(news, now)
}

// learn keeps what a notice says, and returns what is new in it for people. Who takes the call sees to
// its alert, and the end of their talk is the end of it; but what a caller leaves or misses after a
// talk is somebody's to see to again.
func (a *Alert) learn(n Notice, now time.Time) News {
	owed := n.ID
	n.ID = a.ID
	a.Calls = slices.Clone(a.Calls)
	i := slices.IndexFunc(a.Calls, func(j Joined) bool { return j.Call == n.Call })
	first := len(a.Calls) == 0
	if i < 0 {
		if len(a.Calls) >= callsMax {
			a.Calls = slices.Delete(a.Calls, 1, 2)
		}
		a.Calls = append(a.Calls, Joined{Call: n.Call, At: n.At})
		i = len(a.Calls) - 1
	}
	j := &a.Calls[i]
	var news News
	switch known := slices.Index(j.Owed, owed); {
	case known < 0:
		if !first {
			news = newsOf(*j, n)
		}
		j.Owed, j.Kind, j.Seconds = append(slices.Clone(j.Owed), owed), n.Kind, n.Seconds
	case known < len(j.Owed)-1: // what it was told of first is known; the latest says how the call stands
		n.Listen, n.Expires, n.Kind, n.Title = a.Notice.Listen, a.Notice.Expires, a.Notice.Kind, a.Notice.Title
	default:
		n.Listen, n.Expires = a.Notice.Listen, a.Notice.Expires // of the link that was sent
	}
	if i == len(a.Calls)-1 {
		a.Notice = n
	}
	a.taken(j, n, now)
	return news
}

// taken acknowledges what somebody took the call for, and resolves it at the end of their talk.
func (a *Alert) taken(j *Joined, n Notice, now time.Time) {
	took := n.Kind == Call && n.Accepted != Who{} && !j.Accepted
	talked := n.Kind == Call && n.TalkEnded && !j.Talked
	j.Accepted, j.Talked = j.Accepted || took, j.Talked || talked
	if took {
		a.acknowledged(Acknowledged{By: n.Accepted, How: ByAccept}, now)
	}
	if talked {
		a.resolved(Resolved{By: n.Accepted, How: ByTalk}, now)
	}
}

// newsOf is what people do not know yet, of a call that has one more thing to tell.
func newsOf(was Joined, is Notice) News {
	switch {
	case len(was.Owed) == 0:
		return NewsCall
	case is.Kind == Missed:
		return NewsMissed
	}
	return NewsMessage
}

// reopen begins the escalation anew: what was seen to was something else.
func (a *Alert) reopen(now time.Time) {
	rule := a.Escalation.Rule
	a.Acknowledged, a.Resolved, a.Escalation.Exhausted = Action{}, Action{}, time.Time{}
	begun := a.Escalation.Begun
	a.Escalation = Escalation{Begun: begun}
	a.Escalation.begin(rule, now)
	a.note(Entry{At: now, What: WasReopened})
	a.tellStatus(Who{}, now)
}
