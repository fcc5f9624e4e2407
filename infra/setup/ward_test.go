package setup

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"ringdown/infra/memport"
	"ringdown/infra/stack/public"
	"ringdown/shared/e164"
	"ringdown/shared/office"
	"ringdown/shared/port"
	"ringdown/shared/problem"
	"ringdown/shared/routes"
	"ringdown/shared/settings"
)

var noon = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

// memory keeps secrets and files.
type memory struct {
	secrets map[string]string
	files   map[string]public.File
	err     error
	puts    []string
}

func (m *memory) Secret(_ context.Context, name string) ([]byte, error) {
	value, ok := m.secrets[name]
	switch {
	case m.err != nil:
		return nil, m.err
	case !ok:
		return nil, fmt.Errorf("secret %s: %w", name, ErrNoSecret)
	}
	return []byte(value), nil
}

func (m *memory) PutSecret(_ context.Context, name, value string) error {
	m.secrets[name] = value
	m.puts = append(m.puts, name)
	return nil
}

func (m *memory) File(_ context.Context, key string) (public.File, error) {
	f, ok := m.files[key]
	switch {
	case m.err != nil:
		return f, m.err
	case !ok:
		return f, fmt.Errorf("file %s: %w", key, ErrNoFile)
	}
	return f, nil
}

func (m *memory) PutFile(_ context.Context, f public.File) error {
	m.files[f.Key] = f
	m.puts = append(m.puts, f.Key)
	return nil
}

// services stand in for mail, texts and queues.
type services struct {
	production, enabled, sandbox bool
	verified                     map[string]bool
	numbers                      []e164.Number
	waiting                      map[string]int
	stateErr, identityErr        error
	textsErr, queuesErr          error
}

func (s *services) MailState(context.Context) (production, enabled bool, err error) {
	return s.production, s.enabled, s.stateErr
}

func (s *services) Verified(_ context.Context, identity string) (bool, error) {
	return s.verified[identity], s.identityErr
}

func (s *services) Sandbox(context.Context) (bool, []e164.Number, error) {
	return s.sandbox, s.numbers, s.textsErr
}

func (s *services) Waiting(_ context.Context, url string) (int, error) {
	return s.waiting[url], s.queuesErr
}

// ward is an installation in which all is well, until a test spoils it.
type ward struct {
	Installation
	provider *provider
	memory   *memory
	services *services
	store    *memport.Dialplans
	settings *memport.Settings      // that are published to store
	files    map[string]public.File // what the public address serves
	statuses map[string]int         // by method and path, instead of the right ones
	gone     bool                   // nothing answers
}

var wardKey = sync.OnceValues(func() ([2]string, error) {
	private, public, err := NewKey()
	return [2]string{string(private), public}, err
})

const wardSettings = `version: 1
users: [{id: ana, name: Ana, phones: [{number: +14155550101}]}]
teams: [{id: desk, tiers: [[ana]], emails: [desk@example.com], texts: [+14155550101]}]
lines: [{id: main, number: +14155550100, team: desk}]
`

func newWard(t *testing.T) *ward {
	t.Helper()
	keys, err := wardKey()
	if err != nil {
		t.Fatal(err)
	}
	w := &ward{
		memory: &memory{secrets: map[string]string{
			routes.CallbackKeyName: strings.Repeat("k", 64), routes.SignatureSecretName: "signature", routes.PrivateKeyName: keys[0],
		}, files: map[string]public.File{}},
		services: &services{production: true, enabled: true, verified: map[string]bool{"example.com": true}, waiting: map[string]int{}},
		store:    memport.NewDialplans(), files: map[string]public.File{}, statuses: map[string]int{},
	}
	w.settings = memport.NewSettings(w.store)
	site := httptest.NewServer(w)
	t.Cleanup(site.Close)
	o := testOutputs()
	o.AnswerURL, o.EventURL, o.FallbackURL, o.AssetsURL = site.URL+"/voice/answer", site.URL+"/voice/event", site.URL+"/fallback.json", site.URL+"/assets"
	o.MailSender, o.MailIdentity = "ringdown@example.com", "example.com"
	p, a := newProvider(t)
	app := bare()
	app["keys"] = map[string]any{"public_key": keys[1]}
	p.apps, p.numbers = []map[string]any{app}, []map[string]string{owned("14155550100")}
	w.provider = p
	w.Installation = Installation{
		Outputs: o, Account: a, Secrets: w.memory, Dialplans: w.store, Mail: w.services, Texts: w.services, Queues: w.services,
		Now: func() time.Time { return noon }, HTTP: trip(w.carry),
	}
	w.apply(t, wardSettings)
	var said strings.Builder
	if err := Connect(t.Context(), a, Connection{Outputs: o, Application: testApp, Numbers: []e164.Number{"+14155550100"}}, &said); err != nil {
		t.Fatal(err)
	}
	c, err := Callbacks(t.Context(), o, w.memory)
	if err != nil {
		t.Fatal(err)
	}
	if err := Upload(t.Context(), w.memory, o, c, false, &said); err != nil {
		t.Fatal(err)
	}
	w.files = w.memory.files
	return w
}

var errDown = errors.New("no route to host")

func (w *ward) carry(r *http.Request) (*http.Response, error) {
	if w.gone {
		return nil, errDown
	}
	return http.DefaultTransport.RoundTrip(r)
}

// ServeHTTP answers as the deployed stack does.
func (w *ward) ServeHTTP(out http.ResponseWriter, r *http.Request) {
	if status := w.statuses[r.Method+" "+r.URL.Path]; status != 0 {
		out.WriteHeader(status)
		return
	}
	f, ok := w.files[strings.TrimPrefix(r.URL.Path, "/")]
	switch {
	case ok:
		out.Header().Set("Content-Type", f.ContentType)
		out.Header().Set("Cache-Control", f.CacheControl)
		_, _ = out.Write(f.Body) // a doctor who hung up is his own loss
	case r.URL.Path == "/api/v1/openapi.json", r.URL.Path == "/api/v1/docs":
		out.WriteHeader(http.StatusOK) // for everybody
	case strings.HasPrefix(r.URL.Path, "/api/v1/feeds/"):
		out.Header().Set("Content-Type", "application/problem+json")
		out.WriteHeader(http.StatusNotFound)
		_, _ = out.Write([]byte(`{"type":"urn:ringdown:problem:not-found"}`))
	case strings.HasPrefix(r.URL.Path, "/listen/"), strings.HasPrefix(r.URL.Path, "/alert/"):
		out.WriteHeader(http.StatusForbidden)
	case strings.HasPrefix(r.URL.Path, "/voice/recording/"):
		out.WriteHeader(http.StatusTeapot) // nobody must knock here: it is a queue
	case strings.HasPrefix(r.URL.Path, "/voice/"), strings.HasPrefix(r.URL.Path, "/api/v1/"):
		out.WriteHeader(http.StatusUnauthorized)
	default:
		out.WriteHeader(http.StatusNotFound)
	}
}

// apply publishes settings, and withdraws the lines they do not have.
func (w *ward) apply(t *testing.T, text string) {
	t.Helper()
	conf, problems := settings.Parse([]byte(text), nil)
	if problem.Fatal(problems) {
		t.Fatal(problems)
	}
	want, err := conf.Resources()
	if err != nil {
		t.Fatal(err)
	}
	o := office.Office{Store: w.settings, Now: w.Now, Wait: office.Pause}
	if _, err := o.Import(t.Context(), want, true, settings.Author{Who: "file", At: noon}); err != nil {
		t.Fatal(err)
	}
}

// publish brings other settings into service.
func (w *ward) publish(t *testing.T, from, to string) {
	t.Helper()
	if !strings.Contains(wardSettings, from) {
		t.Fatalf("the settings have no %q", from)
	}
	w.apply(t, strings.Replace(wardSettings, from, to, 1))
}

// unlisted is a store that cannot say which lines there are.
type unlisted struct{ port.Dialplans }

func (unlisted) Lines(context.Context) ([]port.LineVersion, error) { return nil, errDown }
