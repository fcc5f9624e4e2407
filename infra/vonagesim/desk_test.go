package vonagesim

import (
	"bytes"
	"crypto/rand"
	"crypto/rsa"
	"encoding/json"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"
)

const (
	line     = "14155550100"
	callerNo = "14155550123"
	annNo    = "447700900001"
	bobNo    = "447700900002"
	hold     = "https://app.test/hold.mp3"
)

var (
	start      = time.Date(2026, 5, 1, 10, 0, 0, 0, time.UTC)
	privateKey = sync.OnceValue(func() *rsa.PrivateKey {
		k, err := rsa.GenerateKey(rand.Reader, 2048)
		if err != nil {
			panic(err)
		}
		return k
	})
)

// desk is a network with an application whose replies a test writes down.
type desk struct {
	t       *testing.T
	clock   *VirtualClock
	net     *Network
	replies map[string][]any // by path: NCCO text, or an int status; the last one stays
	got     []hook
	seen    []Observation
	onHook  func(hook)
}

type hook struct {
	at     time.Duration
	method string
	path   string
	query  string
	auth   string
	raw    []byte
	body   map[string]any
}

func newDesk(t *testing.T, change ...func(*Options)) *desk {
	d := &desk{t: t, clock: NewVirtualClock(start), replies: map[string][]any{}}
	o := Options{
		Clock: d.clock, BaseURL: "http://vonage.test", ApplicationID: "app-1", APIKey: "key-1",
		SignatureSecret: []byte("secret"), PublicKey: &privateKey().PublicKey,
		AnswerURL: "https://app.test/answer", EventURL: "https://app.test/event", FallbackURL: "https://app.test/fallback",
		Transport: InProcess(d), Seed: 1, Numbers: []string{line},
		AudioSeconds: map[string]float64{hold: 30},
		Observe:      func(o Observation) { d.seen = append(d.seen, o) },
	}
	for _, c := range change {
		c(&o)
	}
	d.net = New(o)
	return d
}

func (d *desk) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	raw, _ := io.ReadAll(r.Body)
	h := hook{at: d.clock.Now().Sub(start), method: r.Method, path: r.URL.Path, query: r.URL.RawQuery, auth: r.Header.Get("Authorization"), raw: raw}
	_ = json.Unmarshal(raw, &h.body)
	d.got = append(d.got, h)
	if d.onHook != nil {
		d.onHook(h)
	}
	list := d.replies[r.URL.Path]
	if len(list) == 0 {
		w.WriteHeader(http.StatusNoContent)
		return
	}
	if len(list) > 1 {
		d.replies[r.URL.Path] = list[1:]
	}
	switch v := list[0].(type) {
	case int:
		w.WriteHeader(v)
	case string:
		w.Header().Set("Content-Type", "application/json")
		_, _ = io.WriteString(w, v)
	case error:
		panic(http.ErrAbortHandler)
	}
}

func (d *desk) reply(path string, replies ...any) { d.replies[path] = replies }

func (d *desk) run(span time.Duration) { d.clock.Run(d.clock.Now().Add(span)) }

func (d *desk) token(claims jwt.MapClaims) string {
	all := jwt.MapClaims{"application_id": "app-1", "iat": d.clock.Now().Unix(), "jti": "j", "exp": d.clock.Now().Add(time.Minute).Unix()}
	for k, v := range claims {
		all[k] = v
	}
	s, err := jwt.NewWithClaims(jwt.SigningMethodRS256, all).SignedString(privateKey())
	if err != nil {
		d.t.Fatal(err)
	}
	return s
}

// rest sends a REST request and returns status and body.
func (d *desk) rest(method, path, body string) (int, map[string]any) {
	d.t.Helper()
	status, raw := d.restRaw(method, path, body, d.token(nil))
	var v map[string]any
	if len(raw) > 0 {
		if err := json.Unmarshal(raw, &v); err != nil {
			d.t.Fatalf("%s %s answers %q", method, path, raw)
		}
	}
	return status, v
}

func (d *desk) restRaw(method, path, body, token string) (int, []byte) {
	d.t.Helper()
	req, err := http.NewRequest(method, "http://vonage.test"+path, bytes.NewReader([]byte(body)))
	if err != nil {
		d.t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+token)
	resp, err := InProcess(d.net).RoundTrip(req)
	if err != nil {
		return 0, nil
	}
	raw, _ := io.ReadAll(resp.Body)
	return resp.StatusCode, raw
}

// call creates an outbound call with an inline NCCO.
func (d *desk) call(to, ncco, more string) string {
	d.t.Helper()
	status, v := d.rest("POST", "/v1/calls", `{"to":[{"type":"phone","number":"`+to+`"}],"from":{"type":"phone","number":"`+line+`"},"ncco":`+ncco+`,"event_url":["https://app.test/leg"]`+more+`}`)
	if status != 201 {
		d.t.Fatalf("POST answers %d %v", status, v)
	}
	return v["uuid"].(string)
}

// kinds is what the application was sent: status, type, or the path.
func (d *desk) kinds() []string {
	var all []string
	for _, h := range d.got {
		all = append(all, h.kind())
	}
	return all
}

func (h hook) kind() string {
	for _, k := range []string{"status", "type"} {
		if s, ok := h.body[k].(string); ok {
			return s
		}
	}
	return strings.TrimPrefix(h.path, "/")
}

func (d *desk) find(kind string) hook {
	d.t.Helper()
	for _, h := range d.got {
		if h.kind() == kind {
			return h
		}
	}
	d.t.Fatalf("no %s webhook among %v", kind, d.kinds())
	return hook{}
}

// wants compares the webhooks, with started and ringing in either order.
func (d *desk) wants(want ...string) {
	d.t.Helper()
	got := d.kinds()
	for i := range len(got) - 1 {
		if got[i] == "ringing" && got[i+1] == "started" {
			got[i], got[i+1] = got[i+1], got[i]
		}
	}
	if !slices.Equal(got, want) {
		d.t.Errorf("webhooks\n got %v\nwant %v", got, want)
	}
}

func (d *desk) leg(uuid string) LegReport {
	d.t.Helper()
	for _, r := range d.net.Legs() {
		if r.Leg == uuid {
			return r
		}
	}
	d.t.Fatalf("no leg %s", uuid)
	return LegReport{}
}

// saw says whether something of this kind was observed of this person.
func (d *desk) saw(who, kind string) bool {
	return slices.ContainsFunc(d.seen, func(o Observation) bool { return o.Who == who && o.Kind == kind })
}
