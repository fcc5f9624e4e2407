package desk

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"time"
	"unicode/utf8"
)

const (
	// passedMax is how many webhooks and orders are kept to be looked at.
	passedMax = 200
	// bodyShownMax bounds what is kept of a body.
	bodyShownMax = 4 << 10
	// bodyReadMax bounds what is read of one: a script of several sentences is far smaller.
	bodyReadMax = 1 << 20
)

// passing keeps what the provider and the product said to each other last.
type passing struct {
	now     func() time.Time
	changed func()

	mu    sync.Mutex
	list  []passed
	count int // of all that ever passed
}

// passed is one request and its answer.
type passed struct {
	N      int       `json:"n"`
	At     time.Time `json:"at"`
	Way    string    `json:"way"` // webhook: from the provider; order: to it
	Method string    `json:"method"`
	Path   string    `json:"path"`
	Status int       `json:"status"` // 0: no answer
	Body   string    `json:"body,omitempty"`
	Reply  string    `json:"reply,omitempty"`
}

func (p *passing) keep(one passed) {
	p.mu.Lock()
	p.count++
	one.N = p.count
	if p.list = append(p.list, one); len(p.list) > passedMax {
		p.list = p.list[1:]
	}
	p.mu.Unlock()
	p.changed()
}

// since lists what passed after so many, and how many there are by then.
func (p *passing) since(after int) (list []any, last int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for i := max(0, after-(p.count-len(p.list))); i < len(p.list); i++ {
		list = append(list, p.list[i])
	}
	return list, p.count
}

// webhooks looks at what the provider sends to the product.
func (p *passing) webhooks(by http.RoundTripper) http.RoundTripper { return lookedAt{p, by} }

type lookedAt struct {
	p  *passing
	by http.RoundTripper
}

// RoundTrip sends a webhook on, and keeps it with its answer.
func (l lookedAt) RoundTrip(r *http.Request) (*http.Response, error) {
	one := passed{At: l.p.now(), Way: "webhook", Method: r.Method, Path: r.URL.Path}
	if r.Body != nil {
		var body []byte
		body, r.Body = copied(r.Body)
		one.Body = readable(r.Header.Get("content-type"), body)
	}
	resp, err := l.by.RoundTrip(r)
	if err == nil {
		var reply []byte
		reply, resp.Body = copied(resp.Body)
		one.Status, one.Reply = resp.StatusCode, readable(resp.Header.Get("content-type"), reply)
	}
	l.p.keep(one)
	return resp, err
}

// orders looks at what the product asks of the provider.
func (p *passing) orders(by http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		one := passed{At: p.now(), Way: "order", Method: r.Method, Path: r.URL.Path}
		var body []byte
		body, r.Body = copied(r.Body)
		one.Body = readable(r.Header.Get("content-type"), body)
		seen := &answered{ResponseWriter: w, status: http.StatusOK}
		defer func() { // also when the provider cuts the connection
			one.Status, one.Reply = seen.status, readable(w.Header().Get("content-type"), seen.body.Bytes())
			p.keep(one)
		}()
		by.ServeHTTP(seen, r)
	})
}

// answered is an answer that is looked at.
type answered struct {
	http.ResponseWriter
	status int
	body   bytes.Buffer
}

// WriteHeader writes the status, and remembers it.
func (a *answered) WriteHeader(status int) {
	a.status = status
	a.ResponseWriter.WriteHeader(status)
}

// Write writes, and remembers the beginning.
func (a *answered) Write(b []byte) (int, error) {
	if a.body.Len() < bodyReadMax {
		a.body.Write(b)
	}
	return a.ResponseWriter.Write(b)
}

// copied reads the beginning of a body, and gives the body back whole.
func copied(body io.ReadCloser) ([]byte, io.ReadCloser) {
	begins, err := io.ReadAll(io.LimitReader(body, bodyReadMax))
	rest := io.Reader(body)
	if err != nil {
		rest = broken{err}
	}
	return begins, struct {
		io.Reader
		io.Closer
	}{io.MultiReader(bytes.NewReader(begins), rest), body}
}

// broken is what is left of a body that broke off.
type broken struct{ err error }

// Read fails as the body did.
func (b broken) Read([]byte) (int, error) { return 0, b.err }

// readable is a body for people: JSON with indents, and of audio its size.
func readable(kind string, body []byte) string {
	if len(body) == 0 {
		return ""
	}
	if strings.HasPrefix(kind, "audio/") || !utf8.Valid(body) {
		return fmt.Sprintf("(%d bytes of %s)", len(body), kind)
	}
	var out bytes.Buffer
	if json.Indent(&out, body, "", "  ") == nil {
		body = out.Bytes()
	}
	if len(body) > bodyShownMax {
		return strings.ToValidUTF8(string(body[:bodyShownMax]), "") + "\n…"
	}
	return string(body)
}
