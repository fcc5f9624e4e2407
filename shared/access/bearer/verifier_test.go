package bearer

import (
	"context"
	"crypto/rand"
	"crypto/rsa"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"math/big"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"ringdown/shared/access"
	"ringdown/shared/routes"
)

var start = time.Date(2026, 3, 2, 2, 14, 0, 0, time.UTC)

// pair makes two keys once.
var pair = sync.OnceValue(func() [2]*rsa.PrivateKey {
	var out [2]*rsa.PrivateKey
	for i := range out {
		key, err := rsa.GenerateKey(rand.Reader, 2048)
		if err != nil {
			panic(err)
		}
		out[i] = key
	}
	return out
})

func jwk(id string, key *rsa.PublicKey) map[string]any {
	return map[string]any{
		"kty": "RSA", "kid": id, "use": "sig", "alg": "RS256",
		"n": base64.RawURLEncoding.EncodeToString(key.N.Bytes()), "e": base64.RawURLEncoding.EncodeToString(big.NewInt(int64(key.E)).Bytes()),
	}
}

// issuer serves discovery and keys, counts who asks, and can be told to answer otherwise.
type issuer struct {
	*httptest.Server
	discovered, fetched atomic.Int32

	mu      sync.Mutex
	keys    []map[string]any
	instead func(w http.ResponseWriter, r *http.Request) bool // reports whether it has answered
}

func newIssuer(t *testing.T) *issuer {
	t.Helper()
	i := &issuer{keys: []map[string]any{jwk("k1", &pair()[0].PublicKey)}}
	i.Server = httptest.NewServer(http.HandlerFunc(i.serve))
	t.Cleanup(i.Close)
	return i
}

func (i *issuer) serve(w http.ResponseWriter, r *http.Request) {
	i.mu.Lock()
	broken, keys := i.instead, i.keys
	i.mu.Unlock()
	switch r.URL.Path {
	case "/.well-known/openid-configuration":
		i.discovered.Add(1)
	case "/keys":
		i.fetched.Add(1)
	}
	if broken != nil && broken(w, r) {
		return
	}
	switch r.URL.Path {
	case "/.well-known/openid-configuration":
		answer(w, map[string]any{"issuer": i.URL, "jwks_uri": i.URL + "/keys"})
	case "/keys":
		answer(w, map[string]any{"keys": keys})
	default:
		http.NotFound(w, r)
	}
}

func (i *issuer) set(change func()) {
	i.mu.Lock()
	defer i.mu.Unlock()
	change()
}

func answer(w http.ResponseWriter, v any) {
	body, err := json.Marshal(v)
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.Write(body)
}

// bench is a verifier of an issuer on a clock that stands still until it is moved.
type bench struct {
	*Verifier
	issuer *issuer
	now    time.Time
}

func newBench(t *testing.T) *bench {
	t.Helper()
	b := &bench{issuer: newIssuer(t), now: start}
	v, err := New(access.Issuer{URL: b.issuer.URL, Clients: []string{"console"}}, func() time.Time { return b.now })
	if err != nil {
		t.Fatal(err)
	}
	b.Verifier = v
	return b
}

func (b *bench) token(t *testing.T, id string, key *rsa.PrivateKey) string {
	t.Helper()
	token := jwt.NewWithClaims(jwt.SigningMethodRS256, jwt.MapClaims{
		"iss": b.issuer.URL, "sub": "0f1e", "client_id": "console", "token_use": "access", "username": "ana",
		access.CognitoGroups: []string{"editor"}, "exp": b.now.Add(24 * time.Hour).Unix(),
	})
	token.Header["kid"] = id
	text, err := token.SignedString(key)
	if err != nil {
		t.Fatal(err)
	}
	return "Bearer " + text
}

func (b *bench) counts() string {
	return fmt.Sprint(b.issuer.discovered.Load(), b.issuer.fetched.Load())
}

func TestATokenIsProvenAndItsKeyFetchedOnce(t *testing.T) {
	b := newBench(t)
	for range 3 {
		p, err := b.Verify(t.Context(), b.token(t, "k1", pair()[0]))
		if err != nil || p.Name != "ana" || !p.May(access.WriteSettings) {
			t.Fatalf("%+v, %v", p, err)
		}
	}
	if got := b.counts(); got != "1 1" {
		t.Errorf("discovery and keys were asked for %s times, want 1 1", got)
	}
}

func TestNothingIsFetchedForWhatIsNoToken(t *testing.T) {
	b := newBench(t)
	for _, header := range []string{"", "Bearer", "Bearer abc", "Bearer a.b.c", "Basic YTpi"} {
		if _, err := b.Verify(t.Context(), header); !errors.Is(err, access.ErrUnauthenticated) {
			t.Errorf("%q: %v", header, err)
		}
	}
	if got := b.counts(); got != "0 0" {
		t.Errorf("the issuer was asked %s times", got)
	}
}

func TestAStormOfUnknownKeysAsksTheIssuerOnceAMinute(t *testing.T) {
	b := newBench(t)
	storm := func() {
		for n := range 50 {
			_, err := b.Verify(t.Context(), b.token(t, fmt.Sprint("unknown", n), pair()[1]))
			if !errors.Is(err, access.ErrUnauthenticated) || !strings.Contains(access.Reason(err), "key that the issuer does not have") {
				t.Fatal(err)
			}
		}
	}
	storm()
	b.now = start.Add(59 * time.Second)
	storm()
	if got := b.counts(); got != "1 1" {
		t.Errorf("in the first minute the issuer was asked %s times, want 1 1", got)
	}
	b.now = start.Add(time.Minute)
	storm()
	if got := b.counts(); got != "1 2" {
		t.Errorf("after a minute the issuer was asked %s times, want 1 2", got)
	}
	if _, err := b.Verify(t.Context(), b.token(t, "k1", pair()[0])); err != nil {
		t.Errorf("in the storm a good token is refused: %v", err)
	}
}

func TestManyAtOnceFetchOnce(t *testing.T) {
	b := newBench(t)
	token := b.token(t, "k1", pair()[0])
	var all sync.WaitGroup
	for range 50 {
		all.Go(func() {
			if _, err := b.Verify(context.Background(), token); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if got := b.counts(); got != "1 1" {
		t.Errorf("asked %s times, want 1 1", got)
	}
}

func TestANewKeyIsFoundAndAWithdrawnOneForgotten(t *testing.T) {
	b := newBench(t)
	if _, err := b.Verify(t.Context(), b.token(t, "k1", pair()[0])); err != nil {
		t.Fatal(err)
	}
	b.issuer.set(func() { b.issuer.keys = []map[string]any{jwk("k2", &pair()[1].PublicKey)} })
	b.now = start.Add(time.Minute)
	if _, err := b.Verify(t.Context(), b.token(t, "k2", pair()[1])); err != nil {
		t.Errorf("the new key: %v", err)
	}
	if _, err := b.Verify(t.Context(), b.token(t, "k1", pair()[0])); !errors.Is(err, access.ErrUnauthenticated) {
		t.Errorf("the withdrawn key: %v", err)
	}
}

func TestAWithdrawnKeyIsForgottenWithoutANewOne(t *testing.T) {
	b := newBench(t)
	if _, err := b.Verify(t.Context(), b.token(t, "k1", pair()[0])); err != nil {
		t.Fatal(err)
	}
	b.issuer.set(func() { b.issuer.keys = []map[string]any{jwk("k2", &pair()[1].PublicKey)} })
	b.now = start.Add(keysAge)
	if _, err := b.Verify(t.Context(), b.token(t, "k1", pair()[0])); !errors.Is(err, access.ErrUnauthenticated) {
		t.Errorf("after %s: %v", keysAge, err)
	}
}

func TestKeysThatMoveAreFound(t *testing.T) {
	b := newBench(t)
	if _, err := b.Verify(t.Context(), b.token(t, "k1", pair()[0])); err != nil {
		t.Fatal(err)
	}
	b.issuer.set(func() {
		b.issuer.keys = []map[string]any{jwk("k2", &pair()[1].PublicKey)}
		b.issuer.instead = func(w http.ResponseWriter, r *http.Request) bool {
			switch r.URL.Path {
			case "/.well-known/openid-configuration":
				answer(w, map[string]any{"issuer": b.issuer.URL, "jwks_uri": b.issuer.URL + "/moved"})
			case "/moved":
				answer(w, map[string]any{"keys": b.issuer.keys})
			default:
				http.NotFound(w, r)
			}
			return true
		}
	})
	b.now = start.Add(unknownPause)
	if _, err := b.Verify(t.Context(), b.token(t, "k2", pair()[1])); !errors.Is(err, access.ErrIssuer) {
		t.Errorf("at the old address: %v", err)
	}
	b.now = b.now.Add(failedPause)
	if _, err := b.Verify(t.Context(), b.token(t, "k2", pair()[1])); err != nil {
		t.Errorf("at the new address: %v", err)
	}
}

func TestAnIssuerThatCannotBeAsked(t *testing.T) {
	b := newBench(t)
	down := func(w http.ResponseWriter, _ *http.Request) bool {
		http.Error(w, "down", http.StatusBadGateway)
		return true
	}
	b.issuer.set(func() { b.issuer.instead = down })
	token := b.token(t, "k1", pair()[0])
	for range 20 {
		_, err := b.Verify(t.Context(), token)
		if !errors.Is(err, access.ErrIssuer) || errors.Is(err, access.ErrUnauthenticated) {
			t.Fatalf("%v; the token is not to blame", err)
		}
		if reason := access.Reason(err); strings.Contains(reason, "http") || reason == "" {
			t.Fatalf("reason %q", reason)
		}
	}
	if got := b.counts(); got != "1 0" {
		t.Errorf("asked %s times, want 1 0", got)
	}
	b.issuer.set(func() { b.issuer.instead = nil })
	b.now = start.Add(failedPause)
	if _, err := b.Verify(t.Context(), token); err != nil {
		t.Errorf("the issuer is back: %v", err)
	}
	// Keys that are known go on working while the issuer is down, also when they are due to be fetched again.
	b.issuer.set(func() { b.issuer.instead = down })
	b.now = start.Add(2 * keysAge)
	if _, err := b.Verify(t.Context(), token); err != nil {
		t.Errorf("a known key, the issuer down: %v", err)
	}
}

func TestAnswersOfAnIssuerThatAreNotBelieved(t *testing.T) {
	at := func(path string, reply func(w http.ResponseWriter, i *issuer)) func(*issuer) func(http.ResponseWriter, *http.Request) bool {
		return func(i *issuer) func(http.ResponseWriter, *http.Request) bool {
			return func(w http.ResponseWriter, r *http.Request) bool {
				if r.URL.Path != path {
					return false
				}
				reply(w, i)
				return true
			}
		}
	}
	const discovery = "/.well-known/openid-configuration"
	stranger := newIssuer(t)
	for name, c := range map[string]struct {
		answer func(*issuer) func(http.ResponseWriter, *http.Request) bool
		want   string
	}{
		"another issuer's document": {at(discovery, func(w http.ResponseWriter, i *issuer) {
			answer(w, map[string]any{"issuer": i.URL + "/", "jwks_uri": i.URL + "/keys"})
		}), "as the issuer writes it"},
		"keys over http elsewhere": {at(discovery, func(w http.ResponseWriter, i *issuer) {
			answer(w, map[string]any{"issuer": i.URL, "jwks_uri": "http://example.com/keys"})
		}), "https"},
		"keys in a file": {at(discovery, func(w http.ResponseWriter, i *issuer) {
			answer(w, map[string]any{"issuer": i.URL, "jwks_uri": "file:///etc/keys"})
		}), "not the address"},
		"no keys' address": {at(discovery, func(w http.ResponseWriter, i *issuer) { answer(w, map[string]any{"issuer": i.URL}) }), "not the address"},
		"a page":           {at(discovery, func(w http.ResponseWriter, i *issuer) { fmt.Fprint(w, "<html>") }), "invalid character"},
		"sent elsewhere": {at("/keys", func(w http.ResponseWriter, i *issuer) {
			w.Header().Set("location", stranger.URL+"/keys")
			w.WriteHeader(http.StatusFound)
		}), "302"},
		"without end": {at("/keys", func(w http.ResponseWriter, i *issuer) {
			fmt.Fprintf(w, `{"keys":[],"x":%q}`, strings.Repeat("x", answerBytesMax))
		}), "more than"},
		"no keys": {at("/keys", func(w http.ResponseWriter, i *issuer) { answer(w, map[string]any{}) }), "none of its 0 keys"},
	} {
		t.Run(name, func(t *testing.T) {
			b := newBench(t)
			b.issuer.set(func() { b.issuer.instead = c.answer(b.issuer) })
			_, err := b.Verify(t.Context(), b.token(t, "k1", pair()[0]))
			if !errors.Is(err, access.ErrIssuer) || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %q", err, c.want)
			}
		})
	}
	if got := fmt.Sprint(stranger.discovered.Load(), stranger.fetched.Load()); got != "0 0" {
		t.Errorf("the stranger was asked %s times", got)
	}
}

func TestKeysThatAreNotForSignaturesAreLeftOut(t *testing.T) {
	small, err := rsa.GenerateKey(rand.Reader, 1024)
	if err != nil {
		t.Fatal(err)
	}
	with := func(name string, value any) map[string]any {
		k := jwk("k1", &pair()[0].PublicKey)
		k[name] = value
		return k
	}
	for name, k := range map[string]map[string]any{
		"for encryption": with("use", "enc"), "of a curve": with("kty", "EC"), "of another algorithm": with("alg", "RS512"), "nameless": with("kid", ""),
		"too short": jwk("k1", &small.PublicKey), "no number": with("n", "!"), "an even exponent": with("e", "BA"), "an exponent of one": with("e", "AQ"),
		"far too long": with("n", strings.Repeat("x", 4000)), "too long": with("n", strings.Repeat("_", 1367)), "a symmetric one": {"kty": "oct", "kid": "k1", "k": "c2VjcmV0"},
	} {
		t.Run(name, func(t *testing.T) {
			b := newBench(t)
			b.issuer.set(func() { b.issuer.keys = []map[string]any{k, jwk("k2", &pair()[1].PublicKey)} })
			if key, err := b.Keys.Find(t.Context(), k["kid"].(string)); key != nil || err != nil {
				t.Errorf("it was taken: %v, %v", key, err)
			}
			if _, err := b.Verify(t.Context(), b.token(t, "k2", pair()[1])); err != nil {
				t.Errorf("the good key beside it: %v", err)
			}
		})
	}
}

func TestWhoWaitsForKeysMayGiveUp(t *testing.T) {
	b := newBench(t)
	asked, release := make(chan struct{}), make(chan struct{})
	b.issuer.set(func() {
		b.issuer.instead = func(_ http.ResponseWriter, r *http.Request) bool {
			if r.URL.Path == "/keys" {
				close(asked)
				<-release
			}
			return false
		}
	})
	token := b.token(t, "k1", pair()[0])
	done := make(chan error)
	impatient, giveUp := context.WithCancel(t.Context())
	go func() { _, err := b.Verify(impatient, token); done <- err }()
	<-asked
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := b.Verify(gone, token); !errors.Is(err, access.ErrIssuer) {
		t.Errorf("who gave up got %v", err)
	}
	giveUp() // the one that fetches: the others still want the keys
	close(release)
	if err := <-done; err != nil {
		t.Errorf("the fetch was given up with its request: %v", err)
	}
}

func TestOnlyProvenIssuersAreNamed(t *testing.T) {
	for address, ok := range map[string]bool{
		"https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_abc": true, "https://id.example/": true,
		"http://127.0.0.1:8080/dev/issuer": true, "http://localhost:8080/dev/issuer": true, "http://[::1]:8080/x": true,
		"http://id.example": false, "http://localhost.example": false, "http://127.0.0.1.example": false, "ftp://127.0.0.1": false, "": false, "id.example": false,
		"https://user:word@id.example": false, "https://id.example/#x": false, "https://id.example/?x": false,
	} {
		_, err := New(access.Issuer{URL: address, Clients: []string{"console"}}, time.Now)
		if (err == nil) != ok {
			t.Errorf("%q: %v, want it to be taken: %t", address, err, ok)
		}
	}
	if _, err := New(access.Issuer{URL: "https://id.example"}, time.Now); err == nil {
		t.Error("a verifier without clients would let nobody in, and nobody would know why")
	}
	if checkURL("http://127.0.0.1/keys", "https://id.example") == nil {
		t.Error("an issuer in the cloud leads to this machine")
	}
}

func TestTheVerifierOfTheEnvironment(t *testing.T) {
	env := map[string]string{routes.EnvIssuer: "https://id.example", routes.EnvClients: "a, b", routes.EnvMachines: "m", routes.EnvGroupsClaim: "roles"}
	v, err := FromEnv(func(name string) string { return env[name] }, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	if got := fmt.Sprintf("%q", v.Issuer); got != `{"https://id.example" ["a" "b"] ["m"] "roles"}` {
		t.Errorf("got %s", got)
	}
	if _, err := FromEnv(func(string) string { return "" }, time.Now); err == nil {
		t.Error("an environment that names no issuer makes a verifier")
	}
}
