package call

import (
	"strconv"
	"time"

	"ringdown/shared/dialplan"
	"ringdown/shared/flow"
)

// Ring is one team being rung for a caller. Who is rung is fixed when it begins: a
// handoff while phones ring changes nobody.
type Ring struct {
	Team    string         `json:"team"`
	Tiers   [][]string     `json:"tiers"`            // user ids, as on call when the ring began
	Outside dialplan.Phone `json:"outside,omitzero"` // instead of Tiers: a third party, who presses no key
	AtOnce  bool           `json:"atOnce,omitempty"`
	Started time.Time      `json:"started"`
	Until   time.Time      `json:"until"` // the caller's patience

	RingSeconds   int    `json:"ringSeconds"`
	AcceptSeconds int    `json:"acceptSeconds"`
	Rounds        int    `json:"rounds"`
	AcceptDigit   string `json:"acceptDigit"`
	DeclineDigit  string `json:"declineDigit,omitempty"`
	LeaveDigit    string `json:"leaveDigit,omitempty"`
	ShowLine      bool   `json:"showLine,omitempty"`  // the provider refused to show the caller's number
	EndOnExit     bool   `json:"endOnExit,omitempty"` // the flow ends when the responder leaves

	Flow           string    `json:"flow,omitempty"`           // where the flow began the ring, and where it goes on
	Action         string    `json:"action,omitempty"`         //
	First          int       `json:"first,omitempty"`          // index of the ring's first leg
	Leaves         bool      `json:"leaves,omitempty"`         // the flow is over once somebody has talked
	Queue          bool      `json:"queue,omitempty"`          // it is a queue's: there are whispers
	NotBefore      time.Time `json:"notBefore,omitzero"`       // no phone rings again earlier
	WhisperSeconds int       `json:"whisperSeconds,omitempty"` // what the winner hears before the room
	Away           bool      `json:"away,omitempty"`           // the caller is in the queue's waiting flow, not in the room
	Depth          int       `json:"depth,omitempty"`          // where in the flow's stack the way back is

	Wave   int    `json:"wave"`             // the next to ring, counted through all rounds
	Winner string `json:"winner,omitempty"` // the one leg that may be in the room
	Result string `json:"result,omitempty"` // why nobody accepted; waits until the greeting is over
	Closed bool   `json:"closed,omitempty"`
}

// The results of a ring, as branches of TransferParticipantToTeam.
const (
	timeLimitExceeded = flow.ConnectionTimeLimitExceeded
	callFailed        = flow.CallFailed
	nobodyAvailable   = flow.NoParticipantAvailable
	leaveDigitPressed = flow.LeaveDigitPressed
)

// target is one phone of one user, or a third party's.
type target struct {
	user        string
	phone, tier int
	outside     dialplan.Phone
}

// waves gives the phones of one round in the order in which they ring: each by
// itself, or all of a tier at once (as many as may ring together).
func (r *Ring) waves(users map[string]dialplan.User) [][]target {
	if r.Outside.Number != "" {
		return [][]target{{{outside: r.Outside}}}
	}
	var out [][]target
	for tier, ids := range r.Tiers {
		var all []target
		for _, id := range ids {
			for phone := range users[id].Phones {
				all = append(all, target{user: id, phone: phone, tier: tier})
			}
		}
		size := 1
		if r.AtOnce {
			size = legsAtOnceMax
		}
		for len(all) > 0 {
			n := min(size, len(all))
			out = append(out, all[:n])
			all = all[n:]
		}
	}
	return out
}

// claimTime is how soon after the key a winner has to have left without joining for the
// claim to count as lost.
func (r *Ring) claimTime() time.Duration {
	return unjoinedClaim + time.Duration(r.WhisperSeconds)*time.Second
}

func (r *Ring) ringTime() time.Duration { return time.Duration(r.RingSeconds) * time.Second }

// acceptTime is how long a phone may be picked up without the key: every prompt it
// may hear, the wait after each, the extension dialled before, and some air.
func (r *Ring) acceptTime(l *Leg) time.Duration {
	const promptTime = 15 * time.Second
	return acceptPromptsMax*(time.Duration(r.AcceptSeconds)*time.Second+promptTime) + legGrace
}

// staff fixes who is rung.
func (r *Ring) staff(tiers [][]dialplan.User) {
	for _, users := range tiers {
		ids := make([]string, 0, len(users))
		for _, u := range users {
			ids = append(ids, u.ID)
		}
		r.Tiers = append(r.Tiers, ids)
	}
}

// begin makes the ring the call's present one.
func (t *turn) begin(r *Ring) {
	c := t.c
	r.Flow, r.Action, r.First = c.Flow.Flow, c.Flow.Action, len(c.Legs)
	c.Rings++
	c.Ring = r
}

// settleRing moves the ring on: to the next phones when all that rang have ended,
// to the flow when the responder has left, nobody is left to ring, or the caller's
// time is up.
func (t *turn) settleRing() {
	for range 2 { // a lost claim is settled again as a ring without a winner
		r := t.c.Ring
		if r == nil || r.Closed {
			return
		}
		if r.Winner == "" {
			t.settleUnclaimed(r)
			return
		}
		t.noteTalk()
		w := t.c.leg(r.Winner)
		if w.live() {
			return
		}
		if t.talked(w) {
			t.c.closeRing()
			if r.Leaves {
				t.turnPage()
				t.finishFlow()
				return
			}
			t.proceed(flow.Succeed())
			return
		}
		r.Winner = ""
	}
}

func (t *turn) settleUnclaimed(r *Ring) {
	if r.Result == "" && !r.Until.After(t.now) {
		t.cancelUnanswered()
		if !t.c.anyLive() {
			r.Result = timeLimitExceeded
		}
	}
	for r.Result == "" && !t.c.anyLive() {
		if !t.nextWave(r) {
			r.Result = t.unreached()
		}
	}
	if r.Result != "" && (r.Away || t.c.callerInRoom(t.now)) {
		t.closeWith(flow.Fail(r.Result))
	}
}

// closeWith ends the ring without a responder.
func (t *turn) closeWith(result flow.Result) {
	t.comeBack()
	t.c.closeRing()
	t.cancelLegs(Cancelled)
	t.proceed(result)
}

func (c *Call) closeRing() {
	if c.Ring != nil {
		c.Ring.Closed = true
	}
	c.Caller.RoomAt = time.Time{}
}

// rings reports whether the leg is one of the present ring, and nobody has accepted
// yet. A phone that rang for an earlier one may still be picked up.
func (c *Call) rings(l *Leg) bool {
	r := c.Ring
	if r == nil || r.Closed || r.Winner != "" {
		return false
	}
	for i := min(r.First, len(c.Legs)); i < len(c.Legs); i++ {
		if c.Legs[i].ID == l.ID {
			return true
		}
	}
	return false
}

func (c *Call) anyLive() bool {
	for i := range c.Legs {
		if l := &c.Legs[i]; l.live() && !l.Unwanted {
			return true
		}
	}
	return false
}

// cancelUnanswered ends the phones nobody picked up; whoever has just picked up may
// still press the key.
func (t *turn) cancelUnanswered() {
	for i := range t.c.Legs {
		if l := &t.c.Legs[i]; l.State < Answered {
			l.unwant(Unanswered, t.now)
		}
	}
}

// nextWave wants the legs of the next wave that has a phone worth ringing.
func (t *turn) nextWave(r *Ring) bool {
	waves := r.waves(t.plan.Users)
	for r.Wave < len(waves)*r.Rounds {
		round, wave := r.Wave/len(waves), waves[r.Wave%len(waves)]
		if r.Queue && round > 0 && r.Wave%len(waves) == 0 {
			r.NotBefore = t.now.Add(queueRoundPause)
		}
		r.Wave++
		if t.want(wave, round) > 0 {
			return true
		}
	}
	return false
}

// want adds a leg for each phone of the wave, spread by the provider's pace.
func (t *turn) want(wave []target, round int) (wanted int) {
	for _, to := range wave {
		if len(t.c.Legs) >= legsMax || t.c.knownDead(to) {
			continue
		}
		t.c.Legs = append(t.c.Legs, Leg{
			ID: strconv.Itoa(len(t.c.Legs) + 1), User: to.user, Phone: to.phone, Tier: to.tier, Round: round, Outside: to.outside,
			DialAt: latest(t.now, t.c.Ring.NotBefore).Add(time.Duration(wanted/dialsPerSecond) * time.Second),
		})
		wanted++
	}
	return wanted
}

func (c *Call) knownDead(to target) bool {
	for _, l := range c.Legs {
		if l.User == to.user && l.Phone == to.phone && l.Outside == to.outside && l.End.dead() {
			return true
		}
	}
	return false
}

// unreached says why a ring through all rounds found nobody.
func (t *turn) unreached() string {
	r := t.c.Ring
	for _, l := range t.c.Legs[min(r.First, len(t.c.Legs)):] {
		if !l.End.dead() && (r.Outside.Number == "" || l.End != Busy && l.End != Rejected) {
			return timeLimitExceeded
		}
	}
	return callFailed
}

// talking reports whether a responder holds the call.
func (c *Call) talking() bool { return c.Ring != nil && !c.Ring.Closed && c.Ring.Winner != "" }

// noteTalk remembers the moment caller and winner were first together.
func (t *turn) noteTalk() {
	c := t.c
	if !c.TalkedAt.IsZero() || !c.talking() {
		return
	}
	w := c.leg(c.Ring.Winner)
	switch {
	case w.State == Joined && c.callerInRoom(t.now):
		c.TalkedAt = latest(w.Joined, c.Caller.Joined)
	case w.State == Over && w.Ended.Sub(w.Accepted) >= c.Ring.claimTime(),
		w.State != Over && !c.callerHere() && t.now.Sub(w.Accepted) >= c.Ring.claimTime():
		// Nobody told of the join, but nobody presses a key and holds an empty line this long.
		c.TalkedAt = w.Accepted
	}
}

// talked reports whether a winner whose leg is over was in the room at all.
func (t *turn) talked(w *Leg) bool {
	return !w.Joined.IsZero() || w.Ended.Sub(w.Accepted) >= t.c.Ring.claimTime()
}
