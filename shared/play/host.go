package play

import (
	"errors"
	"maps"
	"slices"
	"time"

	"ringdown/shared/e164"
	"ringdown/shared/flow"
	"ringdown/shared/speech"
)

// Facts are what a flow may read of its host.
type Facts interface {
	// Attribute returns the value of a reference that play does not keep itself, "$.Agent.FirstName".
	Attribute(path string) (string, bool)
	// Flow finds a flow or a module by any spelling of its id ("" is the line's own), and
	// returns the one spelling under which it is kept.
	Flow(id string) (name string, f flow.Flow, ok bool)
	// Audio returns the address of a recorded prompt by its id.
	Audio(id string) (url string, ok bool)
}

// Host is what a flow runs on. Its methods are called while an event is decided, one after the
// other; none of them waits for anything.
type Host interface {
	Facts

	Now() time.Time
	// Listening reports whether somebody hears what the flow says.
	Listening() bool
	// Open reports whether these hours are open now; "" are those of the team that the call is for,
	// which is always open where it has none.
	Open(hours string) (open, known bool)
	// Queue finds a queue by the id or name of a team, or a user's by the id of an agent.
	Queue(id, agent string) (Queue, bool)
	// Measure counts people and callers of a queue; the zero Queue is the team that the call is for.
	// Counted says whether the calls in progress are known; without them only who is on call is.
	Measure(q Queue) (m Metrics, counted bool, err error)
	// Bot finds what stands in for a bot, by the name that the flow has for it.
	Bot(name string) (Bot, bool)
	// MayAsk reports whether the line allows to ask this function.
	MayAsk(arn string) bool
	// Message returns what is known of the message that was recorded last.
	Message() Message

	// NewScript begins a new script, once in a decision: answers to the one before are late from here on.
	NewScript()
	// Script returns the number of the script, which grows with each.
	Script() int
	// Reply says that the webhook which told of this event may be answered by a script.
	Reply()
	// Interrupt says that the next script cuts one that would have ended in a webhook.
	Interrupt()

	// Ask says the prompts, each of which a key may cut short, and waits for keys.
	Ask(said []speech.Prompt, in Input)
	// Notify says the prompts and tells when the last of them is over.
	Notify(said []speech.Prompt, after string)
	// Record says the prompts and records what the caller says.
	Record(said []speech.Prompt, as Recording)
	// Music says the prompts and plays music until the caller is taken out of it.
	Music(said []speech.Prompt)
	// Hold says the prompts, and those for waiting, which the key for leaving cuts short, and keeps
	// the caller with music until somebody accepts.
	Hold(said, waiting []speech.Prompt)
	// End says the prompts and ends the call.
	End(said []speech.Prompt)

	// Ring begins to ring phones for the caller, and stops those that ring already. An error changes
	// nothing; it wraps ErrNobody, ErrNotDialable, or neither: then the look-up failed.
	Ring(r Ring) error
	// StopRinging stops the phones that ring.
	StopRinging()

	// Raise says that people have to know; it reports whether the call may still tell them anything.
	Raise(t Task) bool
	// Failed says why the safe flow takes over.
	Failed(reason string)
}

// What Ring may answer.
var (
	ErrNobody      = errors.New("nobody is on call for it")
	ErrNotDialable = errors.New("the number may not be dialled")
)

// Queue is where the flow has its caller wait. In the language that is a queue of agents; here it
// is a team, or one user.
type Queue struct {
	Team string `json:"team,omitempty"`
	User string `json:"user,omitempty"`
}

// Metrics are the numbers of a queue, as GetMetricData reads them.
type Metrics struct {
	Queue     Queue  `json:"queue"`
	TeamName  string `json:"teamName,omitempty"`
	Staffed   int    `json:"staffed"`   // users on call
	Available int    `json:"available"` // of these, not talking
	Waiting   int    `json:"waiting"`
	OldestMs  int64  `json:"oldestMs"` // what the service calls seconds is milliseconds on the wire
}

// Message is what is known of a recorded message.
type Message struct {
	Asked bool // the caller was asked for one
	Known bool // whether anything was said is known by now
	Left  bool // something was said
	// Seconds is how long it is, where that is known.
	Seconds int
}

// Input is a wait for keys.
type Input struct {
	DigitsMax    int
	Seconds      int  // for the first key, and for each after it
	SubmitOnHash bool // # ends it and is not among the digits
	// BetweenSeconds is how long keys are waited for where what is said changes from speech to a
	// recording or back, should a host have to stop there to hear them.
	BetweenSeconds int
}

// Recording is how a message is taken.
type Recording struct {
	SecondsMax     int
	SilenceSeconds int // of silence end it
	EndKey         string
	Tone           bool
	Until          time.Time // when its end counts as lost
}

// Ring is who is to be rung, and how. Exactly one of Team, Queue and Number says who.
type Ring struct {
	Team      string
	Queue     Queue       // callers of a queue hear whispers, and are never asked for a key
	Number    e164.Number // a third party's, who presses no key
	Extension e164.Extension

	Flow, Action string // where the ring began

	AtOnce          bool
	RingSeconds     int // of one phone
	AcceptSeconds   int // after each screening prompt
	Rounds          int
	RingsPerMinute  int // of one phone, for all calls together; 0 is any number
	ComfortSeconds  int // between sentences to the caller who waits; 0 is none
	PauseSeconds    int // before a round, and before a phone rings again
	PatienceSeconds int // until the ring ends without anybody; 0: of a third party, its ring time, of a queue, the line's
	Keys            ResponderKeys
	LeaveDigit      string
	Leaves          bool // the flow is over once somebody has talked
	EndOnExit       bool // the call is over when the responder leaves
}

// Task is something people have to know. One with a Callback number asks them to call it.
type Task struct {
	Title     string
	OfMessage bool // it is about the message, and waits until that is known
	Callback  e164.Number
	Team      string    // whose people; "" is the team that the call is for
	Due       time.Time // not before; zero is at once
	Unasked   bool      // the flow of the line did not ask for it
}

// Responder is what a key does for somebody who picked up.
type Responder string

// What the keys of a responder do.
const (
	Accept  Responder = "accept"  // talks to the caller
	Decline Responder = "decline" // passes the call on
)

// ResponderKeys says what each key does; one that is not there does nothing.
type ResponderKeys map[string]Responder

// Digit returns the key that does something, the lowest of several, "" where none does.
func (k ResponderKeys) Digit(does Responder) string {
	for _, digit := range slices.Sorted(maps.Keys(k)) {
		if k[digit] == does {
			return digit
		}
	}
	return ""
}
