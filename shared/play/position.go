package play

import (
	"maps"
	"slices"
	"time"

	"ringdown/shared/e164"
	"ringdown/shared/speech"
)

// Position is where in its flow a call is, and what the flow has set on the way.
type Position struct {
	Flow   string    `json:"flow,omitempty"` // "" is the line's own
	Action string    `json:"action,omitempty"`
	Until  time.Time `json:"until,omitzero"`   // when the waiting action's webhook counts as lost
	Paused bool      `json:"paused,omitempty"` // Action begins once the prompts before it are spoken
	Ended  bool      `json:"ended,omitempty"`

	Stack []Frame `json:"stack,omitempty"` // the modules under way, the innermost last
	// Waits is 1 + the index in Stack of the frame to which the caller comes back from the
	// waiting flow of a queue; 0 outside of one.
	Waits int `json:"waits,omitempty"`
	// Interrupted are the repeated messages of the waiting flow that an offer interrupts, and to
	// which the caller comes back when the flow ends; Depth is the length of Stack there.
	Interrupted *Interrupted `json:"interrupted,omitempty"`

	Loops          map[string]int    `json:"loops,omitempty"`
	Attributes     map[string]string `json:"attributes,omitempty"`
	FlowAttributes map[string]string `json:"own,omitempty"`     // of this flow alone
	Stored         string            `json:"stored,omitempty"`  // the digits stored last, or Timeout
	Answered       time.Time         `json:"answered,omitzero"` // when a key answered a question last
	Keys           *Keys             `json:"keys,omitempty"`    // being keyed
	Keyed          []string          `json:"keyed,omitempty"`   // attributes that hold digits; never changed in place
	Voice          speech.Voice      `json:"voice,omitzero"`    // of prompts; zero is the line's
	Contact        Contact           `json:"contact,omitzero"`
	Queue          Queue             `json:"queue,omitzero"` // chosen for a later transfer
	Hooks          Hooks             `json:"hooks,omitzero"`
	Callback       e164.Number       `json:"callback,omitempty"` // to call back
	RecordTalk     bool              `json:"recordTalk,omitempty"`
	Unsaid         bool              `json:"unsaid,omitempty"`  // words that must be heard could not be said: no talk is recorded
	Metrics        *Metrics          `json:"metrics,omitempty"` // as GetMetricData read them
	Understood     *Understood       `json:"lex,omitempty"`     // of the last bot; never changed in place

	Invocations []Invocation `json:"invocations,omitempty"` // functions being asked
	Invoked     int          `json:"invoked,omitempty"`     // counts them
	External    string       `json:"external,omitempty"`    // the last answer of a function
	QuietSince  time.Time    `json:"quiet,omitzero"`        // since when the caller hears nothing because a function is asked

	// Reason is why an action failed last, though the flow had a branch for it.
	Reason string `json:"reason,omitempty"`
}

// Frame is a flow that waits for the module it invoked, or for the caller to come back to it.
type Frame struct {
	Flow       string            `json:"flow,omitempty"`
	Action     string            `json:"action"`
	Attributes map[string]string `json:"own,omitempty"`
}

// Interrupted is a place in the waiting flow of a queue.
type Interrupted struct {
	Frame
	Depth int `json:"depth"`
}

// Hooks are the flows that run at moments of a call in a queue.
type Hooks struct {
	CustomerQueue   string `json:"customerQueue,omitempty"`   // while phones ring
	CustomerWhisper string `json:"customerWhisper,omitempty"` // to the caller, before the talk
	AgentWhisper    string `json:"agentWhisper,omitempty"`    // to the responder, before the talk
}

// Clone returns a copy that shares nothing which a Run changes in place.
func (p Position) Clone() Position {
	p.Metrics = copied(p.Metrics)
	p.Invocations = slices.Clone(p.Invocations) // the maps in them are never changed
	p.Loops = maps.Clone(p.Loops)
	p.Attributes = maps.Clone(p.Attributes)
	p.FlowAttributes = maps.Clone(p.FlowAttributes)
	p.Stack = slices.Clone(p.Stack) // a frame is never changed
	p.Keys = copied(p.Keys)
	p.Interrupted = copied(p.Interrupted)
	p.Contact = p.Contact.clone()
	return p
}

func copied[T any](p *T) *T {
	if p == nil {
		return nil
	}
	v := *p
	return &v
}

// InSafeFlow reports whether the safe flow has taken over.
func (p Position) InSafeFlow() bool { return p.Flow == safeFlowName }

// InWaitingFlow reports whether the caller is in the waiting flow of a queue.
func (p Position) InWaitingFlow() bool { return p.Waits > 0 }

// Surplus reports whether a key pressed now still belongs to the question that was answered last.
func (p Position) Surplus(now time.Time) bool { return p.DeadTime(now) > 0 }

// DeadTime returns how long keys still belong to the question that was answered last.
func (p Position) DeadTime(now time.Time) time.Duration {
	if p.Answered.IsZero() {
		return 0
	}
	return max(p.Answered.Add(keyDeadTime).Sub(now), 0)
}

// RingOver says that nobody is rung for the caller any more: a waiting flow goes on like any other.
func (p *Position) RingOver() {
	p.Waits, p.Interrupted = 0, nil
	p.forgetWhispers()
}

// framesBelow returns the frames under index n; none is nil, as it is read from storage.
func framesBelow(stack []Frame, n int) []Frame {
	if n == 0 {
		return nil
	}
	return stack[:min(n, len(stack))]
}
