package vonage

import (
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/golang-jwt/jwt/v5"
)

const (
	// defaultMaxAge is how old a webhook may be: the provider retries within seconds, clocks differ by less.
	defaultMaxAge = 5 * time.Minute
	// maxAuthorization bounds the header; a real one has some 500 characters.
	maxAuthorization = 4096
	// issuer is who signs webhooks.
	issuer = "Vonage"
)

// Verifier tells the provider's webhooks from anyone else's. Its zero value refuses everything.
type Verifier struct {
	Secrets       [][]byte // signature secrets of the account; several while they are rotated
	APIKey        string   // of the account
	ApplicationID string
	MaxAge        time.Duration   // in both directions; default 5 min
	AllowUnsigned map[string]bool // kinds of route that may come without a signature, because some once did; a bad signature never passes
}

// claims is what the provider signs. It sets no expiry, so the age is ours to judge.
type claims struct {
	APIKey        string `json:"api_key"`
	ApplicationID string `json:"application_id"`
	PayloadHash   string `json:"payload_hash"`
	jwt.RegisteredClaims
}

// Verify checks a request to a route of the given kind: HS256 and nothing else, one of the secrets, the issuer, the account, the application, the hash of
// the raw body, and the age. What a signature says about a GET is documented nowhere, so there the hash is not looked at. The error is
// ErrUnsigned, ErrForged or ErrStale; a stale request is a genuine one of another time.
func (v Verifier) Verify(kind string, r Request, now time.Time) error {
	if r.Authorization == "" {
		if v.AllowUnsigned[kind] {
			return nil
		}
		return fmt.Errorf("%w: %s request without Authorization", ErrUnsigned, kind)
	}
	c, err := v.signed(r.Authorization)
	if err != nil {
		return fmt.Errorf("%w: %s request: %w", ErrForged, kind, err)
	}
	if err := v.ours(c, r); err != nil {
		return fmt.Errorf("%w: %s request: %w", ErrForged, kind, err)
	}
	maxAge := v.MaxAge
	if maxAge <= 0 {
		maxAge = defaultMaxAge
	}
	if age := now.Sub(c.IssuedAt.Time); age > maxAge || age < -maxAge {
		return fmt.Errorf("%w: %s request was signed %v ago, allowed are %v", ErrStale, kind, age.Round(time.Second), maxAge)
	}
	return nil
}

// signed returns the claims of a token that one of the secrets signed.
func (v Verifier) signed(authorization string) (claims, error) {
	scheme, text, _ := strings.Cut(authorization, " ")
	if !strings.EqualFold(scheme, "Bearer") || len(authorization) > maxAuthorization {
		return claims{}, errors.New("the header Authorization holds no bearer token")
	}
	var keys jwt.VerificationKeySet
	for _, secret := range v.Secrets {
		if len(secret) > 0 { // an empty secret is a missing one, and anyone could sign with it
			keys.Keys = append(keys.Keys, secret)
		}
	}
	if len(keys.Keys) == 0 {
		return claims{}, errors.New("no signature secret is configured")
	}
	var c claims
	_, err := jwt.NewParser(
		jwt.WithValidMethods([]string{jwt.SigningMethodHS256.Alg()}),
		jwt.WithStrictDecoding(),
		jwt.WithoutClaimsValidation(), // done here, against the caller's clock
	).ParseWithClaims(strings.TrimSpace(text), &c, func(*jwt.Token) (any, error) { return keys, nil })
	return c, err
}

// ours checks that the signature was made for us and for this body.
func (v Verifier) ours(c claims, r Request) error {
	switch {
	case c.Issuer != issuer:
		return errors.New("another issuer")
	case v.APIKey == "" || !same(c.APIKey, v.APIKey):
		return errors.New("another account")
	case v.ApplicationID == "" || !same(c.ApplicationID, v.ApplicationID):
		return errors.New("another application")
	case c.IssuedAt == nil:
		return errors.New("no time of signing")
	case r.Method == http.MethodGet:
		return nil
	}
	sum := sha256.Sum256(r.Body)
	if !same(strings.ToLower(c.PayloadHash), hex.EncodeToString(sum[:])) {
		return errors.New("another body")
	}
	return nil
}

func same(a, b string) bool { return subtle.ConstantTimeCompare([]byte(a), []byte(b)) == 1 }
