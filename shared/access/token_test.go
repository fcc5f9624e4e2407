package access

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"errors"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"
)

var now = time.Date(2026, 3, 2, 2, 14, 0, 0, time.UTC)

var ours = Issuer{URL: "https://issuer.example/pool", Clients: []string{"console"}, Machines: []string{"robot"}}

// pair makes two keys once: the issuer's and a stranger's.
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

func isKind(err, kind error) bool { return errors.Is(err, kind) }

// person is what Cognito puts into the access token of somebody who signed in.
func person() jwt.MapClaims {
	return jwt.MapClaims{
		"iss": ours.URL, "sub": "0f1e", "client_id": "console", "token_use": "access", "scope": "openid profile",
		"username": "ana", CognitoGroups: []string{"editor"}, "iat": now.Unix(), "auth_time": now.Unix(), "exp": now.Add(time.Hour).Unix(), "jti": "1",
	}
}

// machine is the same of a machine client.
func machine() jwt.MapClaims {
	return jwt.MapClaims{
		"iss": ours.URL, "sub": "robot", "client_id": "robot", "token_use": "access", "scope": "ringdown/view", "iat": now.Unix(), "exp": now.Add(time.Hour).Unix(),
	}
}

func but(claims jwt.MapClaims, change func(jwt.MapClaims)) jwt.MapClaims {
	out := maps.Clone(claims)
	change(out)
	return out
}

func sign(t testing.TB, claims jwt.MapClaims) string {
	t.Helper()
	return signWith(t, claims, nil)
}

func signWith(t testing.TB, claims jwt.MapClaims, header map[string]any) string {
	t.Helper()
	token := jwt.NewWithClaims(jwt.SigningMethodRS256, claims)
	token.Header["kid"] = "k1"
	maps.Copy(token.Header, header)
	text, err := token.SignedString(pair()[0])
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// key is the issuer's.
func key(id string) (*rsa.PublicKey, bool) { return &pair()[0].PublicKey, id == "k1" }

func TestWhomATokenSpeaksFor(t *testing.T) {
	foreign := Issuer{URL: ours.URL, Clients: []string{"https://api.example"}, Machines: []string{"robot"}, GroupsClaim: "roles"}
	abroad := jwt.MapClaims{"iss": ours.URL, "sub": "7", "aud": []string{"https://api.example", "other"}, "azp": "web", "exp": now.Add(time.Hour).Unix(), "roles": []string{"viewer"}, "name": "Ben"}
	for name, c := range map[string]struct {
		by     Issuer
		claims jwt.MapClaims
		want   Principal
	}{
		"a person": {ours, person(), Principal{Subject: "0f1e", Name: "ana", Roles: []Role{Editor}}},
		"two groups, and one of somebody else's": {ours, but(person(), func(c jwt.MapClaims) { c[CognitoGroups] = []string{"viewer", "finance", "admin"} }),
			Principal{Subject: "0f1e", Name: "ana", Roles: []Role{Admin, Viewer}}},
		"no group":             {ours, but(person(), func(c jwt.MapClaims) { delete(c, CognitoGroups) }), Principal{Subject: "0f1e", Name: "ana"}},
		"a group in capitals":  {ours, but(person(), func(c jwt.MapClaims) { c[CognitoGroups] = []string{"Admin"} }), Principal{Subject: "0f1e", Name: "ana"}},
		"groups that are none": {ours, but(person(), func(c jwt.MapClaims) { c[CognitoGroups] = map[string]any{"admin": true} }), Principal{Subject: "0f1e", Name: "ana"}},
		"a person with a scope of machines": {ours, but(person(), func(c jwt.MapClaims) { c["scope"] = "openid ringdown/admin" }),
			Principal{Subject: "0f1e", Name: "ana", Roles: []Role{Editor}}},
		"a machine": {ours, machine(), Principal{Subject: "robot", Name: "robot", Client: "robot", Roles: []Role{Viewer}}},
		"a machine with groups": {ours, but(machine(), func(c jwt.MapClaims) { c[CognitoGroups] = []string{"admin"} }),
			Principal{Subject: "robot", Name: "robot", Client: "robot", Roles: []Role{Viewer}}},
		"a machine with two scopes": {ours, but(machine(), func(c jwt.MapClaims) { c["scope"] = "ringdown/edit other/admin ringdown/view" }),
			Principal{Subject: "robot", Name: "robot", Client: "robot", Roles: []Role{Editor, Viewer}}},
		"another issuer's, by aud": {foreign, abroad, Principal{Subject: "7", Name: "Ben", Roles: []Role{Viewer}}},
		"one group as a text": {foreign, but(abroad, func(c jwt.MapClaims) { c["roles"] = "editor" }),
			Principal{Subject: "7", Name: "Ben", Roles: []Role{Editor}}},
		"its machine, by azp": {foreign, but(abroad, func(c jwt.MapClaims) { c["azp"], c["scope"] = "robot", "ringdown/edit" }),
			Principal{Subject: "7", Name: "robot", Client: "robot", Roles: []Role{Editor}}},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := c.by.Read(sign(t, c.claims), key, now)
			if err != nil {
				t.Fatal(err)
			}
			if got.Subject != c.want.Subject || got.Name != c.want.Name || got.Client != c.want.Client || !slices.Equal(got.Roles, c.want.Roles) {
				t.Errorf("got %+v, want %+v", got, c.want)
			}
		})
	}
}

// Each of these has been a hole in somebody's product.
func TestTokensThatAreRefused(t *testing.T) {
	set := func(name string, value any) jwt.MapClaims {
		return but(person(), func(c jwt.MapClaims) { c[name] = value })
	}
	without := func(name string) jwt.MapClaims { return but(person(), func(c jwt.MapClaims) { delete(c, name) }) }
	good := sign(t, person())
	parts := strings.Split(good, ".")
	abroad := jwt.MapClaims{"iss": ours.URL, "sub": "7", "aud": "console", "exp": now.Add(time.Hour).Unix(), CognitoGroups: []string{"admin"}}
	foreign := func(name string, value any) string {
		return sign(t, but(abroad, func(c jwt.MapClaims) { c[name] = value }))
	}
	for name, c := range map[string]struct{ token, want string }{
		"no signature":                  {parts[0] + "." + parts[1] + ".", "signature is wrong"},
		"another's signature":           {parts[0] + "." + parts[1] + "." + strings.Split(sign(t, set("sub", "x")), ".")[2], "signature is wrong"},
		"changed claims":                {parts[0] + "." + encode(t, set(CognitoGroups, []string{"admin"})) + "." + parts[2], "signature is wrong"},
		"a stranger's key":              {strangers(t), "signature is wrong"},
		"algorithm none":                {unsigned(t, "none"), "not signed with RS256"},
		"algorithm None":                {unsigned(t, "None"), "not signed with RS256"},
		"HS256 with the public key":     {confused(t, "HS256"), "not signed with RS256"},
		"said RS256, by HMAC":           {confused(t, "RS256"), "signature is wrong"},
		"RS512":                         {other(t, jwt.SigningMethodRS512), "not signed with RS256"},
		"PS256":                         {other(t, jwt.SigningMethodPS256), "not signed with RS256"},
		"unknown key":                   {signWith(t, person(), map[string]any{"kid": "k2"}), "a key that the issuer does not have"},
		"no key named":                  {signWith(t, person(), map[string]any{"kid": ""}), "does not name the key"},
		"a number for a key":            {signWith(t, person(), map[string]any{"kid": 1}), "does not name the key"},
		"its own key":                   {signWith(t, person(), map[string]any{"kid": "", "jwk": map[string]any{"kty": "RSA"}}), "does not name the key"},
		"a header that must be heeded":  {signWith(t, person(), map[string]any{"crit": []string{"b64"}}), "not understood"},
		"a logout token's type":         {signWith(t, person(), map[string]any{"typ": "logout+jwt"}), "not an access token"},
		"another issuer":                {sign(t, set("iss", "https://issuer.example/pool2")), "another issuer"},
		"the issuer with a slash":       {sign(t, set("iss", ours.URL+"/")), "another issuer"},
		"no issuer":                     {sign(t, without("iss")), "does not say who issued it"},
		"issuers in a list":             {sign(t, set("iss", []string{ours.URL})), "not a signed token"},
		"an ID token":                   {sign(t, but(set("token_use", "id"), func(c jwt.MapClaims) { c["aud"] = "console" })), "not an access token"},
		"token_use in another spelling": {sign(t, set("token_use", "Access")), "not an access token"},
		"token_use as a list":           {sign(t, set("token_use", []string{"access"})), "not an access token"},
		"another client":                {sign(t, set("client_id", "shop")), "another client"},
		"another client, our aud":       {sign(t, but(set("client_id", "shop"), func(c jwt.MapClaims) { c["aud"] = "console" })), "another client"},
		"no client":                     {sign(t, without("client_id")), "another client"},
		"no client but azp":             {sign(t, but(without("client_id"), func(c jwt.MapClaims) { c["azp"] = "console" })), "another client"},
		"clients in a list":             {sign(t, set("client_id", []string{"console"})), "another client"},
		"Client_Id":                     {sign(t, but(without("client_id"), func(c jwt.MapClaims) { c["Client_Id"] = "console" })), "another client"},
		"expired":                       {sign(t, set("exp", now.Unix())), "expired"},
		"expired a second ago":          {sign(t, set("exp", now.Unix()-1)), "expired"},
		"no end":                        {sign(t, without("exp")), "when it ends"},
		"an end in words":               {sign(t, set("exp", "tomorrow")), "not a signed token"},
		"not yet":                       {sign(t, set("nbf", now.Add(time.Minute).Unix())), "not valid yet"},
		"from the future":               {sign(t, set("iat", now.Add(time.Minute).Unix())), "from the future"},
		"nobody":                        {sign(t, without("sub")), "whom it speaks for"},
		"foreign: for another":          {foreign("aud", "shop"), "another client"},
		"foreign: client, not meant":    {sign(t, but(abroad, func(c jwt.MapClaims) { delete(c, "aud"); c["client_id"] = "console" })), "another client"},
		"foreign: an ID token":          {foreign("nonce", "n"), "not an access token"},
		"foreign: an ID token by hash":  {foreign("at_hash", "h"), "not an access token"},
		"foreign: a logout token":       {foreign("events", map[string]any{}), "not an access token"},
		"four parts":                    {good + ".x", "not a signed token"},
		"two parts":                     {parts[0] + "." + parts[1], "not a signed token"},
		"padded":                        {parts[0] + "=." + parts[1] + "." + parts[2], "not a signed token"},
		"a header that is a list":       {base64.RawURLEncoding.EncodeToString([]byte(`[]`)) + "." + parts[1] + "." + parts[2], "not a signed token"},
		"ALG":                           {base64.RawURLEncoding.EncodeToString([]byte(`{"ALG":"RS256","KID":"k1"}`)) + "." + parts[1] + "." + parts[2], "not signed with RS256"},
		"nothing":                       {"..", "not a signed token"},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := ours.Read(c.token, key, now)
			if !isKind(err, ErrUnauthenticated) || !strings.Contains(Reason(err), c.want) {
				t.Errorf("got %+v, %v; want a refusal with %q", got, err, c.want)
			}
			if err != nil && (strings.Contains(err.Error(), "ana") || strings.Contains(err.Error(), "issuer.example")) {
				t.Errorf("the refusal tells what the token holds: %v", err)
			}
		})
	}
}

func TestClocksMayDifferALittleAtTheBeginning(t *testing.T) {
	early := but(person(), func(c jwt.MapClaims) {
		c["iat"], c["nbf"] = now.Add(20*time.Second).Unix(), now.Add(20*time.Second).Unix()
	})
	if _, err := ours.Read(sign(t, early), key, now); err != nil {
		t.Error(err)
	}
}

func TestTheTokenInAHeader(t *testing.T) {
	for header, want := range map[string]string{
		"Bearer a.b.c": "a.b.c", "bearer a.b.c": "a.b.c", "BEARER   a.b.c": "a.b.c", " a.b.c ": "a.b.c",
	} {
		if got, err := Token(header); err != nil || got != want {
			t.Errorf("%q: %q, %v", header, got, err)
		}
	}
	for header, want := range map[string]string{
		"": "no token was sent", "Bearer": "no token was sent", "Bearer ": "no token was sent", "Basic YTpi": "Authorization: Bearer",
		"Bearer abc": "not a signed token", "Bearer a.b.c.d": "not a signed token", "Bearer " + strings.Repeat("a", TokenBytesMax) + ".b.c": "too long",
	} {
		if _, err := Token(header); !isKind(err, ErrUnauthenticated) || !strings.Contains(Reason(err), want) {
			t.Errorf("%.20q: %v, want %q", header, err, want)
		}
	}
}

// A token that is not the issuer's is never believed, whatever it says, and nothing makes the reader fail.
func FuzzRead(f *testing.F) {
	good := sign(f, person())
	for _, seed := range []string{good, sign(f, machine()), "", "..", "a.b.c", unsigned(f, "none"), confused(f, "HS256"), good[:len(good)-1], "Bearer " + good} {
		f.Add(seed)
	}
	signed := good[:strings.LastIndex(good, ".")]
	f.Fuzz(func(t *testing.T, header string) {
		token, err := Token(header)
		if err != nil {
			return
		}
		p, err := ours.Read(token, key, now)
		if err == nil && !strings.HasPrefix(token, signed) && !strings.HasPrefix(token, sign(t, machine())) {
			t.Fatalf("%q was believed: %+v", header, p)
		}
		if err != nil && !isKind(err, ErrUnauthenticated) {
			t.Fatalf("%q: %v is no refusal", header, err)
		}
	})
}

// Whatever claims the issuer signs, the reader does not fail, and whom it lets in is a client of ours.
func FuzzClaims(f *testing.F) {
	for _, claims := range []jwt.MapClaims{person(), machine()} {
		body, err := json.Marshal(claims)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(body))
	}
	f.Add(`{"exp":1e400}`)
	f.Add(`{"exp":1e30,"iss":"https://issuer.example/pool","sub":"a","client_id":"console","token_use":"access","cognito:groups":[1,null,["admin"]]}`)
	f.Fuzz(func(t *testing.T, body string) {
		var claims jwt.MapClaims
		if json.Unmarshal([]byte(body), &claims) != nil || claims == nil {
			return
		}
		p, err := ours.Read(sign(t, claims), key, now)
		if err != nil {
			if !isKind(err, ErrUnauthenticated) {
				t.Fatalf("%s: %v is no refusal", body, err)
			}
			return
		}
		if p.Subject == "" || p.Name == "" || claims["iss"] != ours.URL || claims["exp"] == nil || claims["token_use"] != nil && claims["token_use"] != "access" {
			t.Fatalf("%s was believed: %+v", body, p)
		}
	})
}

func encode(t testing.TB, v any) string {
	t.Helper()
	body, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return base64.RawURLEncoding.EncodeToString(body)
}

func unsigned(t testing.TB, algorithm string) string {
	return encode(t, map[string]any{"alg": algorithm, "kid": "k1", "typ": "JWT"}) + "." + encode(t, person()) + "."
}

// confused is signed by HMAC with the issuer's public key as everybody can fetch it.
func confused(t testing.TB, algorithm string) string {
	t.Helper()
	der, err := x509.MarshalPKIXPublicKey(&pair()[0].PublicKey)
	if err != nil {
		t.Fatal(err)
	}
	text := encode(t, map[string]any{"alg": algorithm, "kid": "k1", "typ": "JWT"}) + "." + encode(t, person())
	mac := hmac.New(sha256.New, pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: der}))
	mac.Write([]byte(text))
	return text + "." + base64.RawURLEncoding.EncodeToString(mac.Sum(nil))
}

func strangers(t testing.TB) string {
	t.Helper()
	token := jwt.NewWithClaims(jwt.SigningMethodRS256, person())
	token.Header["kid"] = "k1"
	text, err := token.SignedString(pair()[1])
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func other(t testing.TB, method jwt.SigningMethod) string {
	t.Helper()
	token := jwt.NewWithClaims(method, person())
	token.Header["kid"] = "k1"
	text, err := token.SignedString(pair()[0])
	if err != nil {
		t.Fatal(err)
	}
	return text
}
