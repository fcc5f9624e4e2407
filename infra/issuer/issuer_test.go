package issuer

import (
	"context"
	"crypto/rand"
	"crypto/rsa"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/big"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"
)

var start = time.Date(2026, 3, 2, 2, 14, 0, 0, time.UTC)

// verifier and challenge are those of RFC 7636, appendix B.
const verifier, challenge = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk", "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"

var key = sync.OnceValue(func() *rsa.PrivateKey {
	k, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		panic(err)
	}
	return k
})

// bench is an issuer behind a socket, on a clock that stands still until it is moved.
type bench struct {
	*Issuer
	t    *testing.T
	now  time.Time
	back string
}

func newBench(t *testing.T) *bench {
	t.Helper()
	b := &bench{t: t, now: start}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { b.ServeHTTP(w, r) }))
	t.Cleanup(server.Close)
	b.back = server.URL + "/console/"
	b.Issuer = New(Options{
		URL: server.URL + "/dev/issuer", Key: key(), Addresses: []string{b.back}, Now: func() time.Time { return b.now },
		People: []Person{{"ada", "admin"}, {"eva", "editor"}, {"ana", "responder"}, {"vic", "viewer"}},
	})
	return b
}

// asks is what a client sends to the page; changes are name, value.
func (b *bench) asks(changes ...string) url.Values {
	v := url.Values{
		"client_id": {"console"}, "redirect_uri": {b.back}, "response_type": {"code"}, "scope": {"openid email"}, "state": {"s 1"}, "nonce": {"n1"},
		"code_challenge": {challenge}, "code_challenge_method": {"S256"},
	}
	for n := 0; n < len(changes); n += 2 {
		v.Set(changes[n], changes[n+1])
	}
	return v
}

func (b *bench) post(path string, form url.Values) *http.Response {
	b.t.Helper()
	resp, err := post(b.t.Context(), b.URL+path, form)
	if err != nil {
		b.t.Fatal(err)
	}
	b.t.Cleanup(func() { resp.Body.Close() })
	return resp
}

func (b *bench) code(changes ...string) string {
	b.t.Helper()
	to, err := b.post("/oauth2/authorize", b.asks(append([]string{"person", "editor"}, changes...)...)).Location()
	if err != nil {
		b.t.Fatal(err)
	}
	return to.Query().Get("code")
}

func (b *bench) exchange(code string, changes ...string) (*http.Response, map[string]any) {
	b.t.Helper()
	form := url.Values{"grant_type": {"authorization_code"}, "code": {code}, "client_id": {"console"}, "redirect_uri": {b.back}, "code_verifier": {verifier}}
	for n := 0; n < len(changes); n += 2 {
		form.Set(changes[n], changes[n+1])
	}
	resp := b.post("/oauth2/token", form)
	return resp, b.read(resp)
}

func (b *bench) read(resp *http.Response) map[string]any {
	b.t.Helper()
	var out map[string]any
	if err := json.NewDecoder(resp.Body).Decode(&out); err != nil {
		b.t.Fatal(err)
	}
	return out
}

// claims proves a token with the published key and gives its claims.
func (b *bench) claims(token any) jwt.MapClaims {
	b.t.Helper()
	resp, err := http.Get(b.URL + "/.well-known/jwks.json")
	if err != nil {
		b.t.Fatal(err)
	}
	defer resp.Body.Close()
	published := b.read(resp)["keys"].([]any)[0].(map[string]any)
	n, _ := base64.RawURLEncoding.DecodeString(published["n"].(string))
	e, _ := base64.RawURLEncoding.DecodeString(published["e"].(string))
	claims := jwt.MapClaims{}
	_, err = jwt.NewParser(jwt.WithTimeFunc(b.Now), jwt.WithIssuer(b.URL)).ParseWithClaims(fmt.Sprint(token), claims, func(t *jwt.Token) (any, error) {
		if t.Header["kid"] != published["kid"] || t.Method.Alg() != "RS256" {
			return nil, errors.New("another key")
		}
		return &rsa.PublicKey{N: new(big.Int).SetBytes(n), E: int(new(big.Int).SetBytes(e).Int64())}, nil
	})
	if err != nil {
		b.t.Fatal(err)
	}
	return claims
}

func TestDiscoveryNamesWhatIsThere(t *testing.T) {
	b := newBench(t)
	resp, err := http.Get(b.URL + "/.well-known/openid-configuration")
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	document := b.read(resp)
	if document["issuer"] != b.URL {
		t.Errorf("issuer %v, want %s", document["issuer"], b.URL)
	}
	for _, name := range []string{"jwks_uri", "authorization_endpoint", "token_endpoint", "end_session_endpoint"} {
		resp, err := http.Get(document[name].(string))
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		if resp.StatusCode == http.StatusNotFound {
			t.Errorf("%s leads to nothing", name)
		}
	}
}

func TestThePageListsOnePersonForEachRole(t *testing.T) {
	b := newBench(t)
	resp, err := http.Get(b.URL + "/oauth2/authorize?" + b.asks("state", `"><script>`).Encode())
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	shown := string(body)
	for _, want := range []string{`value="admin">ada, admin<`, `value="editor">eva, editor<`, `value="responder">ana, responder<`, `value="viewer">vic, viewer<`} {
		if !strings.Contains(shown, want) {
			t.Errorf("the page lacks %s", want)
		}
	}
	if strings.Contains(shown, "<script>") {
		t.Error("what a client sends becomes a part of the page")
	}
	if got := resp.Header.Get("content-security-policy"); !strings.HasPrefix(got, "default-src 'none'") {
		t.Errorf("content-security-policy %q", got)
	}
}

func TestAPersonSignsIn(t *testing.T) {
	b := newBench(t)
	to, err := b.post("/oauth2/authorize", b.asks("person", "responder")).Location()
	if err != nil || !strings.HasPrefix(to.String(), b.back+"?") || to.Query().Get("state") != "s 1" {
		t.Fatalf("sent back to %v, %v", to, err)
	}
	resp, tokens := b.exchange(to.Query().Get("code"))
	if resp.StatusCode != http.StatusOK || resp.Header.Get("cache-control") != "no-store" || tokens["token_type"] != "Bearer" || tokens["expires_in"] != 1800.0 {
		t.Fatalf("%s, %v", resp.Status, tokens)
	}
	access := b.claims(tokens["access_token"])
	for name, want := range map[string]string{
		"sub": "desk-responder", "client_id": "console", "token_use": "access", "username": "ana", "cognito:groups": "[responder]", "scope": "openid email",
		"exp": fmt.Sprint(float64(start.Add(30 * time.Minute).Unix())), "aud": "<nil>",
	} {
		if got := fmt.Sprint(access[name]); got != want {
			t.Errorf("access token: %s is %s, want %s", name, got, want)
		}
	}
	identity := b.claims(tokens["id_token"])
	for name, want := range map[string]string{"sub": "desk-responder", "aud": "console", "token_use": "id", "nonce": "n1", "cognito:username": "ana", "email": "ana@example.com"} {
		if got := fmt.Sprint(identity[name]); got != want {
			t.Errorf("ID token: %s is %s, want %s", name, got, want)
		}
	}
}

func TestASignInLastsADay(t *testing.T) {
	b := newBench(t)
	_, tokens := b.exchange(b.code())
	refresh := func(token any, client string) (*http.Response, map[string]any) {
		resp := b.post("/oauth2/token", url.Values{"grant_type": {"refresh_token"}, "refresh_token": {fmt.Sprint(token)}, "client_id": {client}})
		return resp, b.read(resp)
	}
	b.now = start.Add(11 * time.Hour)
	_, again := refresh(tokens["refresh_token"], "console")
	if got := b.claims(again["access_token"]); got["username"] != "eva" || got["scope"] != "openid email" {
		t.Errorf("refreshed: %v", got)
	}
	for name, resp := range map[string]func() (*http.Response, map[string]any){
		"an access token": func() (*http.Response, map[string]any) { return refresh(again["access_token"], "console") },
		"another client":  func() (*http.Response, map[string]any) { return refresh(again["refresh_token"], "machine") },
		"no token":        func() (*http.Response, map[string]any) { return refresh("", "console") },
		"a day later": func() (*http.Response, map[string]any) {
			b.now = start.Add(24 * time.Hour)
			return refresh(tokens["refresh_token"], "console")
		},
	} {
		if got, body := resp(); got.StatusCode != http.StatusBadRequest || body["error"] != "invalid_grant" {
			t.Errorf("%s: %s %v", name, got.Status, body)
		}
		b.now = start.Add(11 * time.Hour)
	}
}

func TestAKeyHasTheSameNameAfterARestart(t *testing.T) {
	if one, two := newBench(t), newBench(t); one.keyID != two.keyID || one.keyID == "" {
		t.Errorf("%q and %q", one.keyID, two.keyID)
	}
}

func TestACodeIsGoodOnceAndForAMinute(t *testing.T) {
	b := newBench(t)
	refused := func(name string, resp *http.Response, body map[string]any) {
		t.Helper()
		if resp.StatusCode != http.StatusBadRequest || body["error"] != "invalid_grant" || body["access_token"] != nil {
			t.Errorf("%s: %s %v", name, resp.Status, body)
		}
	}
	code := b.code()
	if resp, _ := b.exchange(code); resp.StatusCode != http.StatusOK {
		t.Fatal(resp.Status)
	}
	resp, body := b.exchange(code)
	refused("a second time", resp, body)
	code = b.code()
	b.now = start.Add(time.Minute)
	resp, body = b.exchange(code)
	refused("after a minute", resp, body)
	resp, body = b.exchange("guessed")
	refused("guessed", resp, body)
	for _, change := range [][2]string{
		{"code_verifier", "guessed"}, {"code_verifier", ""}, {"code_verifier", challenge}, {"client_id", "machine"}, {"client_id", ""},
		{"redirect_uri", b.back + "x"}, {"redirect_uri", ""},
	} {
		code := b.code()
		resp, body := b.exchange(code, change[0], change[1])
		refused(fmt.Sprint(change), resp, body)
		resp, body = b.exchange(code)
		refused(fmt.Sprint("rightly after ", change), resp, body)
	}
}

func TestSignInsThatAreRefused(t *testing.T) {
	b := newBench(t)
	for _, c := range []struct{ name, value, want string }{
		{"client_id", "shop", "invalid_client"}, {"client_id", "machine", "invalid_client"},
		{"redirect_uri", b.back + "/../x", "invalid_request"}, {"redirect_uri", b.back + "?x", "invalid_request"}, {"redirect_uri", "https://evil.example/", "invalid_request"}, {"redirect_uri", "", "invalid_request"},
	} {
		resp := b.post("/oauth2/authorize", b.asks("person", "admin", c.name, c.value))
		if to := resp.Header.Get("location"); resp.StatusCode != http.StatusBadRequest || to != "" || b.read(resp)["error"] != c.want {
			t.Errorf("%s=%s: %s, sent to %q; want %s and nobody sent", c.name, c.value, resp.Status, to, c.want)
		}
	}
	for _, c := range []struct{ name, value, want string }{
		{"response_type", "token", "unsupported_response_type"}, {"code_challenge_method", "plain", "invalid_request"}, {"code_challenge_method", "", "invalid_request"},
		{"code_challenge", "", "invalid_request"}, {"code_challenge", "short", "invalid_request"}, {"person", "root", "access_denied"}, {"person", "", "access_denied"},
	} {
		to, err := b.post("/oauth2/authorize", b.asks(append([]string{"person", "admin"}, c.name, c.value)...)).Location()
		if err != nil || to.Query().Get("error") != c.want || to.Query().Get("code") != "" || to.Query().Get("state") != "s 1" {
			t.Errorf("%s=%q: sent back to %v, want the error %s", c.name, c.value, to, c.want)
		}
	}
}

func TestCodesThatWaitAreBounded(t *testing.T) {
	b := newBench(t)
	for n := range codesMax + 1 {
		w := httptest.NewRecorder()
		r := httptest.NewRequest(http.MethodPost, b.URL+"/oauth2/authorize", strings.NewReader(b.asks("person", "viewer").Encode()))
		r.Header.Set("content-type", "application/x-www-form-urlencoded")
		r.RemoteAddr = "127.0.0.1:1"
		b.ServeHTTP(w, r)
		if full := strings.Contains(w.Header().Get("location"), "temporarily_unavailable"); full != (n == codesMax) {
			t.Fatalf("code %d: %s", n, w.Header().Get("location"))
		}
	}
	b.now = start.Add(time.Minute)
	if b.code() == "" || len(b.codes) != 1 {
		t.Errorf("%d codes wait after a minute", len(b.codes))
	}
}

func TestAMachineGetsATokenForItsSecret(t *testing.T) {
	b := newBench(t)
	token, err := MachineToken(t.Context(), b.URL, "ringdown/view")
	if err != nil {
		t.Fatal(err)
	}
	claims := b.claims(token)
	if claims["sub"] != "machine" || claims["client_id"] != "machine" || claims["scope"] != "ringdown/view" || claims["cognito:groups"] != nil || claims["token_use"] != "access" {
		t.Errorf("claims %v", claims)
	}
	if token, err = MachineToken(t.Context(), b.URL); err != nil || b.claims(token)["scope"] != "ringdown/view ringdown/edit ringdown/admin" {
		t.Errorf("without scopes: %v, %v", token, err)
	}
	if _, err := MachineToken(t.Context(), b.URL, "ringdown/root"); err == nil || !strings.Contains(err.Error(), "may ask for") {
		t.Errorf("a scope that there is not: %v", err)
	}
	for _, form := range []url.Values{
		{"client_id": {"machine"}, "client_secret": {"guessed"}}, {"client_id": {"machine"}}, {"client_id": {"console"}, "client_secret": {MachineSecret}}, {},
	} {
		form.Set("grant_type", "client_credentials")
		if resp := b.post("/oauth2/token", form); resp.StatusCode != http.StatusUnauthorized {
			t.Errorf("%v: %s", form, resp.Status)
		}
	}
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, b.URL+"/oauth2/token", strings.NewReader("grant_type=client_credentials"))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("content-type", "application/x-www-form-urlencoded")
	req.SetBasicAuth(MachineClient, MachineSecret)
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		t.Errorf("by Basic: %s", resp.Status)
	}
	if resp := b.post("/oauth2/token", url.Values{"grant_type": {"password"}}); b.read(resp)["error"] != "unsupported_grant_type" {
		t.Error("there is a grant by password")
	}
}

func TestACommandSignsIn(t *testing.T) {
	b := newBench(t)
	for _, role := range []string{"admin", "editor", "responder", "viewer"} {
		token, err := SignIn(t.Context(), b.URL, b.back, role)
		if err != nil {
			t.Fatal(err)
		}
		if groups, _ := b.claims(token)["cognito:groups"].([]any); !slices.Equal(groups, []any{role}) {
			t.Errorf("%s is in %v", role, groups)
		}
	}
	if _, err := SignIn(t.Context(), b.URL, b.back, "root"); err == nil || err.Error() != "sign in as root: there is no such person" {
		t.Errorf("got %v", err)
	}
	if _, err := SignIn(t.Context(), b.URL, "https://evil.example", "admin"); err == nil || !strings.Contains(err.Error(), "redirect_uri") {
		t.Errorf("got %v", err)
	}
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := SignIn(gone, b.URL, b.back, "admin"); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

// A desk that listens on every address, or that a page reaches by a name of its own, signs in nobody.
func TestOnlyThisMachineIsAnswered(t *testing.T) {
	b := newBench(t)
	for _, c := range []struct {
		from, host string
		want       int
	}{
		{"127.0.0.1:5000", "127.0.0.1:8080", http.StatusOK}, {"[::1]:5000", "localhost:8080", http.StatusOK}, {"127.0.0.1:5000", "[::1]:8080", http.StatusOK}, {"127.0.0.1:5000", "[::1]", http.StatusOK},
		{"192.0.2.7:5000", "127.0.0.1:8080", http.StatusForbidden}, {"127.0.0.1:5000", "evil.example", http.StatusForbidden}, {"127.0.0.1:5000", "127.0.0.1.evil.example:8080", http.StatusForbidden},
		{"127.0.0.1:5000", "", http.StatusForbidden},
	} {
		r := httptest.NewRequest(http.MethodGet, b.URL+"/.well-known/jwks.json", nil)
		r.RemoteAddr, r.Host = c.from, c.host
		w := httptest.NewRecorder()
		b.ServeHTTP(w, r)
		if w.Code != c.want {
			t.Errorf("from %s to %q: %d, want %d", c.from, c.host, w.Code, c.want)
		}
	}
}

func TestWhoSignsOutIsSentBack(t *testing.T) {
	b := newBench(t)
	for _, name := range []string{"logout_uri", "post_logout_redirect_uri"} {
		for to, want := range map[string]int{b.back: http.StatusSeeOther, "https://evil.example": http.StatusBadRequest} {
			r := httptest.NewRequest(http.MethodGet, b.URL+"/logout?"+url.Values{name: {to}}.Encode(), nil)
			r.RemoteAddr = "127.0.0.1:1"
			w := httptest.NewRecorder()
			b.ServeHTTP(w, r)
			if w.Code != want || want == http.StatusSeeOther && w.Header().Get("location") != to {
				t.Errorf("%s=%s: %d to %q", name, to, w.Code, w.Header().Get("location"))
			}
		}
	}
}
