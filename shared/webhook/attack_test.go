package webhook_test

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"ringdown/functions/answer"
	"ringdown/functions/input"
	"ringdown/functions/leg"
	"ringdown/infra/desktest"
	"ringdown/shared/call"
	"ringdown/shared/ncco"
	"ringdown/shared/vonage"
	"ringdown/shared/webhook"
)

const keys = `{"dtmf":{"digits":"*"},"uuid":"leg-1"}`

// toInput is a request to a caller's input route, as it should be.
func toInput(d *desktest.Desk, id string) webhook.Request {
	r := d.Webhook(keys, ncco.Callback{Kind: "input", Call: id, Leg: call.CallerLeg, Epoch: d.Load(id).Caller.Epoch})
	r.RouteKey = "POST /voice/input/{call}/{token}"
	return r
}

func TestWhatAnAttackerSendsIsRefused(t *testing.T) {
	d := desktest.New(t)
	id := d.Arrive()
	d.Edge.Verifier.AllowUnsigned = map[string]bool{"event": true, "accept": true}
	unsigned := func(r *webhook.Request) { delete(r.Headers, "authorization") }
	signed := func(change func(jwt.MapClaims)) func(*webhook.Request) {
		return func(r *webhook.Request) {
			r.Headers["authorization"] = desktest.Authorization(t, d.Time, r.Body, change)
		}
	}
	for name, change := range map[string]func(*webhook.Request){
		"unsigned":                        unsigned,
		"a blank for a signature":         func(r *webhook.Request) { r.Headers["authorization"] = " " },
		"no token":                        func(r *webhook.Request) { delete(r.PathParameters, "token"); unsigned(r) },
		"another body":                    func(r *webhook.Request) { r.Body = `{"dtmf":{"digits":"1"},"uuid":"leg-1"}` },
		"another call":                    func(r *webhook.Request) { r.PathParameters["call"] = "other" },
		"by GET":                          func(r *webhook.Request) { r.RequestContext.HTTP.Method = http.MethodGet },
		"by PUT":                          func(r *webhook.Request) { r.RequestContext.HTTP.Method = http.MethodPut },
		"without method":                  func(r *webhook.Request) { r.RequestContext.HTTP.Method = "" },
		"signed for the next quarter":     signed(func(c jwt.MapClaims) { c["iat"] = d.Time.Add(90 * time.Second).Unix() }),
		"signed ten minutes ago":          signed(func(c jwt.MapClaims) { c["iat"] = d.Time.Add(-10 * time.Minute).Unix() }),
		"an expired signature":            signed(func(c jwt.MapClaims) { c["exp"] = d.Time.Add(-time.Second).Unix() }),
		"a signature that is not yet":     signed(func(c jwt.MapClaims) { c["nbf"] = d.Time.Add(time.Hour).Unix() }),
		"another application's signature": signed(func(c jwt.MapClaims) { c["application_id"] = "other" }),
		"a token of an allowed kind": func(r *webhook.Request) {
			unsigned(r)
			r.PathParameters["token"] = d.Token(ncco.Callback{Kind: "accept", Call: id, Leg: call.CallerLeg})
		},
	} {
		before, r := d.Load(id), toInput(d, id)
		change(&r)
		w, err := input.New(d.Edge, d.Switchboard)(t.Context(), r)
		if err != nil || w.StatusCode != http.StatusUnauthorized || w.Body != "" {
			t.Errorf("%s: got %d %s, %v, want 401", name, w.StatusCode, w.Body, err)
		}
		if d.Load(id).Version != before.Version {
			t.Errorf("%s: the call was changed", name)
		}
	}
	r := toInput(d, id)
	if w, err := input.New(d.Edge, d.Switchboard)(t.Context(), r); err != nil || w.StatusCode != http.StatusNoContent {
		t.Errorf("the provider's own: got %d, %v", w.StatusCode, err)
	}
}

func TestAKindThatIsAllowedUnsignedNeedsItsToken(t *testing.T) {
	d := desktest.New(t)
	d.Edge.Verifier.AllowUnsigned = map[string]bool{"answer": true}
	arrive := func(route string, path map[string]string, authorization string) int {
		r := webhook.Request{RouteKey: route, Body: desktest.ArrivalBody, PathParameters: path, Headers: map[string]string{}}
		r.RequestContext.HTTP.Method = http.MethodPost
		if authorization != "" {
			r.Headers["authorization"] = authorization
		}
		w, err := answer.New(d.Edge, d.Switchboard)(t.Context(), r)
		if err != nil {
			t.Fatal(err)
		}
		return w.StatusCode
	}
	const plain, withToken = "POST /voice/answer", "POST /voice/answer/{call}/{token}"
	hook := d.Edge.Callbacks.Hook("answer")
	token := hook[strings.LastIndexByte(hook, '/')+1:]
	for name, got := range map[string]int{
		"no token":           arrive(plain, nil, ""),
		"a made-up token":    arrive(withToken, map[string]string{"call": vonage.AnyCall, "token": "any.0.AAAAAAAAAAAAAAAAAAAAAA"}, ""),
		"another's token":    arrive(withToken, map[string]string{"call": vonage.AnyCall, "token": d.Token(ncco.Callback{Kind: "event", Call: vonage.AnyCall, Leg: vonage.AnyCall})}, ""),
		"a bad signature":    arrive(withToken, map[string]string{"call": vonage.AnyCall, "token": token}, "Bearer a.b.c"),
		"a stale signature":  arrive(withToken, map[string]string{"call": vonage.AnyCall, "token": token}, desktest.Authorization(t, d.Time.Add(-time.Hour), desktest.ArrivalBody, nil)),
		"a signature, a lie": arrive(withToken, map[string]string{"call": vonage.AnyCall, "token": "x"}, desktest.Authorization(t, d.Time, desktest.ArrivalBody, nil)),
	} {
		if got != http.StatusUnauthorized {
			t.Errorf("%s: got %d, want 401", name, got)
		}
	}
	if _, err := d.Calls.Load(t.Context(), call.NewID("leg-1")); err == nil {
		t.Error("a call was begun")
	}
	if got := arrive(withToken, map[string]string{"call": vonage.AnyCall, "token": token}, ""); got != http.StatusOK {
		t.Errorf("unsigned with the token: got %d, want 200", got)
	}
	if got := arrive(plain, nil, desktest.Authorization(t, d.Time, desktest.ArrivalBody, nil)); got != http.StatusOK {
		t.Errorf("signed, without a token: got %d, want 200", got)
	}
}

// A caught signature covers no query: by GET its owner could hang up on everybody.
func TestByGETOnlyErrorsAreTaken(t *testing.T) {
	d := desktest.New(t)
	id := d.Arrive()
	for query, want := range map[string]int{
		"status=completed&uuid=leg-1":                  http.StatusBadRequest,
		"type=transfer&uuid=leg-1":                     http.StatusBadRequest,
		"uuid=leg-1":                                   http.StatusBadRequest,
		"reason=NCCO+download+error+%2B14155550199":    http.StatusNoContent,
		"reason=x&status=completed&conversation_uuid=": http.StatusBadRequest,
	} {
		r := webhook.Request{RouteKey: "GET /voice/event", RawQueryString: query, Headers: map[string]string{"authorization": desktest.Authorization(t, d.Time, keys, nil)}}
		r.RequestContext.HTTP.Method = http.MethodGet
		w, err := leg.New(d.Edge, d.Switchboard)(t.Context(), r)
		if err != nil || w.StatusCode != want {
			t.Errorf("%s: got %d, %v, want %d", query, w.StatusCode, err, want)
		}
	}
	if c := d.Load(id); c.Version != 1 {
		t.Errorf("the call was changed: version %d", c.Version)
	}
	if log := d.Logged.String(); strings.Contains(log, "4155550199") || !strings.Contains(log, "NCCO download error") {
		t.Errorf("logged: %s", log)
	}
}

// While the account's secret is changed nobody is turned away, and a forger makes us ask
// for secrets once a minute at most.
func TestSecretsAreReadAgainWhenASignatureFails(t *testing.T) {
	d := desktest.New(t)
	d.Edge.Verifier.Secrets = [][]byte{[]byte("the old secret")}
	reads, fails := 0, true
	d.Edge.Rotation = &webhook.Rotation{Read: func(context.Context) ([][]byte, error) {
		reads++
		if fails {
			return nil, errors.New("not now")
		}
		return [][]byte{desktest.Secret, []byte("the old secret")}, nil
	}}
	arrive := func(authorization string) int {
		r := d.Webhook(desktest.ArrivalBody, ncco.Callback{})
		if authorization != "" {
			r.Headers["authorization"] = authorization
		}
		w, err := answer.New(d.Edge, d.Switchboard)(t.Context(), r)
		if err != nil {
			t.Fatal(err)
		}
		return w.StatusCode
	}
	if got := arrive(""); got != http.StatusUnauthorized || reads != 1 {
		t.Fatalf("while they cannot be read: got %d after %d reads", got, reads)
	}
	fails = false
	if got := arrive(""); got != http.StatusUnauthorized || reads != 1 {
		t.Fatalf("within the same minute: got %d after %d reads", got, reads)
	}
	d.Time = d.Time.Add(time.Minute)
	if got := arrive(""); got != http.StatusOK || reads != 2 {
		t.Fatalf("a minute later: got %d after %d reads", got, reads)
	}
	old, err := jwt.NewWithClaims(jwt.SigningMethodHS256, claims(t, d, desktest.ArrivalBody)).SignedString([]byte("the old secret"))
	if err != nil {
		t.Fatal(err)
	}
	if got := arrive("Bearer " + old); got != http.StatusOK || reads != 2 {
		t.Errorf("the secret before: got %d after %d reads", got, reads)
	}
	for range 100 {
		if got := arrive("Bearer a.b.c"); got != http.StatusUnauthorized {
			t.Fatalf("forged: got %d", got)
		}
	}
	if reads != 2 {
		t.Errorf("forgeries cost %d reads", reads-2)
	}
	d.Time = d.Time.Add(time.Hour)
	stale := desktest.Authorization(t, d.Time.Add(-time.Hour), desktest.ArrivalBody, nil)
	if got := arrive(stale); got != http.StatusUnauthorized || reads != 2 {
		t.Errorf("a stale one: got %d, %d reads: it was signed well", got, reads-2)
	}
}

func claims(t testing.TB, d *desktest.Desk, body string) (c jwt.MapClaims) {
	desktest.Authorization(t, d.Time, body, func(made jwt.MapClaims) { c = made })
	return c
}
