package call

import (
	"time"

	"ringdown/shared/ncco"
)

// Order is something that must be done outside. It is owed until an event says that
// it was done; doing it twice must be harmless, or be prevented by the event that
// comes before it (LegDialling).
type Order interface {
	// Due is the earliest moment for it.
	Due() time.Time
}

type (
	// DialLeg rings a responder's phone.
	DialLeg struct {
		Leg string
		At  time.Time
	}
	// HangUpLeg ends a leg, the caller's among them.
	HangUpLeg struct {
		Leg, Provider string
		At            time.Time
	}
	// DismissLeg tells somebody who picked up why they are not needed any more
	// (DismissalOf), rather than hanging up on them.
	DismissLeg struct{ Leg, Provider string }
	// CheckLeg asks the provider whether a leg, the caller's among them, is still there, and in
	// which conversation: nobody must wait for somebody whose end nobody told us.
	CheckLeg struct {
		Leg, Provider string
		At            time.Time
	}
	// TransferCaller gives the caller's leg another script.
	TransferCaller struct {
		Epoch  int
		Script ncco.Script
		At     time.Time
	}
	// ListenForKeys asks for the caller's keys while the caller is in the room: nobody
	// could confirm that an asynchronous input outlives the move into it.
	ListenForKeys struct {
		Callback ncco.Callback
		At       time.Time
	}
	// SpeakToCaller says a sentence (SentenceOf) to the caller in the room.
	SpeakToCaller struct {
		Sentence Sentence
		At       time.Time
	}
	// InvokeFunction asks a function that the flow named.
	InvokeFunction struct {
		Invocation string
		At         time.Time
	}
	// RaiseAlert has people told of the call, or has the alert know what has changed since.
	RaiseAlert struct {
		Alert  string
		Change string // that it will know of: the call's word for it
		At     time.Time
	}
	// Wake asks for a TimerFired when time decides something.
	Wake struct{ At time.Time }
)

// Due is the earliest moment for the order.
func (o DialLeg) Due() time.Time        { return o.At }
func (o HangUpLeg) Due() time.Time      { return o.At }
func (o DismissLeg) Due() time.Time     { return time.Time{} }
func (o CheckLeg) Due() time.Time       { return o.At }
func (o TransferCaller) Due() time.Time { return o.At }
func (o ListenForKeys) Due() time.Time  { return o.At }
func (o SpeakToCaller) Due() time.Time  { return o.At }
func (o InvokeFunction) Due() time.Time { return o.At }
func (o RaiseAlert) Due() time.Time     { return o.At }
func (o Wake) Due() time.Time           { return o.At }

// Orders says what the world still owes the call, the most urgent first: the caller
// before the phones that ring for them, hang-ups before new dials.
func Orders(c Call) []Order {
	var out []Order
	out = append(out, callerOrders(&c)...)
	out = append(out, c.callBackOrders()...)
	for i := range c.Legs {
		l := &c.Legs[i]
		switch {
		case !l.Unwanted || !l.live() || l.Provider == "":
		case l.awaitsDismissal():
			out = append(out, DismissLeg{Leg: l.ID, Provider: l.Provider})
		default:
			out = append(out, HangUpLeg{Leg: l.ID, Provider: l.Provider, At: l.HangUpAt})
		}
	}
	for i := range c.Legs {
		if l := &c.Legs[i]; l.State == Wanted {
			out = append(out, DialLeg{Leg: l.ID, At: l.DialAt})
		}
	}
	for _, o := range c.checks() {
		out = append(out, o)
	}
	for _, a := range c.Alerts {
		switch change := c.change(a); {
		case a.QueuedAt.IsZero():
			out = append(out, RaiseAlert{Alert: a.ID, Change: change, At: c.alertDue(a)})
		case change != a.Known:
			out = append(out, RaiseAlert{Alert: a.ID, Change: change})
		}
	}
	for _, i := range c.Flow.Invocations {
		if i.Asked.IsZero() {
			out = append(out, InvokeFunction{Invocation: i.ID}) // last: it may take seconds
		}
	}
	if !c.Wake.IsZero() {
		out = append(out, Wake{At: c.Wake})
	}
	return out
}

func callerOrders(c *Call) []Order {
	if !c.callerHere() {
		return nil
	}
	k := &c.Caller
	var out []Order
	if k.Transfer != nil {
		out = append(out, TransferCaller{Epoch: k.Epoch, Script: k.Transfer.Script, At: k.Transfer.At})
	}
	if !k.HangUp.IsZero() && k.Transfer == nil { // not before what is left to say
		out = append(out, HangUpLeg{Leg: CallerLeg, Provider: k.Leg, At: k.HangUp})
	}
	if k.Connecting && c.talking() {
		out = append(out, SpeakToCaller{Sentence: Connection})
	}
	if at, ok := c.comfortDue(); ok {
		out = append(out, SpeakToCaller{Sentence: Comfort, At: at})
	}
	if at, ok := c.listenDue(); ok {
		out = append(out, ListenForKeys{Callback: c.callback("input", CallerLeg, k.Epoch), At: at})
	}
	return out
}

// Due gives the orders whose time has come, Wake not among them.
func Due(orders []Order, now time.Time) []Order {
	var out []Order
	for _, o := range orders {
		if _, wake := o.(Wake); !wake && !o.Due().After(now) {
			out = append(out, o)
		}
	}
	return out
}
