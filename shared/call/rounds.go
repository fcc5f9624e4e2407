package call

import (
	"strconv"
	"time"

	"ringdown/shared/dialplan"
)

// nextWave wants the legs of the next wave that has a phone worth ringing. After the last wave
// begins the next round, a pause later, as long as some phone has not been rung as often as it may.
func (d *phones) nextWave(r *Ring) bool {
	waves := r.waves(d.plan.Users)
	for range waves {
		at, round := r.Wave%len(waves), r.Wave/len(waves)
		if at == 0 && round > 0 {
			if r.NotBefore = d.now.Add(engagedAgain); !d.everybodyEngaged(round - 1) {
				r.NotBefore = d.now.Add(d.roundPause(r, waves))
			}
		}
		r.Wave++
		if d.addLegs(waves[at], round) > 0 {
			return true
		}
	}
	return false
}

// roundPause is the pause before a round. Phones that were busy are tried until the caller's
// patience is over, so the legs that a call may still have are spread over what is left of it.
func (d *present) roundPause(r *Ring, waves [][]target) time.Duration {
	worth, again := 0, false
	for _, wave := range waves {
		for _, to := range wave {
			if h := d.historyOf(to); h.worthRinging(r) {
				worth++
				again = again || h.tries > h.rang
			}
		}
	}
	rounds := (legsMax - len(d.c.Legs)) / max(worth, 1)
	if !again || rounds == 0 {
		return r.pause()
	}
	return max(r.pause(), r.Until.Sub(d.now)/time.Duration(rounds+1))
}

// anyWorthRinging reports whether somebody could be rung again. A queue keeps its caller then, as
// long as the patience lasts.
func (d *present) anyWorthRinging(r *Ring) bool {
	for _, wave := range r.waves(d.plan.Users) {
		for _, to := range wave {
			if d.historyOf(to).worthRinging(r) {
				return true
			}
		}
	}
	return false
}

// addLegs adds a leg for each phone of the wave that is worth ringing. Who performs the dials keeps to
// the provider's pace.
func (d *phones) addLegs(wave []target, round int) (added int) {
	r := d.c.Ring
	for _, to := range wave {
		h := d.historyOf(to)
		if !h.worthRinging(r) || len(d.c.Legs)+d.reserved(h) >= legsMax && d.passedOver(to) == nil {
			continue
		}
		at := latest(latest(d.now, r.NotBefore), h.quietAt)
		if r.Until.Sub(at) < ringLeast {
			continue
		}
		added++
		if l := d.passedOver(to); l != nil {
			l.State, l.End, l.Ended, l.Round, l.DialAt = Wanted, "", time.Time{}, round, at
			continue
		}
		d.c.Legs = append(d.c.Legs, Leg{
			ID: strconv.Itoa(len(d.c.Legs) + 1), User: to.user, Phone: to.phone, Tier: to.tier, Round: round, Outside: to.outside, DialAt: at,
		})
	}
	return added
}

// reserved is how many legs are kept for phones that were not tried yet, before one is tried again.
func (d *present) reserved(h history) (kept int) {
	if h.tries == 0 {
		return 0
	}
	for _, wave := range d.c.Ring.waves(d.plan.Users) {
		for _, to := range wave {
			if other := d.historyOf(to); other.tries == 0 && !other.over {
				kept++
			}
		}
	}
	return kept
}

// history is what has become of a phone in this call.
type history struct {
	tries   int       // legs of this ring
	rang    int       // those that count as a round
	over    bool      // it is not rung again for this call: no such number, or its owner passed
	quietAt time.Time // it does not ring again before
}

func (h history) worthRinging(r *Ring) bool { return !h.over && h.rang < r.Rounds }

// historyOf sums up the legs to a phone, no matter which of its owners was rung on it.
func (d *present) historyOf(to target) (h history) {
	r, shown := d.c.Ring, 0
	phone := d.phoneOf(to)
	h.over = phone.Number == d.c.Caller.Number && phone.Extension == "" // the caller's own
	for i := range d.c.Legs {
		l := &d.c.Legs[i]
		same := d.phoneOf(l.target()) == phone
		if l.End == Declined && (same || l.User != "" && l.User == to.user) {
			h.over = true
		}
		if !same || l.End == PassedOver {
			continue
		}
		if l.End == Restricted {
			shown++
		}
		h.over = h.over || l.End.dead() || shown > 1
		h.quietAt = latest(h.quietAt, l.quietAt().Add(r.pause()))
		if i < r.First {
			continue
		}
		h.tries++
		if r.counts(l.End) {
			h.rang++
		}
	}
	return h
}

// quietAt is when somebody has put the phone down, or has heard our last words at least.
func (l *Leg) quietAt() time.Time {
	if l.Ended.IsZero() && !l.HangUpAt.IsZero() {
		return l.HangUpAt.Add(-closingGrace)
	}
	return l.Ended
}

// phoneOf is the number behind a target, and nothing that tells its owners apart.
func (d *present) phoneOf(to target) dialplan.Phone {
	l := Leg{User: to.user, Phone: to.phone, Outside: to.outside}
	phone, _ := l.phone(d.plan.Users)
	phone.Label = ""
	return phone
}

// counts reports whether a leg that ended so was one of the rounds in which its phone is rung. A
// phone that was busy, or could not be reached for now, never rang: it is tried again for as long as
// the caller waits. A queue has its own patience, and a third party is called once.
func (r *Ring) counts(e End) bool {
	if r.Queue || r.Outside.Number != "" {
		return e != NotRung
	}
	switch e {
	case Busy, Failed, Restricted, NotRung:
		return false
	}
	return true
}
