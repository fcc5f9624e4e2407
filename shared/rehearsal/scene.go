package rehearsal

import (
	"time"

	"ringdown/shared/dialplan"
	"ringdown/shared/e164"
)

// Scene is who calls whom when, and what people do.
type Scene struct {
	Plan   dialplan.Dialplan
	Caller e164.Number // "": they hide it
	Number e164.Number // they dial; "" is the line's first
	At     time.Time
	Keys   []Keys   // the caller presses
	People []Answer // who picks up; nobody else does
	// MessageSeconds is how long the caller speaks after the tone, 0: they hang up at it.
	MessageSeconds int
	// TalkSeconds is how long caller and responder talk.
	TalkSeconds int
	// PatienceSeconds is when the caller hangs up, whatever happens; 0: they stay.
	PatienceSeconds int
}

// Keys are keys that the caller presses, one after the other.
type Keys struct {
	Press string // of 0-9 * #; "" is silence where something is asked
	// Seconds is when, after the call arrived. 0: when the caller is asked for keys, each time for the
	// next ones.
	Seconds float64
}

// Answer is somebody who picks up.
type Answer struct {
	User    string
	Phone   string // its label; "" is whichever rings first
	Seconds int    // after it began to ring
	Does    Deed
}

// Deed is what somebody does who has picked up.
type Deed string

// The deeds.
const (
	Accepts  Deed = "accept"
	Declines Deed = "decline"
	Nothing  Deed = "nothing" // as a mailbox does
)

// Enum lists them.
func (Deed) Enum() []any { return []any{Accepts, Declines, Nothing} }

// Line is one thing that happens in a rehearsal.
type Line struct {
	Seconds float64 `json:"seconds"` // since the call arrived
	Who     string  `json:"who"`     // caller, team, or whose phone: "ana mobile"
	Does    Does    `json:"does"`
	Text    string  `json:"text,omitempty"` // what is heard or pressed, with whom they talk, why the line ends
}

// Does is what happens to somebody, or what they do.
type Does string

// What happens.
const (
	Dials     Does = "dials"
	Hears     Does = "hears"     // a sentence
	HearsFile Does = "plays"     // a recording; Text is its address
	Music     Does = "music"     // of waiting
	Tone      Does = "tone"      // they may speak
	Asked     Does = "asked"     // for a key
	Presses   Does = "presses"   //
	Speaks    Does = "speaks"    // a message
	Rings     Does = "rings"     // their phone does
	PicksUp   Does = "picks up"  //
	TalksWith Does = "talks"     // with Text
	Ends      Does = "ends"      // the line; Text is why
	AlertSent Does = "alert"     // people are told; Text is of what
	GoesOn    Does = "goes on"   // and is not shown any further
	Cannot    Does = "not asked" // a function, which a rehearsal asks nothing
)

// Enum lists them.
func (Does) Enum() []any {
	return []any{Dials, Hears, HearsFile, Music, Tone, Asked, Presses, Speaks, Rings, PicksUp, TalksWith, Ends, AlertSent, GoesOn, Cannot}
}

// Play is what a scene comes to.
type Play struct {
	Lines   []Line
	Outcome string   // as in the list of calls; "" where the call goes on
	Rung    []string // whose phones, in this order
}
