package api

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"path"
	"runtime/debug"
	"strings"
	"time"

	"ringdown/shared/access"
)

// Gate is what every request passes.
type Gate struct {
	// Prove says who asks, by the request's Authorization header; an error of package access.
	Prove func(ctx context.Context, authorization string) (access.Principal, error)
	// Take counts a request against what a client may ask, and says how long to wait.
	Take func(p access.Principal) (waitSeconds int, err error)
	Now  func() time.Time
	Log  *slog.Logger
}

// Server serves operations.
type Server struct {
	Gate
	mux http.ServeMux
}

// New makes a server of operations.
func New(g Gate, operations []Operation) *Server {
	s := &Server{Gate: g}
	for _, o := range operations {
		s.mux.HandleFunc(o.Method+" "+Base+o.Path, func(w http.ResponseWriter, r *http.Request) { s.serve(w, r, o) })
	}
	return s
}

// contextKey is where the adapter puts what a request's event says besides HTTP.
type contextKey struct{}

// origin is that.
type origin struct{ ID, From string }

// ServeHTTP finds the operation. What ServeMux says of unknown paths and methods is said as a problem
// document here.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	_, pattern := s.mux.Handler(r)
	if pattern != "" && path.Clean(r.URL.Path) == r.URL.Path { // ServeMux would lead other spellings on with 301
		s.mux.ServeHTTP(w, r)
		return
	}
	if allowed := s.allowed(r); len(allowed) > 0 {
		w.Header().Set("allow", strings.Join(allowed, ", "))
		s.fail(w, r, Operation{}, Fail(http.StatusMethodNotAllowed, "method", "%.20s is not possible here: use %s", r.Method, strings.Join(allowed, ", ")))
		return
	}
	s.fail(w, r, Operation{}, Fail(http.StatusNotFound, "not-found", "the API has no such path: see %s/openapi.json", Base))
}

// allowed lists the methods that a path has.
func (s *Server) allowed(r *http.Request) (methods []string) {
	for _, m := range []string{http.MethodGet, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete} {
		other := r.Clone(r.Context())
		other.Method = m
		if _, pattern := s.mux.Handler(other); pattern != "" {
			methods = append(methods, m)
		}
	}
	return methods
}

func (s *Server) serve(w http.ResponseWriter, r *http.Request, o Operation) {
	defer func() {
		if p := recover(); p != nil {
			s.fail(w, r, o, fmt.Errorf("panic: %v\n%s", p, debug.Stack()))
		}
	}()
	answer, err := s.answer(r, o)
	if err != nil {
		s.fail(w, r, o, err)
		return
	}
	s.write(w, r, o, answer)
}

// answer goes the way of every request.
func (s *Server) answer(r *http.Request, o Operation) (Answer, error) {
	from, _ := r.Context().Value(contextKey{}).(origin)
	in := &Request{ID: from.ID, From: from.From, Now: s.Now(), query: r.URL.Query(), http: r}
	if !o.Open {
		var err error
		if in.Who, err = s.Prove(r.Context(), r.Header.Get("authorization")); err != nil {
			return Answer{}, err
		}
		if wait, err := s.Take(in.Who); err != nil {
			return Answer{}, problemOf(err).After(time.Duration(wait) * time.Second)
		}
		if o.Asks != "" {
			if err := in.Who.Require(o.Asks); err != nil {
				return Answer{}, err
			}
		}
	}
	if err := o.checkQuery(in.query); err != nil {
		return Answer{}, err
	}
	var err error
	if in.Body, err = o.read(r); err != nil {
		return Answer{}, err
	}
	return o.Do(r.Context(), in)
}

// write sends an answer.
func (s *Server) write(w http.ResponseWriter, r *http.Request, o Operation, a Answer) {
	h := w.Header()
	for name, values := range a.Headers {
		h[name] = values
	}
	common(h)
	if a.Version > 0 {
		h.Set("etag", Tag(a.Version))
		if r.Method == http.MethodGet && r.Header.Get("if-none-match") == Tag(a.Version) {
			w.WriteHeader(http.StatusNotModified)
			return
		}
	}
	status := a.Status
	if status == 0 {
		status = o.Status
	}
	body := a.Raw
	if a.Media != "" {
		h.Set("content-type", a.Media)
	}
	if a.Body != nil {
		text, err := encode(a.Body)
		if err != nil {
			s.fail(w, r, o, fmt.Errorf("encode the answer: %w", err))
			return
		}
		body = text
		h.Set("content-type", "application/json")
	}
	w.WriteHeader(status)
	_, _ = w.Write(body) // the other side went away: nobody to tell
}

// common are the headers of every answer: nothing is kept on the way, and nothing is guessed.
func common(h http.Header) {
	if h.Get("cache-control") == "" {
		h.Set("cache-control", "no-store")
	}
	h.Set("x-content-type-options", "nosniff")
}

// fail sends a problem document, and logs it once: what went wrong here as an error, what was refused
// as a warning.
func (s *Server) fail(w http.ResponseWriter, r *http.Request, o Operation, err error) {
	p := problemOf(err)
	from, _ := r.Context().Value(contextKey{}).(origin)
	if from.ID != "" {
		p.Instance = "urn:ringdown:request:" + from.ID
	}
	level := slog.LevelInfo
	switch {
	case p.Status >= 500:
		level = slog.LevelError
	case p.Status == http.StatusUnauthorized, p.Status == http.StatusForbidden, p.Status == http.StatusTooManyRequests:
		level = slog.LevelWarn
	}
	attributes := []any{"operation", o.ID, "status", p.Status, "request", from.ID}
	if p.cause != nil {
		attributes = append(attributes, "error", p.cause)
	}
	s.Log.Log(r.Context(), level, "request refused", attributes...)
	text, encodeErr := encode(p)
	if encodeErr != nil {
		text = []byte(`{"status":500}`)
	}
	common(w.Header())
	p.headers(w.Header())
	w.WriteHeader(p.Status)
	_, _ = w.Write(text) // the other side went away: nobody to tell
}

// encode writes JSON as people read it: <, > and & as they are.
func encode(v any) ([]byte, error) {
	var b strings.Builder
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return nil, err
	}
	return []byte(b.String()), nil
}

// IsProblem finds the problem in an error.
func IsProblem(err error) (*Problem, bool) {
	var p *Problem
	ok := errors.As(err, &p)
	return p, ok
}
