package call

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"time"

	"ringdown/shared/e164"
	"ringdown/shared/ncco"
	"ringdown/shared/play"
)

// Call is one caller's conversation with a line, and everything that was done for
// it: its legs with their times and ends are the attempts of the activity log.
type Call struct {
	ID       string      `json:"id"`
	Line     string      `json:"line"`
	Dialplan int         `json:"dialplan"` // the version this call keeps to its end
	Version  int         `json:"version"`  // counts saves
	Called   e164.Number `json:"called"`
	Region   string      `json:"region,omitempty"`
	Arrived  time.Time   `json:"arrived"`

	Caller Caller        `json:"caller"`
	Flow   play.Position `json:"flow"`
	Ring   *Ring         `json:"ring,omitempty"`
	Rings  int           `json:"rings,omitempty"` // counts the rings begun

	// FromUs says that the call came from a number of ours, or from a phone that forwards our own
	// call: nobody is rung for it.
	FromUs bool      `json:"fromUs,omitempty"`
	Back   *CallBack `json:"back,omitempty"`

	Legs     []Leg       `json:"legs,omitempty"`
	Messages []Recording `json:"messages,omitempty"` // what the caller left, each with the action that asked for it
	Talks    []Recording `json:"talks,omitempty"`
	Alerts   []OwedAlert `json:"alerts,omitempty"`

	NobodyToRing  bool   `json:"nobodyToRing,omitempty"`  // phones were to ring, and nobody had any
	MessageAsked  bool   `json:"messageAsked,omitempty"`  // a message was asked for,
	MessageEpoch  int    `json:"messageEpoch,omitempty"`  // last by the script of that number
	MessageAction string `json:"messageAction,omitempty"` // and by this action
	// AwaitRecording is until when audio of the caller may still come in.
	AwaitRecording time.Time `json:"awaitRecording,omitzero"`

	TalkedAt time.Time `json:"talkedAt,omitzero"` // a responder and the caller were first heard to be together
	EndedAt  time.Time `json:"endedAt,omitzero"`
	Outcome  Outcome   `json:"outcome,omitempty"`
	Failure  string    `json:"failure,omitempty"` // why the safe flow had to take over

	// Deadline is when the call has to be looked at again at the latest, should nothing
	// else happen: what the sweep goes by. Wake is when time decides something, so that a
	// timer is worth setting; it is never before Deadline. Zero is never. Both are derived
	// on every decision.
	Deadline time.Time `json:"deadline,omitzero"`
	Wake     time.Time `json:"wake,omitzero"`
	// Timer is when a timer that was set fires; it is the switchboard's to keep, and may be
	// before Wake, because a timer cannot be taken back.
	Timer time.Time `json:"timer,omitzero"`
}

// Caller is the caller's leg.
type Caller struct {
	Leg    string      `json:"leg"` // the provider's id
	Number e164.Number `json:"number,omitempty"`
	Came   string      `json:"came,omitempty"` // e164.Caller
	Left   time.Time   `json:"left,omitzero"`

	// Prompt numbers the scripts the caller was given: it is the epoch of their
	// callbacks, and what tells a late answer from the present one.
	Epoch     int        `json:"epoch"`
	LastReply *LastReply `json:"lastReply,omitempty"`
	// Between is how many callbacks of the present script come before its last, whose epoch is Epoch.
	Between int `json:"between,omitempty"`
	// Notice is set while the caller hears words that must be heard; no transfer cuts them.
	Notice *Notice `json:"notice,omitempty"`

	// RoomAt is when the caller's script is expected to reach the room; zero while it
	// does not lead there. Joined is when the provider said so.
	RoomAt   time.Time `json:"roomAt,omitzero"`
	Joined   time.Time `json:"joined,omitzero"`
	Listened bool      `json:"listened,omitempty"` // keys are reported from inside the room

	// Was are conversations that the leg was in: what the provider's fallback records names nothing
	// else.
	Was []string `json:"was,omitempty"`
	// Places and Seen are as for Leg; CheckedAt is when the provider was last asked about the leg.
	Places    []Place   `json:"places,omitempty"`
	Seen      time.Time `json:"seen,omitzero"`
	CheckedAt time.Time `json:"checkedAt,omitzero"`

	// Comforted is when the caller was told last that somebody is still being called; Connecting that
	// the caller in the room has to be told that somebody comes.
	Comforted  time.Time `json:"comforted,omitzero"`
	Connecting bool      `json:"connecting,omitempty"`

	Transfer *Transfer `json:"transfer,omitempty"`
	// HangUp is when we end the leg, whatever its script says; zero while it may stay.
	HangUp  time.Time `json:"hangUp,omitzero"`
	HangUps int       `json:"hangUps,omitempty"` // how often we did
}

// Transfer is a script that the caller's leg has to be moved to, because no webhook of that leg waited
// for a reply when it became due.
type Transfer struct {
	Script ncco.Script `json:"script"`
	At     time.Time   `json:"at,omitzero"` // not before
	Tries  int         `json:"tries,omitempty"`
	// MayReply: the running script ends in an input or a notify. If that webhook comes before the
	// transfer, it is answered with Script, or the leg would hang up.
	MayReply bool `json:"mayReply,omitempty"`
	// Room says that the script only leads to the room.
	Room bool `json:"room,omitempty"`
	// Notice is what of the script must be heard.
	Notice *Notice `json:"notice,omitempty"`
}

// Outcome is how a call ended.
type Outcome string

// The outcomes. Every call ends in exactly one.
const (
	Talked        Outcome = "talked"    // caller and responder were together
	VoicemailLeft Outcome = "voicemail" // a message was left
	Missed        Outcome = "missed"    // neither: the team has to know
	Closed        Outcome = "closed"    // the flow ended as written, without ringing anybody
)

// NewID derives a call's id from the caller's leg, so that a repeated or late
// webhook of that leg finds the same call without looking anything up.
func NewID(leg string) string {
	sum := sha256.Sum256([]byte("call\x00" + leg))
	return hex.EncodeToString(sum[:10])
}

// Expires is when the record may be forgotten.
func (c Call) Expires() time.Time {
	end := c.EndedAt
	if end.IsZero() {
		end = c.Arrived.Add(Longest)
	}
	return end.Add(retention)
}

func (c *Call) leg(id string) *Leg {
	for i := range c.Legs {
		if c.Legs[i].ID == id {
			return &c.Legs[i]
		}
	}
	return nil
}

// callerHere reports whether the caller's leg is up as far as we know.
func (c *Call) callerHere() bool { return c.Caller.Left.IsZero() }

// ID is who calls, as the network told it.
func (k Caller) ID() e164.Caller { return e164.Caller{Number: k.Number, Came: k.Came} }

// callerInRoom reports whether the caller is, or must by now be, in the room.
func (c *Call) callerInRoom(now time.Time) bool {
	return !c.Caller.Joined.IsZero() || (!c.Caller.RoomAt.IsZero() && !now.Before(c.Caller.RoomAt))
}

func (c Call) clone() Call {
	c.Legs = slices.Clone(c.Legs)
	c.Alerts = slices.Clone(c.Alerts)
	c.Talks = slices.Clone(c.Talks)
	c.Flow = c.Flow.Clone()
	c.Ring, c.Back = copied(c.Ring), copied(c.Back)
	c.Messages = slices.Clone(c.Messages)
	c.Caller.Transfer = copied(c.Caller.Transfer)
	c.Caller.Notice = copied(c.Caller.Notice)
	return c
}

func copied[T any](p *T) *T {
	if p == nil {
		return nil
	}
	v := *p
	return &v
}

func latest(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

func earliest(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
}
