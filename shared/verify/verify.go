// Package verify says when a way to reach somebody is proven to be theirs: a code goes to it, and they
// say which.
//
// It is pure: codes are made and sent by others, and only a digest of one is kept. A code is good for ten
// minutes and five tries, and the next one may be asked for after a minute, five times an hour; so nobody
// guesses one, and nobody's phone is flooded. A proof belongs to a user and an address: who changes the
// address begins anew. Rooms of chats and devices are not proven by a code: who gave their address has it
// from the room or the device itself.
//
// The option not taken was to keep the proof in the user's settings: then who may change settings may
// write that somebody else has proven something.
//
// To have another channel proven, add it to Needed, and a way to send codes to it (port.Codes).
package verify

import (
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"time"

	"ringdown/shared/alert"
)

const (
	// Life is how long a code is good, and TriesMax how often one may be tried.
	Life     = 10 * time.Minute
	TriesMax = 5
	// Again is how soon another code may be asked for, and codesMax how many within codesTime.
	Again     = time.Minute
	codesMax  = 5
	codesTime = time.Hour
	// proofsMax bounds what is kept of a user: more than the contacts that one may have.
	proofsMax = 20
	// digits is how long a code is: what people can keep in mind from a message to a form.
	digits = 6
)

// Proof is how far an address is proven.
type Proof struct {
	Kind     alert.Channel `json:"kind"`
	Address  string        `json:"address"`
	Verified time.Time     `json:"verified,omitzero"`
	Digest   string        `json:"digest,omitempty"` // of the code that was sent last; "" is none that is good
	Sent     []time.Time   `json:"sent,omitempty"`   // codes within codesTime, the last one last
	Tries    int           `json:"tries,omitempty"`
}

// Proofs are those of a user.
type Proofs struct {
	User    string  `json:"user"`
	Version int     `json:"version"` // counts writes
	Proofs  []Proof `json:"proofs,omitempty"`
}

// Why a code is not sent, or not taken.
var (
	ErrTooSoon = errors.New("a code was sent a moment ago")
	ErrTooMany = errors.New("too many codes were sent")
	ErrWrong   = errors.New("that is not the code")
	ErrNone    = errors.New("no code is good at this time")
)

// Needed reports whether a way to reach people is proven by a code.
func Needed(kind alert.Channel) bool {
	return kind == alert.Text || kind == alert.Voice || kind == alert.Email
}

// Code makes a code of something that nobody guesses.
func Code(unguessable string) string {
	sum := sha256.Sum256([]byte(unguessable))
	n := 0
	for _, b := range sum[:8] {
		n = (n<<8 | int(b)) % 1_000_000
	}
	return fmt.Sprintf("%0*d", digits, n)
}

// Of finds how far a contact is proven; the zero Proof is not at all.
func (p Proofs) Of(c alert.Contact) Proof {
	if i := p.index(c); i >= 0 {
		return p.Proofs[i]
	}
	return Proof{Kind: c.Kind, Address: c.Address}
}

func (p Proofs) index(c alert.Contact) int {
	return slices.IndexFunc(p.Proofs, func(q Proof) bool { return q.Kind == c.Kind && q.Address == c.Address })
}

// Until is when the code that was sent last is no longer good; zero when none is.
func (q Proof) Until(now time.Time) time.Time {
	if q.Digest == "" || len(q.Sent) == 0 || q.Tries >= TriesMax {
		return time.Time{}
	}
	if until := q.Sent[len(q.Sent)-1].Add(Life); until.After(now) {
		return until
	}
	return time.Time{}
}

// Send notes that a code goes out. It takes the place of the one before.
func (p Proofs) Send(c alert.Contact, code string, now time.Time) (Proofs, error) {
	q := p.Of(c)
	q.Sent = slices.DeleteFunc(slices.Clone(q.Sent), func(at time.Time) bool { return now.Sub(at) >= codesTime })
	switch n := len(q.Sent); {
	case n > 0 && now.Sub(q.Sent[n-1]) < Again:
		return p, ErrTooSoon
	case n >= codesMax:
		return p, ErrTooMany
	}
	q.Sent, q.Digest, q.Tries = append(q.Sent, now.UTC()), p.digest(c, code), 0
	return p.with(q), nil
}

// Try takes a code. The proofs that come back are to be kept even where it was wrong: tries count.
func (p Proofs) Try(c alert.Contact, code string, now time.Time) (Proofs, error) {
	q := p.Of(c)
	if q.Until(now).IsZero() {
		return p, ErrNone
	}
	if q.Tries++; subtle.ConstantTimeCompare([]byte(q.Digest), []byte(p.digest(c, code))) != 1 {
		return p.with(q), ErrWrong
	}
	q.Verified, q.Digest, q.Tries = now.UTC(), "", 0
	return p.with(q), nil
}

func (p Proofs) digest(c alert.Contact, code string) string {
	sum := sha256.Sum256([]byte("code\x00" + p.User + "\x00" + string(c.Kind) + "\x00" + c.Address + "\x00" + code))
	return hex.EncodeToString(sum[:])
}

// with is the next version, in which a proof is this one; the oldest go.
func (p Proofs) with(q Proof) Proofs {
	p.Proofs = slices.DeleteFunc(slices.Clone(p.Proofs), func(o Proof) bool { return o.Kind == q.Kind && o.Address == q.Address })
	p.Proofs = append(p.Proofs, q)
	if n := len(p.Proofs) - proofsMax; n > 0 {
		p.Proofs = p.Proofs[n:]
	}
	p.Version++
	return p
}
