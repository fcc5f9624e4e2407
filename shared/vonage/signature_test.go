package vonage

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"
)

var (
	secret   = []byte("a signature secret of some length")
	noon     = time.Date(2026, 3, 4, 12, 0, 0, 0, time.UTC)
	body     = []byte(`{"uuid": "9C4E000000777XYZ2"}`)
	verifier = Verifier{Secrets: [][]byte{secret}, APIKey: "k3y", ApplicationID: "app-1"}
)

func hash(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// genuine is what the provider signs, with changes.
func genuine(change func(jwt.MapClaims)) jwt.MapClaims {
	c := jwt.MapClaims{"iat": noon.Unix(), "jti": "j1", "iss": "Vonage", "payload_hash": hash(body), "api_key": "k3y", "application_id": "app-1"}
	if change != nil {
		change(c)
	}
	return c
}

func signed(t testing.TB, method jwt.SigningMethod, key any, c jwt.MapClaims) string {
	t.Helper()
	token, err := jwt.NewWithClaims(method, c).SignedString(key)
	if err != nil {
		t.Fatal(err)
	}
	return "Bearer " + token
}

func TestVerifyAcceptsTheProvidersWebhooks(t *testing.T) {
	good := signed(t, jwt.SigningMethodHS256, secret, genuine(nil))
	rotating := verifier
	rotating.Secrets = [][]byte{[]byte("the next secret"), secret}
	drop := func(name string) func(jwt.MapClaims) { return func(c jwt.MapClaims) { delete(c, name) } }
	for name, tc := range map[string]struct {
		v   Verifier
		r   Request
		now time.Time
	}{
		"a POST":                         {verifier, Request{Method: "POST", Body: body, Authorization: good}, noon},
		"a POST at the end of its age":   {verifier, Request{Method: "POST", Body: body, Authorization: good}, noon.Add(defaultMaxAge)},
		"a POST of a clock ahead":        {verifier, Request{Method: "POST", Body: body, Authorization: good}, noon.Add(-maxAhead)},
		"a scheme in lower case":         {verifier, Request{Method: "POST", Body: body, Authorization: "bearer" + good[6:]}, noon},
		"one that expires in a second":   {verifier, Request{Method: "POST", Body: body, Authorization: signed(t, jwt.SigningMethodHS256, secret, genuine(func(c jwt.MapClaims) { c["exp"] = noon.Unix() + 1 }))}, noon},
		"one that holds from now":        {verifier, Request{Method: "POST", Body: body, Authorization: signed(t, jwt.SigningMethodHS256, secret, genuine(func(c jwt.MapClaims) { c["nbf"] = noon.Unix() }))}, noon},
		"either secret of a rotation":    {rotating, Request{Method: "POST", Body: body, Authorization: good}, noon},
		"a GET with a hash of something": {verifier, Request{Method: "GET", RawQuery: "uuid=1", Authorization: good}, noon},
		"a GET without a hash":           {verifier, Request{Method: "GET", Authorization: signed(t, jwt.SigningMethodHS256, secret, genuine(drop("payload_hash")))}, noon},
		"a hash in upper case":           {verifier, Request{Method: "POST", Body: body, Authorization: signed(t, jwt.SigningMethodHS256, secret, genuine(func(c jwt.MapClaims) { c["payload_hash"] = strings.ToUpper(hash(body)) }))}, noon},
	} {
		if err := tc.v.Verify("answer", tc.r, tc.now); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestVerifyRefusesForgeries(t *testing.T) {
	set := func(name string, value any) jwt.MapClaims {
		return genuine(func(c jwt.MapClaims) { c[name] = value })
	}
	hs := func(c jwt.MapClaims) string { return signed(t, jwt.SigningMethodHS256, secret, c) }
	good := hs(genuine(nil))
	for name, auth := range map[string]string{
		"another secret":            signed(t, jwt.SigningMethodHS256, []byte("another"), genuine(nil)),
		"an empty secret":           signed(t, jwt.SigningMethodHS256, []byte(""), genuine(nil)),
		"algorithm none":            signed(t, jwt.SigningMethodNone, jwt.UnsafeAllowNoneSignatureType, genuine(nil)),
		"algorithm RS256":           signed(t, jwt.SigningMethodRS256, testKey(t), genuine(nil)),
		"algorithm HS512":           signed(t, jwt.SigningMethodHS512, secret, genuine(nil)),
		"no signature":              good[:strings.LastIndex(good, ".")+1],
		"a changed claim":           changedClaim(t, good),
		"basic authorization":       "Basic " + good[7:],
		"a token without a scheme":  good[7:],
		"no token":                  "Bearer ",
		"an endless token":          good + strings.Repeat("A", maxAuthorization),
		"another issuer":            hs(set("iss", "Nexmo")),
		"another account":           hs(set("api_key", "k3x")),
		"another application":       hs(set("application_id", "app-2")),
		"another body":              hs(set("payload_hash", hash([]byte("{}")))),
		"an empty hash":             hs(set("payload_hash", "")),
		"a body said another way":   hs(set("payload_hash", hash([]byte(strings.ReplaceAll(string(body), " ", ""))))),
		"no time":                   hs(genuine(func(c jwt.MapClaims) { delete(c, "iat") })),
		"a time in words":           hs(set("iat", "noon")),
		"no issuer and no account":  hs(jwt.MapClaims{"iat": noon.Unix(), "payload_hash": hash(body)}),
		"two tokens, comma between": good + "," + good,
	} {
		err := verifier.Verify("answer", Request{Method: "POST", Body: body, Authorization: auth}, noon)
		if !errors.Is(err, ErrForged) || !errors.Is(err, ErrUnauthorized) || errors.Is(err, ErrStale) {
			t.Errorf("%s: got %v, want ErrForged", name, err)
		}
	}
}

// changedClaim keeps the signature and moves the token to another application.
func changedClaim(t *testing.T, auth string) string {
	t.Helper()
	part := strings.Split(auth, ".")
	claims, err := base64.RawURLEncoding.DecodeString(part[1])
	if err != nil {
		t.Fatal(err)
	}
	part[1] = base64.RawURLEncoding.EncodeToString([]byte(strings.Replace(string(claims), `"j1"`, `"j2"`, 1)))
	return strings.Join(part, ".")
}

func TestVerifyRefusesTheStale(t *testing.T) {
	auth := signed(t, jwt.SigningMethodHS256, secret, genuine(nil))
	for _, off := range []time.Duration{defaultMaxAge + time.Second, -maxAhead - time.Second, 24 * time.Hour} {
		err := verifier.Verify("leg", Request{Method: "POST", Body: body, Authorization: auth}, noon.Add(off))
		if !errors.Is(err, ErrStale) || !errors.Is(err, ErrUnauthorized) || errors.Is(err, ErrForged) {
			t.Errorf("%v off: got %v, want ErrStale", off, err)
		}
	}
	for name, c := range map[string]jwt.MapClaims{
		"expired":                   genuine(func(c jwt.MapClaims) { c["exp"] = noon.Unix() }),
		"expired before it began":   genuine(func(c jwt.MapClaims) { c["exp"] = 1 }),
		"not valid yet":             genuine(func(c jwt.MapClaims) { c["nbf"] = noon.Add(maxAhead + time.Second).Unix() }),
		"signed at the end of time": genuine(func(c jwt.MapClaims) { c["iat"] = 1 << 52 }),
	} {
		r := Request{Method: "POST", Body: body, Authorization: signed(t, jwt.SigningMethodHS256, secret, c)}
		if err := verifier.Verify("leg", r, noon); !errors.Is(err, ErrStale) {
			t.Errorf("%s: got %v, want ErrStale", name, err)
		}
	}
	patient := verifier
	patient.MaxAge = time.Hour
	if err := patient.Verify("leg", Request{Method: "POST", Body: body, Authorization: auth}, noon.Add(59*time.Minute)); err != nil {
		t.Errorf("within an hour: %v", err)
	}
}

func TestVerifyOfTheUnsigned(t *testing.T) {
	v := verifier
	v.AllowUnsigned = map[string]bool{"answer": true}
	if err := v.Verify("answer", Request{Method: "POST", Body: body}, noon); err != nil {
		t.Errorf("an allowed kind: %v", err)
	}
	if err := v.Verify("leg", Request{Method: "POST", Body: body}, noon); !errors.Is(err, ErrUnsigned) || !errors.Is(err, ErrUnauthorized) {
		t.Errorf("another kind: got %v, want ErrUnsigned", err)
	}
	if err := v.Verify("answer", Request{Method: "POST", Body: body, Authorization: "Bearer x.y.z"}, noon); !errors.Is(err, ErrForged) {
		t.Errorf("a bad signature of an allowed kind: got %v, want ErrForged", err)
	}
}

func TestVerifierFailsClosed(t *testing.T) {
	for name, v := range map[string]Verifier{
		"zero":                   {},
		"an empty secret":        {Secrets: [][]byte{{}, nil}, APIKey: "k3y", ApplicationID: "app-1"},
		"no account":             {Secrets: [][]byte{secret}, ApplicationID: "app-1"},
		"no application":         {Secrets: [][]byte{secret}, APIKey: "k3y"},
		"nothing but the secret": {Secrets: [][]byte{secret}},
	} {
		key := secret
		if len(v.Secrets) > 0 {
			key = v.Secrets[0]
		}
		auth := signed(t, jwt.SigningMethodHS256, key, genuine(func(c jwt.MapClaims) {
			c["api_key"], c["application_id"] = v.APIKey, v.ApplicationID
		}))
		if err := v.Verify("answer", Request{Method: "POST", Body: body, Authorization: auth}, noon); !errors.Is(err, ErrUnauthorized) {
			t.Errorf("%s: got %v, want ErrUnauthorized", name, err)
		}
	}
}

func FuzzVerify(f *testing.F) {
	good := signed(f, jwt.SigningMethodHS256, secret, genuine(nil))
	f.Add(good)
	f.Add("Bearer eyJhbGciOiJub25lIn0.e30.")
	f.Add("")
	f.Fuzz(func(t *testing.T, auth string) {
		err := verifier.Verify("answer", Request{Method: "POST", Body: body, Authorization: auth}, noon)
		if err == nil && !strings.HasSuffix(auth, good[7:]) && strings.TrimSpace(auth[7:]) != good[7:] {
			t.Fatalf("accepted %q", auth)
		}
		if err != nil && !errors.Is(err, ErrUnauthorized) {
			t.Fatalf("another class: %v", err)
		}
	})
}

func BenchmarkVerify(b *testing.B) {
	r := Request{Method: "POST", Body: body, Authorization: signed(b, jwt.SigningMethodHS256, secret, genuine(nil))}
	b.ReportAllocs()
	for b.Loop() {
		if err := verifier.Verify("answer", r, noon); err != nil {
			b.Fatal(err)
		}
	}
}
