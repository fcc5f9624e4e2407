package vonage

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/pem"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"
)

// theKey is made once: making one takes longer than all tests together.
var theKey = sync.OnceValues(func() (*rsa.PrivateKey, error) { return rsa.GenerateKey(rand.Reader, 2048) })

func testKey(t testing.TB) *rsa.PrivateKey {
	t.Helper()
	key, err := theKey()
	if err != nil {
		t.Fatal(err)
	}
	return key
}

func pkcs8(t testing.TB) []byte {
	t.Helper()
	der, err := x509.MarshalPKCS8PrivateKey(testKey(t))
	if err != nil {
		t.Fatal(err)
	}
	return pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der})
}

func TestBearerReadsEverySpellingOfAKey(t *testing.T) {
	pkcs1 := pem.EncodeToMemory(&pem.Block{Type: "RSA PRIVATE KEY", Bytes: x509.MarshalPKCS1PrivateKey(testKey(t))})
	for name, key := range map[string][]byte{
		"PKCS 8":                  pkcs8(t),
		"PKCS 1":                  pkcs1,
		"line breaks as \\n":      []byte(strings.ReplaceAll(string(pkcs8(t)), "\n", `\n`)),
		"line breaks as carriage": []byte(strings.ReplaceAll(string(pkcs8(t)), "\n", "\r\n")),
	} {
		b, err := newBearer("app-1", key, func() time.Time { return noon })
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if token, err := b.current(); err != nil || claimsOf(t, token, noon)["application_id"] != "app-1" {
			t.Errorf("%s: token %s, %v", name, token, err)
		}
	}
}

func TestBearerRefusesWhatIsNoKey(t *testing.T) {
	for name, tc := range map[string]struct {
		app string
		key []byte
	}{"no application": {"", pkcs8(t)}, "no key": {"app-1", nil}, "no PEM": {"app-1", []byte("sesame")}} {
		if b, err := newBearer(tc.app, tc.key, time.Now); err == nil {
			t.Errorf("%s: got %+v", name, b)
		}
	}
}

// claimsOf checks the signature of a token of ours, that it is valid now, and returns its claims.
func claimsOf(t testing.TB, token string, now time.Time) jwt.MapClaims {
	t.Helper()
	c := jwt.MapClaims{}
	_, err := jwt.ParseWithClaims(token, c, func(*jwt.Token) (any, error) { return &testKey(t).PublicKey, nil },
		jwt.WithValidMethods([]string{"RS256"}), jwt.WithExpirationRequired(), jwt.WithTimeFunc(func() time.Time { return now }))
	if err != nil {
		t.Fatalf("token %q: %v", token, err)
	}
	return c
}

func TestBearerIsKeptForFourFifthsOfItsLife(t *testing.T) {
	now := noon
	b, err := newBearer("app-1", pkcs8(t), func() time.Time { return now })
	if err != nil {
		t.Fatal(err)
	}
	take := func() string {
		token, err := b.current()
		if err != nil {
			t.Fatal(err)
		}
		claimsOf(t, token, now)
		return token
	}
	first := take()
	now = noon.Add(12*time.Minute - time.Second)
	if take() != first {
		t.Error("renewed too early: a signature costs milliseconds")
	}
	now = noon.Add(12 * time.Minute)
	second := take()
	if second == first {
		t.Error("not renewed at 80 % of its life")
	}
	now = noon
	if take() == second {
		t.Error("a token of the future is used after the clock was set back")
	}
	a, z := claimsOf(t, first, noon), claimsOf(t, second, noon.Add(12*time.Minute))
	if a["jti"] == z["jti"] || a["jti"] == "" {
		t.Errorf("jti %v and %v", a["jti"], z["jti"])
	}
	if life := a["exp"].(float64) - a["iat"].(float64); life > 900 || life < 30 {
		t.Errorf("lives %v s", life)
	}
}
