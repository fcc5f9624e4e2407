package vonagesim

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/golang-jwt/jwt/v5"
)

// Life of an application's token (Vonage authentication guide).
const (
	maxTokenLife     = 24 * time.Hour
	defaultTokenLife = 15 * time.Minute
	tokenSkew        = 30 * time.Second // clocks differ
)

type tokenClaims struct {
	ApplicationID string           `json:"application_id"`
	IssuedAt      *jwt.NumericDate `json:"iat"`
	NotBefore     *jwt.NumericDate `json:"nbf"`
	ExpiresAt     *jwt.NumericDate `json:"exp"`
	ID            string           `json:"jti"`
}

func (c tokenClaims) GetExpirationTime() (*jwt.NumericDate, error) { return c.ExpiresAt, nil }
func (c tokenClaims) GetIssuedAt() (*jwt.NumericDate, error)       { return c.IssuedAt, nil }
func (c tokenClaims) GetNotBefore() (*jwt.NumericDate, error)      { return c.NotBefore, nil }
func (c tokenClaims) GetIssuer() (string, error)                   { return "", nil }
func (c tokenClaims) GetSubject() (string, error)                  { return "", nil }
func (c tokenClaims) GetAudience() (jwt.ClaimStrings, error)       { return nil, nil }

// authorize checks the application's JWT of a REST request.
func (n *Network) authorize(req *http.Request) error {
	if n.o.PublicKey == nil {
		return nil
	}
	raw, ok := strings.CutPrefix(req.Header.Get("Authorization"), "Bearer ")
	if !ok {
		return errors.New("no bearer token")
	}
	var c tokenClaims
	_, err := jwt.ParseWithClaims(raw, &c, func(*jwt.Token) (any, error) { return n.o.PublicKey, nil },
		jwt.WithValidMethods([]string{"RS256"}), jwt.WithTimeFunc(n.o.TokenNow), jwt.WithLeeway(tokenSkew))
	if err != nil {
		return fmt.Errorf("check token: %w", err)
	}
	switch {
	case c.ApplicationID != n.o.ApplicationID:
		return errors.New("token of another application")
	case c.IssuedAt == nil || c.ID == "":
		return errors.New("token without iat or jti")
	}
	expires := c.IssuedAt.Add(defaultTokenLife)
	if c.ExpiresAt != nil {
		expires = c.ExpiresAt.Time
	}
	switch {
	case expires.Sub(c.IssuedAt.Time) > maxTokenLife:
		return errors.New("token lives longer than 24 h")
	case n.o.TokenNow().After(expires.Add(tokenSkew)):
		return errors.New("token has expired")
	}
	return nil
}
