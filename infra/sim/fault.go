package sim

import (
	"errors"
	"time"

	"ringdown/infra/vonagesim"
)

// Fault is one thing that goes wrong. Drawn worlds cause it by dice (fault_drawn.go), scenarios and
// --faults by what is written (fault_written.go). Between the provider and the product vonagesim
// carries it out, at the product's stores and queues fault_ports.go does.
type Fault string

// All that can go wrong. The first five must be noticed by nobody.
const (
	Duplicates      Fault = "webhooks twice"
	Reordering      Fault = "webhooks out of order"
	Conflicts       Fault = "versions lost"
	EnvelopesTwice  Fault = "envelopes twice"
	FilesLate       Fault = "recordings late"
	Throttling      Fault = "dials throttled"
	LostEnvelopes   Fault = "envelopes lost"
	LostWebhooks    Fault = "webhooks lost"
	LostKind        Fault = "a kind of webhook lost"
	SlowAnswers     Fault = "webhooks answered late"
	CutReplies      Fault = "replies cut"
	Crashes         Fault = "functions crash"
	LostRESTReply   Fault = "the provider's answers lost"
	RESTFails       Fault = "the provider fails"
	RESTRefuses     Fault = "the provider refuses"
	StoreAway       Fault = "calls away"
	StoreFails      Fault = "saves fail"
	StoreUnsure     Fault = "saves done and not confirmed"
	DialplansAway   Fault = "dialplans away"
	NoWakes         Fault = "no wakes"          // written alone: of drawn envelopes some are lost, early or late
	UnsignedWebhook Fault = "webhooks unsigned" // written alone: a product that refuses them has no calls
)

// randomFaults are those that random worlds draw from.
var randomFaults = []Fault{
	Duplicates, Reordering, Conflicts, EnvelopesTwice, FilesLate, Throttling, LostEnvelopes, LostWebhooks, LostKind, SlowAnswers,
	CutReplies, Crashes, LostRESTReply, RESTFails, RESTRefuses, StoreAway, StoreFails, StoreUnsure, DialplansAway,
}

// Faults are what goes wrong in one world. The zero value is a world without.
type Faults struct {
	Network vonagesim.Faults
	// happens decides, each time the fault could happen behind the network, whether it does; nil: never.
	happens func(Fault, occasion) bool
	crash   func() int // the status that a function answers when it crashes; nil: 500
}

// occasion is when and where a fault could happen.
type occasion struct {
	at   time.Time
	path string // of the request, where there is one
}

func (f Faults) strikes(fault Fault, o occasion) bool { return f.happens != nil && f.happens(fault, o) }

// errAway is what a store says that cannot be reached.
var errAway = errors.New("the store is away")
