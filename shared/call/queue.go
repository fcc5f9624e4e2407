package call

import (
	"errors"
	"maps"
	"slices"
	"strings"
	"time"

	"ringdown/shared/dialplan"
	"ringdown/shared/flow"
)

// In the language a queue is where callers wait for agents. Here it is a team, or one
// user: whoever is on call for it is rung like for TransferParticipantToTeam, and the
// caller meanwhile is in the flow of the CustomerQueue hook, or in the room with the
// music. The two run side by side: the ring is the call's, the position in the flow is
// the caller's. Frames say where the caller comes back to.

// Queue is where the flow would have its caller wait.
type Queue struct {
	Team string `json:"team,omitempty"`
	User string `json:"user,omitempty"`
}

// Hooks are the flows that run at moments of a call in a queue.
type Hooks struct {
	CustomerQueue   string `json:"customerQueue,omitempty"`   // while phones ring
	CustomerWhisper string `json:"customerWhisper,omitempty"` // to the caller, before the talk
	AgentWhisper    string `json:"agentWhisper,omitempty"`    // to the responder, before the talk
}

const (
	// queueMovesMax is how often a call may change queues (Amazon Connect service quotas:
	// 12 contacts in a chain). It bounds the rings a flow can begin.
	queueMovesMax = 11
	// queueSeconds and queueRounds are the longest a line may set for a ring: a queue has
	// no end of its own, and its caller waits as long as anybody may.
	queueSeconds, queueRounds = 600, 5
	// queueRoundPause is between two rounds of a queue: a phone that was busy is so still a
	// moment later, and its caller is not alone meanwhile.
	queueRoundPause = 15 * time.Second
	// queueRingSeconds and queueAcceptSeconds are what a line rings with that says nothing.
	queueRingSeconds, queueAcceptSeconds = 20, 5
)

var errNoQueue = errors.New("no team and no user of the line has this id or name")

// queueNamed finds the queue an action names: a team by its id or name, a user by id,
// or an ARN that ends in one.
func (t *turn) queueNamed(p flow.Parameters) (Queue, error) {
	if p.Has("AgentId") {
		if u, ok := byID(t.plan.Users, t.text(p, "AgentId")); ok {
			return Queue{User: u.ID}, nil
		}
		return Queue{}, errNoQueue
	}
	id := t.text(p, "QueueId")
	if team, ok := byID(t.plan.Teams, id); ok {
		return Queue{Team: team.ID}, nil
	}
	for _, key := range slices.Sorted(maps.Keys(t.plan.Teams)) {
		if slices.ContainsFunc(spellings(id), func(s string) bool { return strings.EqualFold(s, t.plan.Teams[key].Name) }) {
			return Queue{Team: key}, nil
		}
	}
	return Queue{}, errNoQueue
}

// onCallFor lists who would be rung for a queue now, tier by tier.
func (t *turn) onCallFor(q Queue) ([][]dialplan.User, error) {
	if q.User == "" {
		return t.plan.OnCall(q.Team, t.now)
	}
	u, ok := t.plan.Users[q.User]
	if !ok {
		return nil, errNoQueue
	}
	return [][]dialplan.User{{u}}, nil
}

// enqueue begins to ring a queue for the caller. The first result says whether it did,
// the other what the action came to.
func (t *turn) enqueue(q Queue, from Frame) (bool, outcome) {
	if !t.callerListens() {
		return false, t.failed(flow.NoMatchingError, "there is no caller to wait")
	}
	if t.c.Rings > queueMovesMax {
		return false, t.failed(flow.NoMatchingError, "the caller was moved %d times", queueMovesMax)
	}
	tiers, err := t.onCallFor(q)
	if err != nil {
		return false, t.failed(flow.NoMatchingError, "%v", err)
	}
	r := &Ring{
		Team: q.Team, Started: t.now, Until: t.now.Add(queueSeconds * time.Second), Queue: true, Leaves: true, EndOnExit: true,
		RingSeconds: queueRingSeconds, AcceptSeconds: queueAcceptSeconds, Rounds: queueRounds, AcceptDigit: "1", DeclineDigit: "2",
	}
	r.staff(tiers)
	if len(r.waves(t.plan.Users)) == 0 {
		return false, t.failed(flow.QueueAtCapacity, "nobody is on call for it")
	}
	if t.away() {
		t.c.Flow.Stack = under(t.c.Flow.Stack, t.c.Ring.Depth)
		t.leaveQueue()
	}
	t.begin(r)
	r.Flow, r.Action = from.Flow, from.Action
	return true, t.waitInQueue(r, from)
}

// waitInQueue sends the caller into the flow of the hook, or into the room.
func (t *turn) waitInQueue(r *Ring, from Frame) outcome {
	id, waitingFlow, ok := t.named(t.c.Hooks.CustomerQueue)
	if !ok {
		t.c.Flow.Flow, t.c.Flow.Action, t.c.Flow.FlowAttributes = from.Flow, from.Action, from.Attributes
		t.script = append(t.script, t.room(r, false))
		return waiting
	}
	f := &t.c.Flow
	r.Away, r.Depth = true, len(f.Stack)
	f.Stack = append(f.Stack, from)
	f.Flow, f.FlowAttributes = id, nil
	return outcome{next: waitingFlow.StartAction}
}

// away reports whether the caller is in the waiting flow of a queue.
func (t *turn) away() bool { return t.c.Ring != nil && !t.c.Ring.Closed && t.c.Ring.Away }

// comeBack takes the caller from the waiting flow to the action that began the ring.
func (t *turn) comeBack() {
	if !t.away() {
		return
	}
	r, f := t.c.Ring, &t.c.Flow
	r.Away, t.breaksOff = false, true
	if r.Depth < len(f.Stack) {
		frame := f.Stack[r.Depth]
		f.Flow, f.Action, f.FlowAttributes = frame.Flow, frame.Action, frame.Attributes
		f.Stack = under(f.Stack, r.Depth)
	}
	f.Paused, f.Keys, f.Until = false, nil, time.Time{}
}

// under gives the lowest frames of a stack; none is nil, as it is read from storage.
func under(stack []Frame, depth int) []Frame {
	if depth == 0 {
		return nil
	}
	return stack[:min(depth, len(stack))]
}

// hold puts a caller whose waiting flow is over, or cannot go on, into the room with
// the music. The phones go on ringing.
func (t *turn) hold() {
	t.comeBack()
	t.turnPage()
	t.script = append(t.script, t.room(t.c.Ring, false))
	t.deliver()
}

// leaveQueue stops the phones that ring for a caller who takes another way: a message,
// another number, the end. The flow goes on where it is.
func (t *turn) leaveQueue() {
	if !t.away() {
		return
	}
	t.c.Ring.Away = false
	t.c.closeRing()
	t.cancelLegs(Cancelled)
}

// waitsOn reports whether an action ends the waiting flow but not the waiting.
func (t *turn) waitsOn(a flow.Action) bool {
	if !t.away() {
		return false
	}
	switch a.Type {
	case "EndFlowExecution":
		return true
	case "EndFlowModuleExecution":
		return len(t.c.Flow.Stack) <= t.c.Ring.Depth+1
	}
	return false
}
