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
	n.ID = a.ID
	i := slices.IndexFunc(a.Calls, func(j Joined) bool { return j.Call == n.Call })
	var news News
	if i < 0 {
		if len(a.Calls) > 0 {
			news = NewsCall
		}
		if len(a.Calls) >= callsMax {
			a.Calls = slices.Delete(slices.Clone(a.Calls), 1, 2)
		}
		a.Calls = append(slices.Clone(a.Calls), Joined{Call: n.Call, At: n.At, Kind: n.Kind, Seconds: n.Seconds})
		i = len(a.Calls) - 1
	} else {
		a.Calls = slices.Clone(a.Calls)
		news = newsOf(a.Calls[i], n)
		a.Calls[i].Kind, a.Calls[i].Seconds = n.Kind, n.Seconds
	}
	if i == len(a.Calls)-1 {
		a.Notice = n
	}
	was := &a.Calls[i]
	took := n.Kind == Call && n.Accepted != Who{} && !was.Accepted
	talked := n.Kind == Call && n.TalkEnded && !was.Talked
	was.Accepted, was.Talked = was.Accepted || took, was.Talked || talked
	if took {
		a.acknowledged(Acknowledged{By: n.Accepted, How: ByAccept}, now)
	}
	if talked {
		a.resolved(Resolved{By: n.Accepted, How: ByTalk}, now)
	}
	return news
}

// newsOf is what people do not know yet of a call.
func newsOf(was Joined, is Notice) News {
	switch {
	case is.Kind == Voicemail && (was.Kind != Voicemail || was.Seconds != is.Seconds):
		return NewsMessage
	case is.Kind == Missed && was.Kind != Missed:
		return NewsMissed
	}
	return ""
}

// reopen begins the escalation anew: what was seen to was something else.
func (a *Alert) reopen(now time.Time) {
	rule := a.Escalation.Rule
	a.Acknowledged, a.Resolved, a.Escalation.Exhausted = Action{}, Action{}, time.Time{}
	begun := a.Escalation.Begun
	a.Escalation = Escalation{Begun: begun}
	a.Escalation.begin(rule, now)
	a.note(Entry{At: now, What: WasReopened})
}
