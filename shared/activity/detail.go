package activity

import (
	"strconv"
	"strings"
	"time"

	"ringdown/shared/alert"
	"ringdown/shared/call"
	"ringdown/shared/dialplan"
	"ringdown/shared/e164"
	"ringdown/shared/play"
)

// Detail is a call with everything that was done for it.
type Detail struct {
	Entry
	Dialplan   int         `json:"dialplan"` // the version that it kept to its end
	Attempts   []Attempt   `json:"attempts"`
	Recordings []Recording `json:"recordings"`
	Told       []Alert     `json:"told"`
	Flow       Flow        `json:"flow"`
	Timeline   []Moment    `json:"timeline"`
}

// Attempt is one phone that was rung. Whether and when it rang is not in the record: the provider's
// word that it rings would cost a save for each phone, and decides nothing.
type Attempt struct {
	ID          string      `json:"id"`
	User        string      `json:"user,omitempty"`
	Name        string      `json:"name"`
	Phone       string      `json:"phone,omitempty"` // its label
	Number      e164.Number `json:"number,omitempty"`
	Extension   string      `json:"extension,omitempty"`
	Round       int         `json:"round"` // from 1
	Tier        int         `json:"tier"`  // from 1
	Dialled     time.Time   `json:"dialled,omitzero"`
	PickedUp    time.Time   `json:"pickedUp,omitzero"`
	Accepted    time.Time   `json:"accepted,omitzero"`
	Talked      time.Time   `json:"talked,omitzero"` // with the caller, since then
	Ended       time.Time   `json:"ended,omitzero"`
	Key         string      `json:"key,omitempty"` // that was pressed, where the record knows it
	State       string      `json:"state"`         // over, or how far it has got
	End         call.End    `json:"end,omitempty"`
	Why         string      `json:"why,omitempty"` // the end in plain words
	TalkSeconds int         `json:"talkSeconds,omitempty"`
}

// Recording is audio of a call.
type Recording struct {
	ID      string    `json:"id"`   // RecordingID
	Call    string    `json:"call"` //
	Kind    Kind      `json:"kind"`
	At      time.Time `json:"at"`
	Seconds int       `json:"seconds"`
	Action  string    `json:"action,omitempty"` // of the flow, that asked for it
	Kept    bool      `json:"kept"`             // the audio is in our own store
	Silent  bool      `json:"silent,omitempty"` // nobody speaks in it

	Key string `json:"-"` // in the store
}

// Kind says what a recording is of.
type Kind string

// The kinds of recordings.
const (
	Message Kind = "message" // of the caller
	Talk    Kind = "talk"    // of caller and responder
)

// Flow is how far the line's flow has got, as far as the record knows: each action's passing is in
// the log, and the record keeps where it stands and what it has learned.
type Flow struct {
	Flow       string            `json:"flow,omitempty"` // "" is the line's own
	Action     string            `json:"action,omitempty"`
	Over       bool              `json:"over"`
	Attributes map[string]string `json:"attributes,omitempty"`
	Loops      map[string]int    `json:"loops,omitempty"`
	Asked      int               `json:"asked,omitempty"`   // functions
	Reason     string            `json:"reason,omitempty"`  // why an action failed last, though the flow went on
	Failure    string            `json:"failure,omitempty"` // why the safe flow had to take over
}

// DetailOf tells everything of a call. Alerts are those of the call that have records.
func DetailOf(c call.Call, plan dialplan.Dialplan, alerts []alert.Alert) Detail {
	d := Detail{
		Entry: EntryOf(c, plan), Dialplan: c.Dialplan, Attempts: AttemptsOf(c, plan), Recordings: RecordingsOf(c), Told: AlertsOf(c, plan, alerts),
		Flow: Flow{
			Flow: c.Flow.Flow, Action: c.Flow.Action, Over: c.Flow.Ended, Attributes: c.Flow.Attributes, Loops: c.Flow.Loops, Asked: c.Flow.Invoked,
			Reason: c.Flow.Reason, Failure: c.Failure,
		},
	}
	d.Timeline = timeline(c, d)
	return d
}

// AttemptsOf lists the phones that were rung, in the order in which they were wanted.
func AttemptsOf(c call.Call, plan dialplan.Dialplan) []Attempt {
	out := []Attempt{}
	for i, l := range c.Legs {
		a := Attempt{
			ID: l.ID, User: l.User, Round: l.Round + 1, Tier: l.Tier + 1, Dialled: l.Dialled, PickedUp: l.Answered, Accepted: l.Accepted,
			Talked: l.TalkedAt, Ended: l.Ended, State: l.State.String(), End: l.End, Why: ends[l.End], TalkSeconds: talkSeconds(c, l),
		}
		_, a.Name = who(l, plan)
		if phone, ok := l.PhoneIn(plan.Users); ok {
			a.Phone, a.Number, a.Extension = phone.Label, phone.Number, string(phone.Extension)
		}
		if c.Ring != nil && i >= c.Ring.First {
			a.Key = keyOf(l, c.Ring.Keys)
		}
		if !l.TalkedAt.IsZero() && l.End == call.Completed {
			a.Why = "the talk was over"
		}
		out = append(out, a)
	}
	return out
}

// keyOf is the key that a leg's end or its acceptance tells of.
func keyOf(l call.Leg, keys play.ResponderKeys) string {
	switch {
	case l.End == call.Declined:
		return keys.Digit(play.Decline)
	case !l.Accepted.IsZero() && l.Outside.Number == "": // a third party presses none
		return keys.Digit(play.Accept)
	}
	return ""
}

// RecordingsOf lists what was recorded: the caller's messages, then the talks.
func RecordingsOf(c call.Call) []Recording {
	out := []Recording{}
	for _, list := range []struct {
		kind Kind
		all  []call.Recording
	}{{Message, c.Messages}, {Talk, c.Talks}} {
		for i, r := range list.all {
			out = append(out, Recording{
				ID: RecordingID(c.ID, list.kind, i+1), Call: c.ID, Kind: list.kind, At: r.At, Seconds: r.Seconds, Action: r.Action,
				Kept: r.Key != "", Silent: r.Empty(), Key: r.Key,
			})
		}
	}
	return out
}

// RecordingID names a recording after its call, its kind and its number among those of the call,
// which never changes: a call only ever adds recordings.
func RecordingID(callID string, k Kind, number int) string {
	return callID + "-" + string(k[0]) + strconv.Itoa(number)
}

// CallOf is the call that a recording's or an alert's id names.
func CallOf(id string) string {
	callID, _, _ := strings.Cut(id, "-")
	return callID
}
