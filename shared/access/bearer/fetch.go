package bearer

import (
	"context"
	"crypto/rsa"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/big"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"
)

const (
	// answerBytesMax bounds an answer of the issuer: the largest key sets of public issuers have 30 kB.
	answerBytesMax = 256 << 10
	// keysMax bounds the keys that are kept. Cognito has two.
	keysMax = 100
	// Shorter keys are broken (NIST SP 800-131A §3), longer ones take long to check.
	keyBitsMin, keyBitsMax = 2048, 8192
)

// newClient returns a client that follows no redirect: the address of the keys is the issuer's own word.
func newClient() *http.Client {
	return &http.Client{
		Timeout:       fetchSeconds * time.Second,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// fetch asks the issuer for its keys. What was known stays when that fails.
func (k *Keys) fetch(ctx context.Context) error {
	// A request that gives up must not take the keys from all that wait.
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), fetchSeconds*time.Second)
	defer cancel()
	if k.kept.keysURL == "" {
		at, err := k.discover(ctx)
		if err != nil {
			return err
		}
		k.kept.keysURL = at
	}
	var set struct {
		Keys []webKey `json:"keys"`
	}
	if err := k.get(ctx, k.kept.keysURL, &set); err != nil {
		k.kept.keysURL = "" // it may have moved
		return fmt.Errorf("fetch the keys of %s: %w", k.issuer, err)
	}
	keys := map[string]*rsa.PublicKey{}
	for _, w := range set.Keys[:min(len(set.Keys), keysMax)] {
		if key, ok := w.public(); ok {
			keys[w.ID] = key
		}
	}
	if len(keys) == 0 {
		return fmt.Errorf("fetch the keys of %s: none of its %d keys is an RSA key for signatures", k.issuer, len(set.Keys))
	}
	k.kept.keys = keys
	return nil
}

// discover asks where the keys are (OpenID Connect Discovery §4).
func (k *Keys) discover(ctx context.Context) (string, error) {
	var document struct {
		Issuer  string `json:"issuer"`
		KeysURL string `json:"jwks_uri"`
	}
	if err := k.get(ctx, strings.TrimSuffix(k.issuer, "/")+"/.well-known/openid-configuration", &document); err != nil {
		return "", fmt.Errorf("discover %s: %w", k.issuer, err)
	}
	if document.Issuer != k.issuer {
		return "", fmt.Errorf("discover %s: the document there is of %q; give the issuer's address as the issuer writes it", k.issuer, document.Issuer)
	}
	if err := checkURL(document.KeysURL, k.issuer); err != nil {
		return "", fmt.Errorf("discover %s: where its keys are: %w", k.issuer, err)
	}
	return document.KeysURL, nil
}

func (k *Keys) get(ctx context.Context, from string, into any) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, from, nil)
	if err != nil {
		return err
	}
	req.Header.Set("accept", "application/json")
	resp, err := k.Client.Do(req)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return fmt.Errorf("%s answers %s", from, resp.Status)
	}
	body, err := io.ReadAll(io.LimitReader(resp.Body, answerBytesMax+1))
	if err != nil {
		return fmt.Errorf("read %s: %w", from, err)
	}
	if len(body) > answerBytesMax {
		return fmt.Errorf("%s answers with more than %d bytes", from, answerBytesMax)
	}
	if err := json.Unmarshal(body, into); err != nil {
		return fmt.Errorf("read %s: %w", from, err)
	}
	return nil
}

// webKey is a key as issuers publish it (RFC 7517).
type webKey struct {
	Type      string `json:"kty"`
	ID        string `json:"kid"`
	Use       string `json:"use"`
	Algorithm string `json:"alg"`
	Modulus   string `json:"n"`
	Exponent  string `json:"e"`
}

// public returns the RSA key for signatures that w is; false where it is none.
func (w webKey) public() (*rsa.PublicKey, bool) {
	if w.Type != "RSA" || w.ID == "" || w.Use != "" && w.Use != "sig" || w.Algorithm != "" && w.Algorithm != "RS256" {
		return nil, false
	}
	n, errN := base64.RawURLEncoding.DecodeString(w.Modulus)
	e, errE := base64.RawURLEncoding.DecodeString(w.Exponent)
	if errN != nil || errE != nil || len(n) > keyBitsMax/8+1 || len(e) > 4 {
		return nil, false
	}
	key := &rsa.PublicKey{N: new(big.Int).SetBytes(n), E: int(new(big.Int).SetBytes(e).Int64())}
	if bits := key.N.BitLen(); bits < keyBitsMin || bits > keyBitsMax || key.E < 3 || key.E%2 == 0 {
		return nil, false
	}
	return key, true
}

// checkURL wants https, and lets http pass to this machine: that is a desk. An issuer in the cloud cannot send us back to a
// machine's own addresses.
func checkURL(address, issuer string) error {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || u.User != nil || u.Fragment != "" || u.RawQuery != "" {
		return errors.New("not the address of an issuer; it begins with https:// and has no query")
	}
	if u.Scheme == "https" {
		return nil
	}
	if home, err := url.Parse(issuer); u.Scheme == "http" && err == nil && isLoopback(u) && isLoopback(home) {
		return nil
	}
	return fmt.Errorf("%s does not begin with https://", address)
}

func isLoopback(u *url.URL) bool {
	ip := net.ParseIP(u.Hostname())
	return u.Hostname() == "localhost" || ip != nil && ip.IsLoopback()
}
