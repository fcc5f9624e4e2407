// Package issuer signs people in on a desk: an OpenID Connect issuer with one person for each role, and one machine client.
//
// Its tokens are real ones, signed with a key of its own and named as Cognito names them, so that the product checks them as it
// checks those in the cloud: it has no switch that turns the checks off, a desk merely names another issuer. There are no
// passwords, so it answers on its own machine alone. The options not taken were servers that imitate Cognito, none of which has a
// page to sign in at, and frameworks for real issuers, whose storage alone is larger than this. It imports nothing of shared:
// with our own words in it, it would agree with our mistakes.
//
// To add a person or a client, change what New is given; to add a grant, its line in token.go.
package issuer

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"math/big"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/golang-jwt/jwt/v5"
)

// The clients. The secret is as public as this file: whoever reaches the issuer can be anybody anyway.
const (
	ConsoleClient = "console"
	MachineClient = "machine"
	MachineSecret = "machine-of-a-desk"
)

// machineScopes are what the machine client may ask for.
var machineScopes = []string{"ringdown/view", "ringdown/edit", "ringdown/admin"}

// Person is somebody who may sign in, without a password.
type Person struct {
	Name string // the user's name, as an admin of Cognito would give it
	Role string // the one group they are in; no two people have the same
}

// Options describe an issuer.
type Options struct {
	URL       string // where it is, without a slash at the end; its tokens have it as their issuer
	Key       *rsa.PrivateKey
	People    []Person
	Addresses []string // where people may be sent back to, to the letter
	Now       func() time.Time
}

// Issuer serves one at the path of its URL.
type Issuer struct {
	Options
	keyID string
	mux   *http.ServeMux

	mu    sync.Mutex
	codes map[string]grant
}

// New returns an issuer.
func New(o Options) *Issuer {
	i := &Issuer{Options: o, keyID: thumbprint(&o.Key.PublicKey), mux: http.NewServeMux(), codes: map[string]grant{}}
	at := pathOf(o.URL)
	i.mux.HandleFunc("GET "+at+"/.well-known/openid-configuration", i.discover)
	i.mux.HandleFunc("GET "+at+"/.well-known/jwks.json", i.publish)
	i.mux.HandleFunc("GET "+at+"/oauth2/authorize", i.choose)
	i.mux.HandleFunc("POST "+at+"/oauth2/authorize", i.chosen)
	i.mux.HandleFunc("POST "+at+"/oauth2/token", i.exchange)
	i.mux.HandleFunc("GET "+at+"/logout", i.signOut)
	return i
}

// ServeHTTP answers this machine alone, and only where it was asked for by an address of this machine: a page elsewhere can make
// its own name lead here.
func (i *Issuer) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if !isThisMachine(r.RemoteAddr) || !isThisMachine(r.Host) {
		refuse(w, http.StatusForbidden, "access_denied", "a desk signs people in on its own machine alone: open it by 127.0.0.1 there")
		return
	}
	w.Header().Set("cache-control", "no-store")
	w.Header().Set("x-content-type-options", "nosniff")
	i.mux.ServeHTTP(w, r)
}

func isThisMachine(address string) bool {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		host = strings.Trim(address, "[]")
	}
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

func (i *Issuer) discover(w http.ResponseWriter, _ *http.Request) {
	answer(w, http.StatusOK, map[string]any{
		"issuer": i.URL, "jwks_uri": i.URL + "/.well-known/jwks.json", "authorization_endpoint": i.URL + "/oauth2/authorize",
		"token_endpoint": i.URL + "/oauth2/token", "end_session_endpoint": i.URL + "/logout",
		"response_types_supported": []string{"code"}, "grant_types_supported": []string{"authorization_code", "refresh_token", "client_credentials"},
		"code_challenge_methods_supported": []string{"S256"}, "subject_types_supported": []string{"public"}, "id_token_signing_alg_values_supported": []string{"RS256"},
		"scopes_supported": []string{"openid", "email", "profile"}, "token_endpoint_auth_methods_supported": []string{"none", "client_secret_basic", "client_secret_post"},
	})
}

func (i *Issuer) publish(w http.ResponseWriter, _ *http.Request) {
	answer(w, http.StatusOK, map[string]any{"keys": []any{map[string]string{
		"kty": "RSA", "use": "sig", "alg": "RS256", "kid": i.keyID, "n": encode(i.Key.N.Bytes()), "e": encode(big.NewInt(int64(i.Key.E)).Bytes()),
	}}})
}

// signOut sends back: the issuer remembers nobody.
func (i *Issuer) signOut(w http.ResponseWriter, r *http.Request) {
	back := r.FormValue("post_logout_redirect_uri")
	if back == "" {
		back = r.FormValue("logout_uri") // Cognito's word for it
	}
	if !slices.Contains(i.Addresses, back) {
		refuse(w, http.StatusBadRequest, "invalid_request", "nobody may be sent back to that address")
		return
	}
	http.Redirect(w, r, back, http.StatusSeeOther)
}

// person returns the person of a role.
func (i *Issuer) person(role string) (Person, bool) {
	n := slices.IndexFunc(i.People, func(p Person) bool { return p.Role == role })
	if n < 0 {
		return Person{}, false
	}
	return i.People[n], true
}

// sign signs claims with those that all tokens have.
func (i *Issuer) sign(typ string, claims jwt.MapClaims, lasts time.Duration) string {
	now := i.Now()
	claims["iss"], claims["iat"], claims["exp"], claims["jti"] = i.URL, now.Unix(), now.Add(lasts).Unix(), random()
	token := jwt.NewWithClaims(jwt.SigningMethodRS256, claims)
	token.Header["kid"], token.Header["typ"] = i.keyID, typ
	text, err := token.SignedString(i.Key)
	if err != nil {
		panic(err) // the claims are texts and numbers
	}
	return text
}

// thumbprint names a key by what it is (RFC 7638), so that it has the same name after a restart.
func thumbprint(key *rsa.PublicKey) string {
	sum := sha256.Sum256([]byte(`{"e":"` + encode(big.NewInt(int64(key.E)).Bytes()) + `","kty":"RSA","n":"` + encode(key.N.Bytes()) + `"}`))
	return encode(sum[:])
}

func pathOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return u.Path
}

func encode(b []byte) string { return base64.RawURLEncoding.EncodeToString(b) }

// random is a text that nobody guesses.
func random() string {
	b := make([]byte, 32)
	_, _ = rand.Read(b) // never fails, crypto/rand
	return encode(b)
}

// refuse answers as RFC 6749 §5.2 writes refusals.
func refuse(w http.ResponseWriter, status int, kind, description string) {
	answer(w, status, map[string]string{"error": kind, "error_description": description})
}

func answer(w http.ResponseWriter, status int, v any) {
	w.Header().Set("content-type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(v) // who asked may be gone
}
