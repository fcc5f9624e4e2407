package sim

import (
	"slices"
	"time"

	"ringdown/infra/vonagesim"
	"ringdown/shared/call"
)

// What nobody has to wait for longer. No fault excuses silence: what one may cost is a bound, and that of a
// world with several is their sum. Faults that are not named here must cost nothing that anybody hears; but
// several of them together may strike the same thing twice.
var silenceBounds = map[Fault]time.Duration{
	LostKind:      45 * time.Second, // a transfer that nobody told of is found out by asking
	LostWebhooks:  45 * time.Second,
	SlowAnswers:   45 * time.Second, // the provider waits 5 to 10 s, and asks twice
	LostEnvelopes: 90 * time.Second, // the sweep comes each minute
	RESTRefuses:   90 * time.Second, // a caller who cannot be moved hears the rest of the script
	Crashes:       10 * time.Second, // the provider asks again, and then its fallback
	CutReplies:    10 * time.Second,
	StoreAway:     10 * time.Second,
	StoreFails:    5 * time.Second, // what was not saved is decided and saved again
	StoreUnsure:   5 * time.Second,
}

const (
	// silenceOfMore is what each fault may cost where there are several.
	silenceOfMore = 15 * time.Second
	// stopsWithin is how long a phone may ring for a caller who has gone, where we were told.
	stopsWithin = 5 * time.Second
	// ringLeast is how much patience has to be left for another phone to be rung.
	ringLeast = 5 * time.Second
	// toldWithin is when people are told of a message at the latest.
	toldWithin = 60 * time.Second
)

// harmless are faults that nobody may notice.
var harmless = []Fault{Duplicates, Reordering, Conflicts, EnvelopesTwice}

// healthy reports whether nothing goes wrong in the world that anybody could notice.
func (v *watch) healthy() bool {
	for f := range v.d.faults.on {
		if !slices.Contains(harmless, f) {
			return false
		}
	}
	return true
}

// silenceBound is how long somebody may listen to nothing.
func (v *watch) silenceBound() time.Duration {
	bound := silenceMax
	for f := range v.d.faults.on {
		bound += silenceBounds[f]
		if len(v.d.faults.on) > 1 && !slices.Contains(harmless, f) {
			bound += silenceOfMore
		}
	}
	return bound
}

// silence: nobody listens to nothing for long.
func (v *watch) silence(l vonagesim.LegReport) {
	if bound := v.silenceBound(); l.DeadAir > bound {
		v.fail("nobody hears nothing for more than 5 s, or than a fault may cost", "%s heard nothing for %s, where %s is the most", l.Who, l.DeadAir, bound)
	}
}

// ringBound is how long a phone may ring for a caller who has gone.
func (v *watch) ringBound() time.Duration {
	switch {
	case v.healthy() && v.excused(Reordering):
		return stopsWithin + 3*time.Second // the caller's end may be that late, as may the leg's own
	case v.healthy():
		return stopsWithin
	case v.unheard() || v.excused(LostEnvelopes, LostRESTReply, RESTFails, RESTRefuses):
		return unheardStopTime
	}
	return stopTime
}

// everybodyRung: who is sent to voicemail because nobody is left to ring, before their patience is over, was
// rung for by everybody on call. A phone that was passed over is its owner's who is on another call.
func (v *watch) everybodyRung(was, c call.Call) {
	r := c.Ring
	if was.MessageAsked || !c.MessageAsked || r == nil || r.Result == "" || r.Winner != "" || r.Until.Sub(v.now()) <= ringLeast || c.Flow.InSafeFlow() {
		return
	}
	plan := v.plan(c)
	for _, tier := range r.Tiers {
		for _, user := range tier {
			rung := slices.ContainsFunc(c.Legs, func(l call.Leg) bool { return l.User == user })
			if !rung && len(plan.Users[user].Phones) > 0 {
				v.fail("everybody on call is rung before voicemail", "call %s goes to voicemail %s before the caller's patience ends, and %s was not rung", c.ID, r.Until.Sub(v.now()), user)
			}
		}
	}
}

// toldInTime: people are told of a message within a minute of when it was told to us.
func (v *watch) toldInTime(c call.Call) {
	if !v.healthy() || v.plan(c).Quiet || c.Voicemail().Empty() {
		return
	}
	m := c.Voicemail()
	at, told := v.toldAt[c.ID]
	if !told || at.Sub(m.At) > toldWithin {
		v.fail("a message is told within 60 s", "call %s: the message came at %s, and was told at %s", c.ID, m.At.Sub(v.d.start), at.Sub(v.d.start))
	}
}
