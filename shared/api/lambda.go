package api

import (
	"bytes"
	"context"
	"encoding/base64"
	"net/http"
	"net/url"
	"strings"
	"unicode/utf8"

	"github.com/aws/aws-lambda-go/events"
)

// Handle answers an event of the HTTP API (payload 2.0). Requests are no more than that to a function;
// net/http is used because its mux and its headers are well known and weigh little.
func (s *Server) Handle(ctx context.Context, e events.APIGatewayV2HTTPRequest) (events.APIGatewayV2HTTPResponse, error) {
	body := []byte(e.Body)
	if e.IsBase64Encoded {
		body, _ = base64.StdEncoding.DecodeString(e.Body) // API Gateway encoded it
	}
	ctx = context.WithValue(ctx, contextKey{}, origin{ID: e.RequestContext.RequestID, From: e.RequestContext.HTTP.SourceIP})
	r := (&http.Request{
		Method: e.RequestContext.HTTP.Method, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1, Host: e.RequestContext.DomainName,
		URL: &url.URL{RawQuery: e.RawQueryString}, Header: http.Header{}, Body: http.NoBody, ContentLength: int64(len(body)),
	}).WithContext(ctx)
	if r.URL.Path, r.URL.RawPath = decoded(e.RawPath); r.URL.Path == "" {
		r.URL.Path = "/"
	}
	if len(body) > 0 {
		r.Body = nopCloser{bytes.NewReader(body)}
	}
	for name, value := range e.Headers {
		r.Header.Set(name, value)
	}
	w := &recorder{header: http.Header{}, status: http.StatusOK}
	s.ServeHTTP(w, r)
	return w.response(), nil
}

// decoded gives a raw path decoded, and as it came where that is something else.
func decoded(raw string) (plain, rawPath string) {
	plain, err := url.PathUnescape(raw)
	if err != nil {
		return raw, ""
	}
	return plain, raw
}

type nopCloser struct{ *bytes.Reader }

func (nopCloser) Close() error { return nil }

// recorder gathers an answer.
type recorder struct {
	header  http.Header
	status  int
	written bool
	body    bytes.Buffer
}

func (w *recorder) Header() http.Header { return w.header }

func (w *recorder) WriteHeader(status int) {
	if !w.written {
		w.status, w.written = status, true
	}
}

func (w *recorder) Write(b []byte) (int, error) {
	w.written = true
	return w.body.Write(b)
}

func (w *recorder) response() events.APIGatewayV2HTTPResponse {
	out := events.APIGatewayV2HTTPResponse{StatusCode: w.status, Headers: map[string]string{}}
	for name, values := range w.header {
		out.Headers[strings.ToLower(name)] = strings.Join(values, ",")
	}
	out.Body = w.body.String()
	if !utf8.Valid(w.body.Bytes()) {
		out.Body, out.IsBase64Encoded = base64.StdEncoding.EncodeToString(w.body.Bytes()), true
	}
	return out
}
