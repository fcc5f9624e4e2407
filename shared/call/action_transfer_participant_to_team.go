package call

import (
	"time"

	"ringdown/shared/dialplan"
	"ringdown/shared/flow"
	"ringdown/shared/ncco"
)

// holdMusic is the shipped music, resolved to its address at the edge.
const holdMusic = "asset:hold.mp3"

// transferParticipantToTeam rings whoever is on call for a team and lets the one who
// presses the key talk to the caller. The flow goes on when the responder has left,
// or by an error: ConnectionTimeLimitExceeded (nobody accepted), CallFailed (no phone
// could be reached), NoParticipantAvailable (nobody is on call), NoMatchingError
// (the look-up failed); or by the result LeaveDigitPressed. NCCO: input
// (asynchronous), talk, conversation; the phones are rung by calls of their own.
var transferParticipantToTeam = action{
	departs: true,
	begin: func(t *turn, a flow.Action) outcome {
		if !t.callerListens() {
			return failed(flow.NoMatchingError)
		}
		team := t.text(a.Parameters, "TeamId")
		tiers, err := t.plan.OnCall(team, t.now)
		if err != nil {
			return failed(flow.NoMatchingError)
		}
		r := t.newRing(a, team, tiers)
		if len(r.waves(t.plan.Users)) == 0 {
			return failed(nobodyAvailable)
		}
		t.begin(r)
		t.holdScript(a.Parameters, r)
		return waiting
	},
	pressed: func(t *turn, a flow.Action, digits string) {
		r := t.c.Ring
		if r == nil || r.Closed || r.Winner != "" || r.LeaveDigit == "" || digits != r.LeaveDigit {
			return
		}
		t.closeWith(flow.Return(leaveDigitPressed))
	},
}

func (t *turn) newRing(a flow.Action, team string, tiers [][]dialplan.User) *Ring {
	p := a.Parameters
	strategy, _ := p.String("RingStrategy")
	r := &Ring{
		Team: team, AtOnce: strategy == "Simultaneous", Started: t.now,
		RingSeconds:   t.number(p, "ParticipantConnectionTimeLimitSeconds", 20, 5, 120),
		AcceptSeconds: t.number(p, "AcceptanceTimeLimitSeconds", 5, 1, inputSecondsMax),
		Rounds:        t.number(p, "MaximumRounds", 2, 1, 5),
		AcceptDigit:   digit(t.text(p, "AcceptanceDigit"), "1"),
		DeclineDigit:  digit(t.text(p, "DeclineDigit"), ""),
		LeaveDigit:    digit(t.text(p, "LeaveDigit"), ""),
		EndOnExit:     t.endsAfter(a),
	}
	r.Until = t.now.Add(time.Duration(t.number(p, "ConnectionTimeLimitSeconds", 120, 10, 600)) * time.Second)
	r.staff(tiers)
	return r
}

func digit(text, otherwise string) string {
	if len(text) == 1 {
		return text
	}
	return otherwise
}

// endsAfter reports whether the call is over when the responder leaves.
func (t *turn) endsAfter(a flow.Action) bool {
	next, ok := flow.Choose(a, flow.Succeed())
	if !ok {
		return false
	}
	following, ok := t.flow().Action(next)
	return ok && following.Type == "DisconnectParticipant"
}

// holdScript is what the caller hears while phones ring: the waiting messages, then
// music in the room until somebody comes. The key for leaving is listened for first,
// so that it works during the messages too.
func (t *turn) holdScript(p flow.Parameters, r *Ring) {
	if r.LeaveDigit != "" {
		t.script = append(t.script, ncco.Input{Asynchronous: true, EventURL: t.c.callback("input", CallerLeg, t.c.Caller.Prompt).String()})
	}
	for _, m := range p.Objects("WaitingMessages") {
		if _, recorded := m.String("Media.Uri"); !recorded {
			t.prompt(m)
		}
	}
	t.script = append(t.script, t.room(r, false))
}

// holdAudio is what loops in the room: a recorded waiting message, else the music.
func (t *turn) holdAudio() string {
	for _, m := range t.ringAction().Parameters.Objects("WaitingMessages") {
		if url, ok := m.String("Media.Uri"); ok {
			return t.expand(url)
		}
	}
	return holdMusic
}
