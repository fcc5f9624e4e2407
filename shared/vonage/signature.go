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
	// maxAhead is how far in the future a webhook may be signed: what clocks differ by. A thief of a token of
	// tomorrow could use it for a day.
	maxAhead = time.Minute
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
	MaxAge        time.Duration   // default 5 min
	AllowUnsigned map[string]bool // kinds of route that may come without a signature, because some once did; a bad signature never passes
}

// claims is what the provider signs. It sets no expiry, so the age is ours to judge; should it set one some day, it counts.
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
	if err := v.timely(c, now); err != nil {
		return fmt.Errorf("%w: %s request: %w", ErrStale, kind, err)
	}
	return nil
}

// timely checks the three times of a token against the clock.
func (v Verifier) timely(c claims, now time.Time) error {
	maxAge := v.MaxAge
	if maxAge <= 0 {
		maxAge = defaultMaxAge
	}
	age := now.Sub(c.IssuedAt.Time)
	switch {
	case age > maxAge:
		return fmt.Errorf("signed %v ago, at most %v are allowed", age.Round(time.Second), maxAge)
	case age < -maxAhead:
		return fmt.Errorf("signed %v in the future, at most %v are allowed", -age.Round(time.Second), maxAhead)
	case c.ExpiresAt != nil && !now.Before(c.ExpiresAt.Time):
		return errors.New("the signature has expired")
	case c.NotBefore != nil && c.NotBefore.Sub(now) > maxAhead:
		return errors.New("the signature is not valid yet")
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
		return errors.New("unexpected issuer")
	case v.APIKey == "" || !same(c.APIKey, v.APIKey):
		return errors.New("unexpected account")
	case v.ApplicationID == "" || !same(c.ApplicationID, v.ApplicationID):
		return errors.New("another application")
	case c.IssuedAt == nil:
		return errors.New("no time of signing")
	case r.Method == http.MethodGet:
		return nil
	}
	sum := sha256.Sum256(r.Body)
	if !same(strings.ToLower(c.PayloadHash), hex.EncodeToString(sum[:])) {
		return errors.New("payload_hash does not match the body")
	}
	return nil
}

func same(a, b string) bool { return subtle.ConstantTimeCompare([]byte(a), []byte(b)) == 1 }
