package call

import (
	"errors"
	"fmt"
	"time"

	"ringdown/shared/dialplan"
	"ringdown/shared/flow"
	"ringdown/shared/play"
)

// Ring begins to ring phones for the caller, and stops those that ring already.
func (d *decider) Ring(a play.Ring) error {
	if a.Queue != (play.Queue{}) && d.c.Rings > queueMovesMax {
		return fmt.Errorf("the caller was moved %d times", queueMovesMax)
	}
	if d.c.FromUs {
		return fmt.Errorf("the call came from a number of ours: %w", play.ErrNobody)
	}
	r, err := d.newRing(a)
	if err != nil {
		return err
	}
	if len(r.waves(d.plan.Users)) == 0 {
		d.c.NobodyToRing = true
		return play.ErrNobody
	}
	if d.c.ringing() {
		d.StopRinging()
	}
	r.First = len(d.c.Legs)
	d.c.Rings++
	d.c.Ring = r
	return nil
}

// newRing fixes who is rung, and how.
func (d *present) newRing(a play.Ring) (*Ring, error) {
	r := &Ring{
		Team: a.Team, AtOnce: a.AtOnce, Started: d.now, Until: d.now.Add(time.Duration(a.PatienceSeconds) * time.Second),
		RingSeconds: a.RingSeconds, AcceptSeconds: a.AcceptSeconds, Rounds: a.Rounds, PauseSeconds: a.PauseSeconds, ComfortSeconds: a.ComfortSeconds, RingsPerMinute: a.RingsPerMinute, Keys: a.Keys,
		LeaveDigit: a.LeaveDigit, EndOnExit: a.EndOnExit, Leaves: a.Leaves, Flow: a.Flow, Action: a.Action,
	}
	if a.Number != "" {
		if err := d.plan.MayDial().Check(a.Number); err != nil {
			return nil, fmt.Errorf("%w: %w", play.ErrNotDialable, err)
		}
		r.Outside = dialplan.Phone{Number: a.Number, Extension: a.Extension}
		r.Until = r.Until.Add(r.ringTime() + 2*legGrace)
		return r, nil
	}
	q := a.Queue
	if r.Queue = q != (play.Queue{}); r.Queue {
		r.Until = d.now.Add(d.queuePatience())
	} else {
		q.Team = a.Team
	}
	r.Team = q.Team
	tiers, err := d.onCall(q)
	for _, users := range tiers {
		ids := make([]string, 0, len(users))
		for _, u := range users {
			if u.ID != d.callingUser() {
				ids = append(ids, u.ID)
			}
		}
		r.Tiers = append(r.Tiers, ids)
	}
	return r, err
}

// queuePatience is how long the line keeps a caller in a queue.
func (d *present) queuePatience() time.Duration {
	if s := d.plan.QueueSeconds; s > 0 {
		return time.Duration(s) * time.Second
	}
	return queuePatience
}

// callingUser is the user who calls from a phone of their own, and is not rung for that.
func (d *present) callingUser() string {
	user, _ := Owner(d.plan, d.c.Caller.Number)
	return user
}

// onCall lists who would be rung for a queue now, tier by tier.
func (d *present) onCall(q play.Queue) ([][]dialplan.User, error) {
	if q.User == "" {
		return d.plan.OnCall(q.Team, d.now)
	}
	u, ok := d.plan.Users[q.User]
	if !ok {
		return nil, errNoUser
	}
	return [][]dialplan.User{{u}}, nil
}

var errNoUser = errors.New("the line has no such user")

// StopRinging ends the ring for a caller who takes another way.
func (d *phones) StopRinging() {
	d.c.closeRing()
	d.cancelLegs(Cancelled)
}

// settleRing moves the ring on: to the next phones when all that rang have ended,
// to the flow when the responder has left, nobody is left to ring, or the caller's
// time is up.
func (d *decider) settleRing() {
	for range 2 { // a lost claim is settled again as a ring without a winner
		r := d.c.Ring
		if r == nil || r.Closed {
			return
		}
		d.settleTalk()
		if r.Winner == "" {
			d.settleUnclaimed(r)
			return
		}
		w := d.c.leg(r.Winner)
		if w.live() {
			d.fetchCaller(r, w)
			return
		}
		if !w.TalkedAt.IsZero() {
			d.c.closeRing()
			if r.Leaves {
				d.run.Finish()
				return
			}
			d.run.Proceed(flow.Succeed())
			return
		}
		d.loseClaim(r, w)
	}
}

func (d *decider) settleUnclaimed(r *Ring) {
	if r.Result == "" && !r.Until.After(d.now) {
		d.cancelUnanswered()
		if !d.c.anyLive() {
			r.Result = flow.ConnectionTimeLimitExceeded
		}
	}
	for r.Result == "" && !d.c.anyLive() {
		before := *r
		if d.nextWave(r) {
			break
		}
		if r.Queue && d.anyWorthRinging(r) { // there is no time, or no leg, for another ring
			*r = before
			break
		}
		if d.awaitsLateKey() {
			*r = before
			return
		}
		r.Result = d.unreached()
	}
	if r.Result != "" && (d.c.Flow.InWaitingFlow() || d.c.callerInRoom(d.now)) {
		d.run.Return()
		d.StopRinging()
		d.run.RingFailed(r.Result)
	}
}

// closeWith ends the ring without a responder.
func (d *decider) closeWith(result flow.Result) {
	d.run.Return()
	d.StopRinging()
	d.run.Proceed(result)
}

// cancelUnanswered ends the phones nobody picked up; somebody who has just picked up
// may still press the key.
func (d *phones) cancelUnanswered() {
	for i := range d.c.Legs {
		switch l := &d.c.Legs[i]; {
		case l.State == Wanted:
			l.stop(NotRung, d.now)
		case l.State < Answered:
			l.stop(Unanswered, d.now)
		}
	}
}

// unreached says why a ring through all rounds found nobody.
func (d *present) unreached() string {
	r := d.c.Ring
	for _, l := range d.c.Legs[min(r.First, len(d.c.Legs)):] {
		if !l.End.dead() && l.End != Failed && (r.Outside.Number == "" || l.End != Busy && l.End != Rejected) {
			return flow.ConnectionTimeLimitExceeded
		}
	}
	return flow.CallFailed
}
