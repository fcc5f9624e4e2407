package switchboard

import (
	"context"
	"errors"
	"io"
	"time"

	"ringdown/shared/alert"
	"ringdown/shared/call"
	"ringdown/shared/dialplan"
	"ringdown/shared/e164"
	"ringdown/shared/ncco"
)

// The errors of the ports. Whatever else a port returns means that nobody knows
// whether the thing was done.
var (
	// ErrNotFound: there is no such thing.
	ErrNotFound = errors.New("not found")
	// ErrConflict: somebody else was faster; load again.
	ErrConflict = errors.New("version conflict")
	// ErrRefused: it was not done, and asking again is of no use.
	ErrRefused = errors.New("refused")
	// ErrThrottled: it was not done; ask again later.
	ErrThrottled = errors.New("throttled")
)

// Calls keeps the calls.
type Calls interface {
	// Load reads a call as it was saved last, never an older one. ErrNotFound.
	Load(ctx context.Context, id string) (call.Call, error)
	// Save writes the call if the stored version is one less than its own (none for
	// version 1), else ErrConflict.
	Save(ctx context.Context, c call.Call) error
	// Overdue gives the ids of calls whose deadline is before the instant, the earliest
	// first, at most limit.
	Overdue(ctx context.Context, before time.Time, limit int) ([]string, error)
	// OnDay gives the calls that arrived at a line ("" is every line) on a day in UTC,
	// the latest first, at most limit.
	OnDay(ctx context.Context, lineID string, day time.Time, limit int) ([]call.Call, error)
}

// Dialplans keeps what settings compile to. A version of a line never changes.
type Dialplans interface {
	// ByNumber reads the current dialplan of a number. ErrNotFound.
	ByNumber(ctx context.Context, number e164.Number) (dialplan.Dialplan, error)
	// ByVersion reads one version of a line's dialplan, current or not. ErrNotFound.
	ByVersion(ctx context.Context, lineID string, version int) (dialplan.Dialplan, error)
	// Publish stores the dialplan and makes it the current one of its number, if the
	// current version of the line is one less than its own (none for version 1), else ErrConflict.
	Publish(ctx context.Context, d dialplan.Dialplan) error
	// Withdraw takes the number out of service, if the line's current version is this
	// one, else ErrConflict. Its versions can still be read.
	Withdraw(ctx context.Context, lineID string, version int) error
	// Lines gives the latest version of every line that was ever published, ordered by
	// the lines' ids. It is for people who look after settings; no call asks for it.
	Lines(ctx context.Context) ([]LineVersion, error)
}

// LineVersion is how far a line has come.
type LineVersion struct {
	Line    string
	Version int         // the latest; the next to publish is one more
	Number  e164.Number // in service with that version; "" when the line was withdrawn
}

// Recordings keeps the audio of messages.
type Recordings interface {
	// Keep stores the audio under a key, once: keeping it again changes nothing.
	Keep(ctx context.Context, key, contentType string, audio io.Reader) error
	// Address gives a URL at which the audio can be played for that long. ErrNotFound.
	Address(ctx context.Context, key string, life time.Duration) (string, error)
}

// Alerts tells people. Telling twice is worse than needed but harmless: a notice has an id.
type Alerts interface {
	Tell(ctx context.Context, n alert.Notice) error
}

// Phones is the phone provider. Provider ids and regions are its own.
type Phones interface {
	// Dial rings a phone. ErrRefused and ErrThrottled: it does not ring. Any other
	// error: it may ring; never dial again for it.
	Dial(ctx context.Context, d call.Dial) (provider string, err error)
	// HangUp ends a leg. ErrNotFound: there is none any more.
	HangUp(ctx context.Context, region, provider string) error
	// Transfer gives a leg another script. ErrNotFound: there is none any more.
	Transfer(ctx context.Context, region, provider string, s ncco.Script) error
	// Listen reports the keys of a leg to the callback from now on. ErrNotFound.
	Listen(ctx context.Context, region, provider string, to ncco.Callback) error
	// Lives reports whether a leg is still up.
	Lives(ctx context.Context, region, provider string) (bool, error)
}

// Audio is what the phone provider recorded.
type Audio interface {
	// Fetch opens a recording. ErrNotFound: not there, or not yet.
	Fetch(ctx context.Context, url string) (audio io.ReadCloser, contentType string, err error)
	// Inbound gives the caller's leg of a conversation, who called and which number.
	// ErrNotFound: no such conversation, or not yet. ErrRefused: no caller began it.
	Inbound(ctx context.Context, conversation string) (leg string, from, to e164.Number, err error)
}

// Functions asks the functions that flows name. Whether a line may ask one is decided
// before.
type Functions interface {
	// Invoke asks a function and gives its answer. ErrRefused, ErrNotFound: asking again is
	// of no use. It takes no longer than the limit.
	Invoke(ctx context.Context, arn string, payload []byte, limit time.Duration) (answer []byte, err error)
	// Send hands a function its request and does not wait for an answer.
	Send(ctx context.Context, arn string, payload []byte) error
}

// Orders is the queue behind the functions, and its neighbour for alerts.
type Orders interface {
	// Send queues messages, each after its delay (at most MaxDelay). Either all are
	// queued, or the error says that some may not be.
	Send(ctx context.Context, messages ...Message) error
}

// MaxDelay is the longest delay of a queued message (SQS: 15 minutes); a longer wait
// is made of several.
const MaxDelay = 15 * time.Minute

// Queue names a queue.
type Queue string

// The queues.
const (
	OrdersQueue     Queue = "orders"     // for act
	AlertsQueue     Queue = "alerts"     // for alert
	RecordingsQueue Queue = "recordings" // for recording; filled by the provider's webhook, not by us
)

// Message asks for a look at a call.
type Message struct {
	Queue   Queue         `json:"-"`
	Delay   time.Duration `json:"-"`
	Call    string        `json:"call"`
	Version int           `json:"version,omitempty"` // of the call that sent it: an older one means the save is not there yet
	Alert   string        `json:"alert,omitempty"`   // which alert of the call, on the alerts queue
	Wake    bool          `json:"wake,omitempty"`    // time was to decide something about now
	Timer   bool          `json:"timer,omitempty"`   // whoever takes the message sets the call's timer
	Tries   int           `json:"tries,omitempty"`   // how often it was put back
}
