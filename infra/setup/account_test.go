package setup

import (
	"encoding/json"
	"maps"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
)

// provider stands in for the account APIs. An update replaces an application, as the real one's
// does.
type provider struct {
	t *testing.T

	mu       sync.Mutex
	apps     []map[string]any
	numbers  []map[string]string
	requests []string
	bodies   []string
	refuse   map[string]int    // path, or method and path, to status
	words    map[string]string // path to the body of a refusal, or of a success
}

const (
	testKey, testSecret = "abcd1234", "Sup3rSecret"
	testApp             = "aaaaaaaa-1111-2222-3333-444444444444"
)

func newProvider(t *testing.T) (*provider, *Account) {
	t.Helper()
	p := &provider{t: t, refuse: map[string]int{}, words: map[string]string{}}
	server := httptest.NewServer(p)
	t.Cleanup(server.Close)
	a, err := NewAccount(testKey, testSecret, server.URL, nil)
	if err != nil {
		t.Fatal(err)
	}
	return p, a
}

// ServeHTTP answers as the Application and Numbers APIs do.
func (p *provider) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.requests = append(p.requests, r.Method+" "+r.URL.RequestURI())
	if strings.Contains(r.URL.RequestURI(), testSecret) || strings.Contains(r.URL.RequestURI(), "api_key") {
		p.t.Errorf("the account's credentials are in the address of %s", r.URL.Path)
	}
	if key, secret, ok := r.BasicAuth(); !ok || key != testKey || secret != testSecret {
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	if status := max(p.refuse[r.URL.Path], p.refuse[r.Method+" "+r.URL.Path]); status != 0 {
		w.Header().Set("Content-Type", "application/problem+json")
		w.WriteHeader(status)
		p.write(w, p.words[r.URL.Path])
		return
	}
	switch {
	case r.URL.Path == "/account/numbers":
		p.json(w, map[string]any{"count": len(p.numbers), "numbers": p.numbers})
	case r.URL.Path == "/number/update":
		p.update(w, r)
	case r.URL.Path == "/v2/applications" && r.Method == http.MethodGet:
		p.list(w, r)
	case r.URL.Path == "/v2/applications":
		body := p.body(r)
		body["id"] = testApp
		p.apps = append(p.apps, body)
		w.WriteHeader(http.StatusCreated)
		p.json(w, body)
	default:
		p.one(w, r)
	}
}

func (p *provider) list(w http.ResponseWriter, r *http.Request) {
	// One application a page, so that the second page matters.
	page := max(1, int(r.URL.Query().Get("page")[0]-'0'))
	shown := []map[string]any{}
	if page <= len(p.apps) {
		shown = p.apps[page-1 : page]
	}
	p.json(w, map[string]any{"page": page, "total_pages": len(p.apps), "_embedded": map[string]any{"applications": shown}})
}

func (p *provider) one(w http.ResponseWriter, r *http.Request) {
	id := strings.TrimPrefix(r.URL.Path, "/v2/applications/")
	for i, app := range p.apps {
		if app["id"] != id {
			continue
		}
		if r.Method == http.MethodPut {
			body := p.body(r)
			body["id"] = id
			p.apps[i] = body
		}
		out := maps.Clone(p.apps[i])
		out["_links"] = map[string]any{"self": map[string]any{"href": "/" + id}}
		p.json(w, out)
		return
	}
	w.WriteHeader(http.StatusNotFound)
}

func (p *provider) update(w http.ResponseWriter, r *http.Request) {
	if err := r.ParseForm(); err != nil {
		p.t.Error(err)
	}
	for _, n := range p.numbers {
		if n["msisdn"] == r.PostForm.Get("msisdn") && n["country"] == r.PostForm.Get("country") {
			n["app_id"] = r.PostForm.Get("app_id")
			p.json(w, map[string]string{"error-code": "200", "error-code-label": "success"})
			return
		}
	}
	p.json(w, map[string]string{"error-code": "420", "error-code-label": "Numbers from this country can be requested from the Dashboard"})
}

func (p *provider) body(r *http.Request) map[string]any {
	var body map[string]any
	if err := json.NewDecoder(r.Body).Decode(&body); err != nil {
		p.t.Error(err)
	}
	text, err := json.Marshal(body)
	if err != nil {
		p.t.Error(err)
	}
	p.bodies = append(p.bodies, string(text))
	return body
}

func (p *provider) json(w http.ResponseWriter, v any) {
	w.Header().Set("Content-Type", "application/json")
	text, err := json.Marshal(v)
	if err != nil {
		p.t.Error(err)
	}
	p.write(w, string(text))
}

func (p *provider) write(w http.ResponseWriter, text string) {
	if _, err := w.Write([]byte(text)); err != nil {
		p.t.Error(err)
	}
}

// changes are the requests that were no questions.
func (p *provider) changes() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	var out []string
	for _, r := range p.requests {
		if !strings.HasPrefix(r, "GET ") {
			out = append(out, r)
		}
	}
	return out
}

// bare is an application as the dashboard makes one, with something in it that is not ours.
func bare() map[string]any {
	return map[string]any{
		"id": testApp, "name": "Ringdown", "keys": map[string]any{"public_key": "-----BEGIN PUBLIC KEY-----\nabc\n-----END PUBLIC KEY-----\n"},
		"privacy":      map[string]any{"improve_ai": false},
		"capabilities": map[string]any{"messages": map[string]any{"webhooks": map[string]any{"inbound_url": map[string]any{"address": "https://other.example/in"}}}, "voice": map[string]any{"conversations_ttl": float64(48)}},
	}
}

func owned(digits string, more ...string) map[string]string {
	n := map[string]string{"country": "US", "msisdn": digits, "type": "mobile-lvn"}
	for i := 0; i < len(more); i += 2 {
		n[more[i]] = more[i+1]
	}
	return n
}
