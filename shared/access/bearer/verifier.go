package bearer

import (
	"context"
	"crypto/rsa"
	"errors"
	"strings"
	"time"

	"ringdown/shared/access"
	"ringdown/shared/routes"
)

// Verifier proves tokens of one issuer.
type Verifier struct {
	Issuer access.Issuer
	Keys   *Keys
	Now    func() time.Time
}

// New returns a verifier that asks the issuer for its keys when it first needs one.
func New(issuer access.Issuer, now func() time.Time) (*Verifier, error) {
	keys, err := NewKeys(issuer.URL, now)
	if err != nil {
		return nil, err
	}
	if len(issuer.Clients)+len(issuer.Machines) == 0 {
		return nil, errors.New("no client is named whose tokens are believed: name one at least")
	}
	return &Verifier{Issuer: issuer, Keys: keys, Now: now}, nil
}

// FromEnv returns the verifier that the stack describes by the need routes.CheckTokens.
func FromEnv(lookup func(name string) string, now func() time.Time) (*Verifier, error) {
	return New(access.Issuer{
		URL: lookup(routes.EnvIssuer), Clients: list(lookup(routes.EnvClients)), Machines: list(lookup(routes.EnvMachines)),
		GroupsClaim: lookup(routes.EnvGroupsClaim),
	}, now)
}

// Verify returns whom the token in an Authorization header speaks for. The word Bearer may be missing. Errors are
// access.ErrUnauthenticated, and access.ErrIssuer when the issuer's keys cannot be fetched.
func (v *Verifier) Verify(ctx context.Context, bearer string) (access.Principal, error) {
	token, err := access.Token(bearer)
	if err != nil {
		return access.Principal{}, err
	}
	id, err := access.KeyID(token)
	if err != nil {
		return access.Principal{}, err
	}
	key, err := v.Keys.Find(ctx, id)
	if err != nil {
		return access.Principal{}, err
	}
	return v.Issuer.Read(token, func(asked string) (*rsa.PublicKey, bool) { return key, key != nil && asked == id }, v.Now())
}

// list splits a variable at commas.
func list(value string) []string {
	var out []string
	for item := range strings.SplitSeq(value, ",") {
		if item = strings.TrimSpace(item); item != "" {
			out = append(out, item)
		}
	}
	return out
}
