package setup

import (
	"bytes"
	"context"
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"

	"github.com/golang-jwt/jwt/v5"

	"ringdown/shared/routes"
)

// Secrets keeps secrets by name.
type Secrets interface {
	// Secret reads one. ErrNoSecret.
	Secret(ctx context.Context, name string) ([]byte, error)
	// PutSecret makes it, or gives it a new value.
	PutSecret(ctx context.Context, name, value string) error
}

// ErrNoSecret means that there is no secret of the name, or none with a value.
var ErrNoSecret = errors.New("there is no such secret")

const (
	// keyBits is the size the provider's own keys have.
	keyBits = 2048
	// secretBytesMax is what Secrets Manager keeps of one secret (Secrets Manager quotas).
	secretBytesMax = 65536
	// callbackKeyBytesMin is the least a key of HMAC-SHA256 should have (RFC 2104 §3: the length of
	// the hash).
	callbackKeyBytesMin = 32
)

// Put is what became of a secret: a sentence.
type Put string

// The fates of a secret.
const (
	PutNew       Put = "stored"
	PutChanged   Put = "changed; running functions read it when a signature does not fit, and take the one before for a day; a private key is read anew with the next deployment"
	PutUnchanged Put = "is that already"
)

// PutPrivateKey stores the application's private key, if it is one: RSA in PEM, PKCS #8 or PKCS #1.
func PutPrivateKey(ctx context.Context, s Secrets, key []byte) (Put, error) {
	parsed, err := parseKey(key)
	if err != nil {
		return "", err
	}
	if parsed.N.BitLen() < keyBits {
		return "", fmt.Errorf("the private key has %d bits, at least %d are wanted: make a new one with dev vonage create", parsed.N.BitLen(), keyBits)
	}
	return put(ctx, s, routes.PrivateKeyName, string(bytes.TrimSpace(key))+"\n")
}

// PutSignatureSecret stores the account's signature secret, without the blanks that copying leaves
// around it.
func PutSignatureSecret(ctx context.Context, s Secrets, secret []byte) (Put, error) {
	value := bytes.TrimSpace(secret)
	switch {
	case len(value) == 0:
		return "", errors.New("the signature secret is empty: copy it from the account's API settings at the provider")
	case bytes.ContainsAny(value, "\r\n"):
		return "", errors.New("the signature secret has more than one line: is it the right file?")
	case len(value) > secretBytesMax:
		return "", fmt.Errorf("the signature secret has more than %d bytes: is it the right file?", secretBytesMax)
	}
	return put(ctx, s, routes.SignatureSecretName, string(value))
}

func put(ctx context.Context, s Secrets, name, value string) (Put, error) {
	before, err := s.Secret(ctx, name)
	switch {
	case errors.Is(err, ErrNoSecret):
	case err != nil:
		return "", err
	case string(before) == value:
		return PutUnchanged, nil
	}
	if err := s.PutSecret(ctx, name, value); err != nil {
		return "", err
	}
	if before == nil {
		return PutNew, nil
	}
	return PutChanged, nil
}

// parseKey reads a private key as the functions read it: line breaks written as \n are understood.
// The error never repeats it.
func parseKey(key []byte) (*rsa.PrivateKey, error) {
	parsed, err := jwt.ParseRSAPrivateKeyFromPEM(bytes.ReplaceAll(key, []byte(`\n`), []byte("\n")))
	if err != nil {
		return nil, errors.New("this is no private key: it is a PEM file that begins with -----BEGIN PRIVATE KEY-----, as dev vonage create or the provider's dashboard writes it")
	}
	return parsed, nil
}

// NewKey makes a key pair for an application, both in PEM. The private half is made here, so that
// it travels once less.
func NewKey() (private []byte, public string, err error) {
	key, err := rsa.GenerateKey(rand.Reader, keyBits)
	if err != nil {
		return nil, "", fmt.Errorf("make a key: %w", err)
	}
	der, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		return nil, "", fmt.Errorf("write the private key: %w", err)
	}
	public, err = publicPEM(&key.PublicKey)
	return pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der}), public, err
}

func publicPEM(key crypto.PublicKey) (string, error) {
	der, err := x509.MarshalPKIXPublicKey(key)
	if err != nil {
		return "", fmt.Errorf("write the public key: %w", err)
	}
	return string(pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: der})), nil
}

// belongTogether reports whether the application at the provider has the public half of the private
// key.
func belongTogether(private *rsa.PrivateKey, public string) bool {
	block, _ := pem.Decode([]byte(public))
	if block == nil {
		return false
	}
	key, err := x509.ParsePKIXPublicKey(block.Bytes)
	return err == nil && private.PublicKey.Equal(key)
}
