package call

import (
	"ringdown/shared/dialplan"
	"ringdown/shared/ncco"
	"time"
)

// Leg is one phone that was, or is to be, rung: an attempt of the activity log.
type Leg struct {
	ID    string `json:"id"` // "1", "2" … in the order they were wanted
	User  string `json:"user"`
	Phone int    `json:"phone"` // index of the user's phones
	Round int    `json:"round"` // 0 is the first
	Tier  int    `json:"tier"`  // 0 is the first
	// Outside is the phone of a third party, who is no user.
	Outside dialplan.Phone `json:"outside,omitzero"`

	Provider string   `json:"provider,omitempty"` // the provider's id, once known
	State    LegState `json:"state"`
	End      End      `json:"end,omitempty"`
	Unwanted bool     `json:"unwanted,omitempty"` // it has to end

	DialAt   time.Time `json:"dialAt"` // not before
	Dialled  time.Time `json:"dialled,omitzero"`
	Answered time.Time `json:"answered,omitzero"`
	Accepted time.Time `json:"accepted,omitzero"`
	Joined   time.Time `json:"joined,omitzero"`
	Ended    time.Time `json:"ended,omitzero"`
	// HangUpAt is the earliest moment to hang up an unwanted leg: after its last words,
	// or some time after we did and heard nothing.
	HangUpAt time.Time `json:"hangUpAt,omitzero"`
	HangUps  int       `json:"hangUps,omitempty"` // how often we did

	// Places and Seen are what is known of where the leg is: the latest conversations it was heard to
	// be in, and when it was last heard to be up. TalkedAt is since when it was with the caller.
	Places    []Place   `json:"places,omitempty"`
	Seen      time.Time `json:"seen,omitzero"`
	TalkedAt  time.Time `json:"talkedAt,omitzero"`
	MetAt     time.Time `json:"metAt,omitzero"`     // since when it was, if the caller was still there: a claim that was lost before that was known
	CheckedAt time.Time `json:"checkedAt,omitzero"` // when the provider was asked whether it is still there

	Dismissed bool       `json:"dismissed,omitempty"` // it had its last words
	Tries     int        `json:"tries,omitempty"`
	LastReply *LastReply `json:"lastReply,omitempty"`
}

// LastReply is the reply a webhook got, for when the webhook is repeated.
type LastReply struct {
	Epoch  int         `json:"epoch"`
	Script ncco.Script `json:"script,omitempty"` // nil, and no last words: the reply was Unchanged
	// LastWords stand in place of the script; LateKey says that a key could still be pressed in them.
	LastWords LastWords `json:"lastWords,omitempty"`
	LateKey   bool      `json:"lateKey,omitempty"`
	// Until is the latest webhook that was Unchanged after it, where these are the last words of a leg;
	// 0 is none.
	Until int `json:"until,omitempty"`
}

// LegState only ever grows: webhooks come in any order (the provider promises none).
// Ringing is no state of its own: it would cost a write for each leg, and decides nothing.
type LegState int

// The states of a leg.
const (
	Wanted   LegState = iota // to be dialled
	Dialling                 // the provider was asked; the answer is not in, and may never be
	Dialled                  // the provider has it
	Answered                 // by somebody or some machine: not accepted yet
	Accepted                 // the key was pressed in time, and the call is this leg's
	Joined                   // in the room
	Over
)

var legStates = [...]string{"wanted", "dialling", "dialled", "answered", "accepted", "joined", "over"}

// String gives the state's name as logs and the activity log write it.
func (s LegState) String() string {
	if s < 0 || int(s) >= len(legStates) {
		return "unknown"
	}
	return legStates[s]
}

// End is why a leg ended.
type End string

// The ends of a leg. The first five are the provider's words (voice webhook reference, status).
const (
	Busy       End = "busy"
	Rejected   End = "rejected"
	Unanswered End = "unanswered"
	Failed     End = "failed"     // not to be reached for now
	Completed  End = "completed"  // ended after it was answered
	Restricted End = "restricted" // the provider did not like the number we wanted to show
	NoNumber   End = "no such number"
	Refused    End = "refused"     // the provider did not take the dial
	Declined   End = "declined"    // the key that passes the call on
	NoKey      End = "no key"      // picked up, not accepted: a mailbox, or nobody listening
	Lost       End = "lost"        // no webhook told; given up
	Cancelled  End = "cancelled"   // not needed any more
	Taken      End = "taken"       // accepted too late
	HungUp     End = "hung up"     // picked up and put down before any key
	PassedOver End = "passed over" // on another call, or rung often enough for now
	NotRung    End = "not rung"    // its turn did not come before the caller's patience was over
)

// target is the phone the leg is for.
func (l *Leg) target() target {
	return target{user: l.User, phone: l.Phone, tier: l.Tier, outside: l.Outside}
}

// phone gives the number behind the leg; false when the user has no such phone.
func (l *Leg) phone(users map[string]dialplan.User) (dialplan.Phone, bool) {
	if l.Outside.Number != "" {
		return l.Outside, true
	}
	phones := users[l.User].Phones
	if l.Phone >= len(phones) {
		return dialplan.Phone{}, false
	}
	return phones[l.Phone], true
}

// dead reports whether the phone is not worth another try in this call.
func (e End) dead() bool { return e == NoNumber || e == Refused }

// live reports whether the leg may still ring, or talk.
func (l *Leg) live() bool { return l.State != Over }

// reach raises the state of the leg; a lower rank never overwrites a higher one.
func (l *Leg) reach(s LegState, at time.Time) {
	if s <= l.State {
		return
	}
	l.State = s
	switch s {
	case Answered:
		l.Answered = at
	case Accepted:
		l.Accepted = at
	case Joined:
		l.Joined = at
	case Over:
		l.Ended = at
	}
}

// end closes the leg. The first known reason stays: "declined" must not become
// "completed" when the provider reports the end of the same leg.
func (l *Leg) end(reason End, at time.Time) {
	if l.End == "" {
		l.End = reason
	}
	l.reach(Over, at)
}

// unwant asks for the end of the leg; one that was never dialled is over at once.
func (l *Leg) stop(reason End, at time.Time) {
	if !l.live() {
		return
	}
	if l.End == "" {
		l.End = reason
	}
	if l.State == Wanted {
		l.reach(Over, at)
		return
	}
	l.Unwanted = true
}
