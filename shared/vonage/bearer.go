package vonage

import (
	"bytes"
	"crypto/rand"
	"crypto/rsa"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/golang-jwt/jwt/v5"
)

const (
	// bearerLife is the provider's recommended life of a token; the most it accepts is a day.
	bearerLife = 15 * time.Minute
	// bearerUse is how long one token is used: 80 % of its life, so that none expires on its way.
	bearerUse = bearerLife * 8 / 10
)

// bearer makes the tokens that prove we are the application, and keeps the current one. It is safe
// for concurrent use.
type bearer struct {
	application string
	key         *rsa.PrivateKey
	now         func() time.Time

	mu    sync.Mutex
	token string
	made  time.Time
}

// newBearer reads the key as the provider hands it out (PKCS #8) or as PKCS #1. Line breaks written
// as \n, which is how keys arrive from environment variables and secret stores, are understood.
func newBearer(application string, pem []byte, now func() time.Time) (*bearer, error) {
	if application == "" {
		return nil, errors.New("application id is missing; copy it from the provider's dashboard")
	}
	key, err := jwt.ParseRSAPrivateKeyFromPEM(bytes.ReplaceAll(pem, []byte(`\n`), []byte("\n")))
	if err != nil {
		return nil, fmt.Errorf("private key of application %s: %w; it begins with -----BEGIN PRIVATE KEY-----", application, err)
	}
	return &bearer{application: application, key: key, now: now}, nil
}

// current returns a token with at least a fifth of its life before it.
func (b *bearer) current() (string, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	now := b.now()
	if age := now.Sub(b.made); b.token != "" && age >= 0 && age < bearerUse {
		return b.token, nil
	}
	token, err := jwt.NewWithClaims(jwt.SigningMethodRS256, jwt.MapClaims{
		"application_id": b.application,
		"iat":            now.Unix(),
		"exp":            now.Add(bearerLife).Unix(),
		"jti":            rand.Text(),
	}).SignedString(b.key)
	if err != nil {
		return "", fmt.Errorf("sign a token for application %s: %w", b.application, err)
	}
	b.token, b.made = token, now
	return token, nil
}
