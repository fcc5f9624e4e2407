package call

import (
	"maps"
	"slices"
	"strconv"
	"time"

	"ringdown/shared/dialplan"
	"ringdown/shared/e164"
	"ringdown/shared/ncco"
)

// CallBack is what a call is whose caller was rung for another, missed it, and called the line back
// while that caller still waited: the two were connected, and nothing else becomes of this call.
type CallBack struct {
	Call string `json:"call"` // the waiting caller's
	Leg  string `json:"leg"`  // what this caller's leg is there
	// Place is the conversation that call was told of last, EndedAt when it was told of the end.
	Place   string    `json:"place,omitempty"`
	EndedAt time.Time `json:"endedAt,omitzero"`
}

// TellCall tells the other call what its leg does.
type TellCall struct {
	Call  string
	Event Event
}

// Due is at once.
func (o TellCall) Due() time.Time { return time.Time{} }

// callBackOrders are what the other call has not been told yet.
func (c *Call) callBackOrders() []Order {
	b, k := c.Back, c.Caller
	switch {
	case b == nil:
	case !k.Left.IsZero() && b.EndedAt.IsZero():
		return []Order{TellCall{Call: b.Call, Event: LegEnded{Leg: b.Leg, Provider: k.Leg, Reason: Completed}}}
	case k.Left.IsZero() && len(k.Places) > 0 && k.Places[len(k.Places)-1].In != b.Place:
		p := k.Places[len(k.Places)-1]
		return []Order{TellCall{Call: b.Call, Event: LegJoined{Leg: b.Leg, Provider: k.Leg, Conversation: p.In, At: p.At}}}
	}
	return nil
}

func (d *decider) callTold(e CallTold) {
	b := copied(d.c.Back)
	if b == nil {
		return
	}
	if b.Place = e.Place; e.Ended {
		b.EndedAt = d.now
	}
	d.c.Back = b
}

// calledBack begins the call of somebody who is connected to a caller of another call. Its end is
// told there; should nobody ever tell it here, it is hung up when no talk goes on any longer.
func (d *decider) calledBack(e CalledBack) {
	d.c.Back = &CallBack{Call: e.Call, Leg: e.Leg}
	d.c.Flow.Ended = true
	d.c.Caller.HangUp = d.now.Add(Longest)
	d.c.Caller.LastReply = &LastReply{Script: e.Script}
	d.reply = Reply{Script: e.Script}
}

// Owner is the user of a line who has this number to themselves; false where nobody has. Behind a
// number with an extension are many.
func Owner(plan dialplan.Dialplan, number e164.Number) (string, bool) {
	for _, id := range slices.Sorted(maps.Keys(plan.Users)) {
		u := plan.Users[id]
		if number != "" && slices.ContainsFunc(u.Phones, func(p dialplan.Phone) bool { return p.Number == number && p.Extension == "" }) {
			return id, true
		}
	}
	return "", false
}

// Forwards reports whether a phone that calls is being rung for this call right now: it is no
// person who calls then, but the phone's forwarding that leads our own call back to us.
func Forwards(c Call, number e164.Number, plan dialplan.Dialplan) bool {
	return slices.ContainsFunc(c.Legs, func(l Leg) bool {
		phone, _ := l.phone(plan.Users)
		return phone.Number == number && (l.State == Dialling || l.State == Dialled)
	})
}

// responderCalled connects somebody who was rung for this call, and calls the line, to its caller.
func (d *decider) responderCalled(e ResponderCalled) {
	c := d.c
	if w := c.winner(); w != nil && w.Provider == e.Provider && w.live() {
		d.reply = Reply{Script: d.joinScript(c.Ring)} // its webhook was repeated
		return
	}
	phone := slices.IndexFunc(d.plan.Users[e.User].Phones, func(p dialplan.Phone) bool { return p.Number == e.Number })
	if phone < 0 || !c.callerHere() || !c.wasRung(e.User) || len(c.Legs) >= legsMax {
		return
	}
	c.Legs = append(c.Legs, Leg{
		ID: strconv.Itoa(len(c.Legs) + 1), User: e.User, Phone: phone, Provider: e.Provider, State: Dialled, DialAt: d.now, Dialled: d.now,
	})
	l := &c.Legs[len(c.Legs)-1]
	l.reach(Answered, d.now)
	d.reply = Reply{Script: d.claim(l, c.Ring)}
}

// wasRung reports whether the present ring, which nobody has accepted yet, has rung a user.
func (c *Call) wasRung(user string) bool {
	return slices.ContainsFunc(c.Legs, func(l Leg) bool { return l.User == user && !l.Dialled.IsZero() && c.rings(&l) })
}

// JoinedBy gives the leg by which a connection of the provider is the winner of the call; "" when
// it is not.
func (c Call) JoinedBy(provider string) string {
	if w := c.winner(); w != nil && w.Provider == provider {
		return w.ID
	}
	return ""
}

// CalledBack says that a caller was connected to the caller of another call.
type CalledBack struct {
	Call, Leg string
	Script    ncco.Script
}
