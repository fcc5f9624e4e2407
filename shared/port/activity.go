package port

import (
	"context"
	"time"

	"ringdown/shared/alert"
	"ringdown/shared/call"
	"ringdown/shared/dialplan"
	"ringdown/shared/resource"
)

// Activity reads calls, and what stands beside them, for people who look at what happened; and
// keeps what those people did. It writes no call, no alert and no setting.
type Activity interface {
	// Load is that of Calls.
	Load(ctx context.Context, id string) (call.Call, error)
	// Arrivals lists calls, the latest first. It may be a moment behind Save of Calls. Fewer than
	// the limit are all that there are.
	Arrivals(ctx context.Context, a Arrivals) ([]call.Call, error)
	// Beside reads what stands beside calls, in one request for each hundred things. What is not
	// there is left out; the order is none.
	Beside(ctx context.Context, w Wanted) (Beside, error)
	// Mark writes marks if the stored version is one less than theirs (none for version 1), else
	// ErrConflict.
	Mark(ctx context.Context, m Marks) error
	Reads
}

// Reads keeps the audit of what people looked at and listened to. It is a chain of its own, so that
// no reader competes with somebody who saves settings.
type Reads interface {
	// End gives the end of the chain; the zero Link where there is none yet.
	End(ctx context.Context) (resource.Link, error)
	// Append writes a record and the end that it makes, if the chain's end is the one that it
	// follows, else ErrConflict.
	Append(ctx context.Context, follows resource.Link, r resource.Record) error
	// Records lists the records of a month after a number, oldest first, at most so many.
	Records(ctx context.Context, month string, after, most int) ([]resource.Record, error)
}

// Arrivals says which calls are listed: those of a line ("" is every line) that arrived on one day
// in UTC, from an instant until before another one of the same day (or its end).
type Arrivals struct {
	Line        string
	From, Until time.Time
	After       Place // zero: from the beginning of the list
	Limit       int
}

// Place is where a list stands: the call that it gave last.
type Place struct {
	Arrived time.Time
	Call    string
}

// Wanted is what is read beside calls.
type Wanted struct {
	Plans  []PlanVersion
	Alerts []string // ids
	Marks  []string // ids of calls
}

// PlanVersion names a version of a line's dialplan.
type PlanVersion struct {
	Line    string
	Version int
}

// Beside is what was found.
type Beside struct {
	Plans  []dialplan.Dialplan
	Alerts []alert.Alert
	Marks  []Marks
}

// Marks are what people did with the recordings of a call.
type Marks struct {
	Call    string     `json:"call"`
	Version int        `json:"version"`
	Marks   []Mark     `json:"marks,omitempty"`
	Held    *call.Call `json:"held,omitempty"` // the record as it was when a recording was held: it is forgotten earlier
	Until   time.Time  `json:"until,omitzero"` // they are kept; zero is for ever
}

// Mark is one thing that somebody did with a recording.
type Mark struct {
	Recording string    `json:"recording"`
	Did       Did       `json:"did"`
	Who       string    `json:"who"`            // subject of the token, or the client's id
	Name      string    `json:"name,omitempty"` // as the token names the person
	At        time.Time `json:"at"`
}

// Did says what somebody did.
type Did string

// What people do with recordings.
const (
	Heard   Did = "heard"
	Held    Did = "held" // it is not forgotten
	Deleted Did = "deleted"
)

// Archive keeps recordings, and looks after those that are kept.
type Archive interface {
	Recordings
	// Copy keeps the audio of a key under another one as well. ErrNotFound.
	Copy(ctx context.Context, from, to string) error
	// Delete forgets the audio of a key; where there is none, that is done.
	Delete(ctx context.Context, key string) error
}
