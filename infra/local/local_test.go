package local

import (
	"bytes"
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"ringdown/infra/desktest"
	"ringdown/infra/memport"
	"ringdown/shared/api"
	"ringdown/shared/call"
	"ringdown/shared/ncco"
	"ringdown/shared/port"
	"ringdown/shared/routes"
	"ringdown/shared/switchboard"
)

var now = time.Date(2026, 3, 2, 2, 14, 0, 0, time.UTC)

type bench struct {
	*Desk
	calls *memport.Calls
	log   *bytes.Buffer
}

func newBench(t *testing.T) bench {
	t.Helper()
	b := bench{calls: memport.NewCalls(), log: &bytes.Buffer{}}
	dialplans := memport.NewDialplans()
	b.Desk = New(Options{
		Now: func() time.Time { return now }, After: func(time.Duration, func()) {}, Log: slog.New(slog.NewTextHandler(b.log, nil)),
		BaseURL: desktest.BaseURL, ApplicationID: "app", APIKey: "key", SignatureSecret: desktest.Secret, CallbackKey: desktest.Key,
		Phones: &desktest.Phones{}, Audio: &desktest.Phones{}, Calls: b.calls, Dialplans: dialplans, Alerts: memport.NewAlerts(), Channels: &memport.Outbox{},
		Recordings: &memport.Recordings{BaseURL: desktest.BaseURL, Key: desktest.Key, Now: func() time.Time { return now }},
	})
	for _, p := range desktest.Plans(t) {
		if err := dialplans.Publish(t.Context(), p); err != nil {
			t.Fatal(err)
		}
	}
	return b
}

func signed(t *testing.T, body string, change func(jwt.MapClaims)) string {
	t.Helper()
	return desktest.Authorization(t, now, body, change)
}

func (b bench) post(path, body, authorization string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodPost, path, strings.NewReader(body))
	if authorization != "" {
		r.Header.Set("Authorization", authorization)
	}
	w := httptest.NewRecorder()
	b.Handler.ServeHTTP(w, r)
	return w
}

func (b bench) stored(t *testing.T) []byte {
	t.Helper()
	calls, err := b.calls.OnDay(t.Context(), "", now, 10)
	if err != nil {
		t.Fatal(err)
	}
	body, err := json.Marshal(calls)
	if err != nil {
		t.Fatal(err)
	}
	return body
}

func TestTheMuxIsMadeOfTheTable(t *testing.T) {
	b := newBench(t)
	for _, r := range routes.HTTP {
		path := strings.NewReplacer("{call}", "c1", "{token}", "t1", "{path+}", "lines").Replace(r.Path)
		w := httptest.NewRecorder()
		method := r.Method
		if method == "ANY" {
			method = http.MethodGet
		}
		b.Handler.ServeHTTP(w, httptest.NewRequest(method, path, strings.NewReader("{}")))
		ours := w.Header().Get("content-type") == api.ProblemMedia // the API's own word on a method that a path has not
		if (w.Code == http.StatusNotFound || w.Code == http.StatusMethodNotAllowed) && !ours {
			t.Errorf("%s %s: the mux does not know it (%d)", r.Method, r.Path, w.Code)
		}
	}
}

func TestFoldersTableAndDeskNameTheSameFunctions(t *testing.T) {
	entries, err := os.ReadDir("../../functions")
	if err != nil {
		t.Fatal(err)
	}
	var folders, table []string
	for _, e := range entries {
		folders = append(folders, e.Name())
	}
	for _, f := range routes.Functions {
		table = append(table, f.Name)
	}
	slices.Sort(folders)
	slices.Sort(table)
	if !slices.Equal(folders, table) {
		t.Errorf("functions/ has %v, the table of routes %v", folders, table)
	}
	started := map[string]bool{}
	for _, r := range routes.HTTP {
		started[r.Function] = true
	}
	for _, r := range routes.Triggers {
		started[r.Function] = true
	}
	for _, name := range table {
		if !started[name] {
			t.Errorf("nothing starts the function %s", name)
		}
	}
}

func TestAWebhookThatProvesNothingChangesNothing(t *testing.T) {
	old := now.Add(-6 * time.Minute).Unix()
	for name, authorization := range map[string]string{
		"unsigned":            "",
		"another body":        signed(t, `{"uuid":"leg-2"}`, nil),
		"stale":               signed(t, desktest.ArrivalBody, func(c jwt.MapClaims) { c["iat"] = old }),
		"another issuer":      signed(t, desktest.ArrivalBody, func(c jwt.MapClaims) { c["iss"] = "Somebody" }),
		"another application": signed(t, desktest.ArrivalBody, func(c jwt.MapClaims) { c["application_id"] = "other" }),
		"not a token":         "Bearer abc",
	} {
		t.Run(name, func(t *testing.T) {
			b := newBench(t)
			w := b.post("/voice/answer", desktest.ArrivalBody, authorization)
			if w.Code != http.StatusUnauthorized || w.Body.Len() != 0 {
				t.Errorf("got %d %q, want 401 and no words", w.Code, w.Body)
			}
			if got := string(b.stored(t)); got != "null" {
				t.Errorf("a call was stored: %s", got)
			}
		})
	}
}

func TestAMalformedBodyIsRefused(t *testing.T) {
	b := newBench(t)
	for _, body := range []string{`{`, `[]`, `{"from":"14155550199"}`} {
		if w := b.post("/voice/answer", body, signed(t, body, nil)); w.Code != http.StatusBadRequest {
			t.Errorf("%s: got %d, want 400", body, w.Code)
		}
	}
	if got := string(b.stored(t)); got != "null" {
		t.Errorf("a call was stored: %s", got)
	}
}

func TestARepeatedWebhookGetsTheSameReplyAndChangesNothing(t *testing.T) {
	b := newBench(t)
	first := b.post("/voice/answer", desktest.ArrivalBody, signed(t, desktest.ArrivalBody, nil))
	stored := b.stored(t)
	again := b.post("/voice/answer", desktest.ArrivalBody, signed(t, desktest.ArrivalBody, func(c jwt.MapClaims) { c["jti"] = "2" }))
	if first.Code != http.StatusOK || again.Body.String() != first.Body.String() {
		t.Errorf("first %d %s\nagain %d %s", first.Code, first.Body, again.Code, again.Body)
	}
	if got := b.stored(t); !bytes.Equal(got, stored) {
		t.Errorf("the repeat changed the call:\n%s\n%s", stored, got)
	}
}

func TestAnUnknownNumberIsToldSo(t *testing.T) {
	b := newBench(t)
	body := strings.Replace(desktest.ArrivalBody, "14155550100", "14155550111", 1)
	w := b.post("/voice/answer", body, signed(t, body, nil))
	if w.Code != http.StatusOK || !strings.Contains(w.Body.String(), "not in service") {
		t.Errorf("got %d %s", w.Code, w.Body)
	}
}

// An unknown call is a spoken apology on a caller's leg and nothing elsewhere; either
// way it is said once in the log.
func TestAnUnknownCall(t *testing.T) {
	b := newBench(t)
	url := func(kind string) string {
		return strings.TrimPrefix(b.callbacks.URL(ncco.Callback{Kind: kind, Call: "unknown", Leg: "1", Epoch: 1}.String()), desktest.BaseURL)
	}
	keys := `{"dtmf":{"digits":"1","timed_out":false},"uuid":"leg-1","conversation_uuid":"CON-1"}`
	status := `{"status":"completed","uuid":"leg-1","conversation_uuid":"CON-1"}`
	for kind, want := range map[string]struct {
		body string
		code int
	}{"input": {keys, http.StatusOK}, "accept": {keys, http.StatusNoContent}, "leg": {status, http.StatusNoContent}} {
		b.log.Reset()
		w := b.post(url(kind), want.body, signed(t, want.body, nil))
		if w.Code != want.code {
			t.Errorf("%s: got %d %s, want %d", kind, w.Code, w.Body, want.code)
		}
		if spoken := strings.Contains(w.Body.String(), `"action":"talk"`); spoken != (want.code == http.StatusOK) {
			t.Errorf("%s: the reply is %q", kind, w.Body)
		}
		if n := strings.Count(b.log.String(), "\n"); n != 1 {
			t.Errorf("%s: %d lines in the log, want 1:\n%s", kind, n, b.log)
		}
	}
}

func TestAForgedCallbackIsRefused(t *testing.T) {
	b := newBench(t)
	keys := `{"dtmf":{"digits":"1"},"uuid":"leg-1"}`
	if w := b.post("/voice/accept/c1/1.1.AAAAAAAAAAAAAAAAAAAAAA", keys, signed(t, keys, nil)); w.Code != http.StatusUnauthorized {
		t.Errorf("got %d, want 401", w.Code)
	}
}

// The recording route is the API's own integration with the queue: the body as it is,
// attributes from the path, and no function that could fail.
func TestTheRecordingRouteFillsTheQueue(t *testing.T) {
	b := newBench(t)
	if w := b.post("/voice/recording/c1/t1", `{"recording_uuid":"r1"}`, ""); w.Code != http.StatusOK {
		t.Fatalf("got %d", w.Code)
	}
	got := b.Queue.Receive(port.RecordingsQueue, 10)
	if len(got) != 1 || got[0].Body != `{"recording_uuid":"r1"}` || got[0].Attributes["call"] != "c1" || got[0].Attributes["token"] != "t1" {
		t.Errorf("queued %+v", got)
	}
	if w := b.post("/voice/recording/c1/t1", "", ""); w.Code != http.StatusBadRequest {
		t.Errorf("an empty body: got %d, want 400: a queue takes none", w.Code)
	}
}

func TestALinkPlaysExpiresAndCannotBeForged(t *testing.T) {
	b := newBench(t)
	b.post("/voice/answer", desktest.ArrivalBody, signed(t, desktest.ArrivalBody, nil))
	id := call.NewID("leg-1")
	links := switchboard.Links{Key: desktest.Key}
	get := func(path string) *httptest.ResponseRecorder {
		w := httptest.NewRecorder()
		b.Handler.ServeHTTP(w, httptest.NewRequest(http.MethodGet, path, nil))
		return w
	}
	good := links.Listen(id, now.Add(time.Hour))
	if w := get(good); w.Code != http.StatusOK || !strings.Contains(w.Body.String(), "Acme support") {
		t.Errorf("a good link: %d %s", w.Code, w.Body)
	}
	if w := get(links.Listen(id, now.Add(-time.Second))); w.Code != http.StatusGone || !strings.Contains(w.Body.String(), "expired") {
		t.Errorf("an expired link: %d %s", w.Code, w.Body)
	}
	if w := get(strings.Replace(good, id, call.NewID("leg-2"), 1)); w.Code != http.StatusForbidden {
		t.Errorf("a link to another call: %d", w.Code)
	}
	if w := get(links.Listen("gone", now.Add(time.Hour))); w.Code != http.StatusNotFound {
		t.Errorf("a call no longer kept: %d", w.Code)
	}
}

// The hold music that scripts name is served, as it is from the bucket in the cloud.
func TestTheHoldMusicIsServed(t *testing.T) {
	b := newBench(t)
	w := httptest.NewRecorder()
	b.Handler.ServeHTTP(w, httptest.NewRequest(http.MethodGet, strings.TrimPrefix(b.callbacks.URL("asset:hold.mp3"), desktest.BaseURL), nil))
	if w.Code != http.StatusOK || w.Header().Get("Content-Type") != "audio/mpeg" || w.Body.Len() < 10000 {
		t.Errorf("got %d, %q, %d bytes", w.Code, w.Header().Get("Content-Type"), w.Body.Len())
	}
}
