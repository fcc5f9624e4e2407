package bearer

import (
	"context"
	"crypto/rsa"
	"fmt"
	"net/http"
	"time"

	"ringdown/shared/access"
)

const (
	// fetchSeconds is how long the issuer has to answer, both requests together.
	fetchSeconds = 5
	// unknownPause is how long an unknown key's name asks nobody after the keys were fetched.
	unknownPause = time.Minute
	// failedPause is the same after a fetch that failed: a request later may find the issuer again, and a storm does not.
	failedPause = 5 * time.Second
	// keysAge is how old keys may be before they are fetched again: one that the issuer withdrew is believed no longer than that
	// while the issuer can be asked.
	keysAge = time.Hour
)

// Keys are the issuer's public keys, kept by name. They are safe for use by several goroutines.
type Keys struct {
	// Client sends the requests.
	Client *http.Client

	issuer string
	now    func() time.Time
	turn   chan struct{} // holds one: its holder may look, and fetch; a waiting request can give up
	kept   kept
}

// kept is what is known of the issuer.
type kept struct {
	keysURL string // "" before discovery
	keys    map[string]*rsa.PublicKey
	fetched time.Time // the last time it worked
	tried   time.Time // the last time it was tried
	failed  error     // of the last try
}

// NewKeys returns the keys of an issuer, none of which is fetched yet.
func NewKeys(issuer string, now func() time.Time) (*Keys, error) {
	if err := checkURL(issuer, issuer); err != nil {
		return nil, fmt.Errorf("the issuer of tokens: %w", err)
	}
	k := &Keys{Client: newClient(), issuer: issuer, now: now, turn: make(chan struct{}, 1)}
	k.turn <- struct{}{}
	return k, nil
}

// Find returns the key of a name, or nil where the issuer has none of that name. The error is access.ErrIssuer.
func (k *Keys) Find(ctx context.Context, id string) (*rsa.PublicKey, error) {
	select {
	case <-k.turn:
	case <-ctx.Done():
		return nil, &access.Refusal{Kind: access.ErrIssuer, Reason: "its keys did not come in time: try again"}
	}
	defer func() { k.turn <- struct{}{} }()
	if now := k.now(); k.kept.due(id, now) {
		k.kept.tried = now
		k.kept.failed = k.fetch(ctx)
		if k.kept.failed == nil {
			k.kept.fetched = now
		}
	}
	key := k.kept.keys[id]
	if key == nil && k.kept.failed != nil {
		return nil, fmt.Errorf("%w: %w", &access.Refusal{Kind: access.ErrIssuer, Reason: "its keys cannot be fetched: try again in a moment"}, k.kept.failed)
	}
	return key, nil
}

// due reports whether the issuer is to be asked before a name is looked up.
func (k kept) due(id string, now time.Time) bool {
	pause := unknownPause
	if k.failed != nil {
		pause = failedPause
	}
	if !k.tried.IsZero() && now.Sub(k.tried) < pause {
		return false
	}
	return k.keys[id] == nil || now.Sub(k.fetched) >= keysAge
}
