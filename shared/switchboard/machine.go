package switchboard

import (
	"context"
	"time"

	"ringdown/shared/call"
	"ringdown/shared/engine"
	"ringdown/shared/port"
)

// machine is a call as the loop knows it.
type machine struct{ *Switchboard }

var _ engine.Machine[call.Call, call.Event, call.Order, call.Decision] = machine{}

func (s *Switchboard) loop() engine.Loop[call.Call, call.Event, call.Order, call.Decision] {
	return engine.Loop[call.Call, call.Event, call.Order, call.Decision]{
		Kind: "call", Machine: machine{s}, Store: s.Calls, Queue: s.Orders, Now: s.Now, Log: s.Log,
	}
}

func (m machine) Decide(ctx context.Context, c call.Call, e call.Event) (call.Decision, error) {
	plan, err := m.plan(ctx, c)
	if err != nil {
		return call.Decision{}, err
	}
	f := m.facts(ctx, plan)
	if _, arrives := e.(call.CallArrived); arrives && c.Arrived.IsZero() && plan.Limits.Any() {
		f.Arrivals = m.arrivals(ctx, plan, f.Now)
	}
	d := call.Decide(c, e, f)
	if m.Watched != nil {
		m.Watched(e, d)
	}
	return d, nil
}

func (m machine) Decided(d *call.Decision) *call.Call { return &d.Call }

func (m machine) Marks(c *call.Call) engine.Marks {
	return engine.Marks{ID: c.ID, Version: &c.Version, Deadline: c.Deadline, Wake: c.Wake, Timer: &c.Timer, Group: c.Line}
}

func (m machine) TimerFired() call.Event { return call.TimerFired{} }

func (m machine) Due(c call.Call, now time.Time) []call.Order { return call.Due(call.Orders(c), now) }

// Queue: dials wait for their turn, and a function may take seconds to answer. Neither holds up what
// somebody on the phone waits for.
func (m machine) Queue(o call.Order) (port.Queue, string) {
	switch o := o.(type) {
	case call.DialLeg:
		return port.DialsQueue, "dial " + o.Leg
	case call.InvokeFunction:
		return port.AsksQueue, "ask " + o.Invocation
	}
	return "", ""
}

// Reconsider: a dial to somebody who is still on another call is put off again without taking a turn
// among the dials.
func (m machine) Reconsider(ctx context.Context, c call.Call, o call.Order) (call.Call, error) {
	dial, ok := o.(call.DialLeg)
	if !ok {
		return c, nil
	}
	may, err := m.mayReserve(ctx, c, dial.Leg)
	if err != nil || may {
		return c, err
	}
	return m.loop().Report(ctx, c, call.LegPassedOver{Leg: dial.Leg})
}

func (m machine) Envelope(id string) port.Envelope {
	return port.Envelope{Queue: port.OrdersQueue, Call: id}
}

// Saved tells those who watch where a decision that was saved has come to.
func (m machine) Saved(d call.Decision) {
	if m.Visited != nil && len(d.Trail) > 0 {
		m.Visited(d.Call.ID, d.Trail)
	}
}
