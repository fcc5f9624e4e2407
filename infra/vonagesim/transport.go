package vonagesim

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"syscall"
)

// InProcess carries requests to a handler without a socket: the application's
// webhooks in one direction, the REST API in the other. A handler that panics
// with http.ErrAbortHandler looks like a connection reset, as over a socket.
func InProcess(h http.Handler) http.RoundTripper { return inProcess{h} }

type inProcess struct{ h http.Handler }

var errReset = errors.Join(errors.New("connection closed before a reply"), syscall.ECONNRESET)

func (t inProcess) RoundTrip(req *http.Request) (resp *http.Response, err error) {
	defer func() {
		if v := recover(); v != nil {
			if v != http.ErrAbortHandler {
				panic(v)
			}
			resp, err = nil, errReset
		}
	}()
	in := req.Clone(req.Context())
	in.RequestURI = req.URL.RequestURI()
	if in.Host == "" {
		in.Host = req.URL.Host
	}
	if in.Body == nil {
		in.Body = http.NoBody
	}
	w := httptest.NewRecorder()
	t.h.ServeHTTP(w, in)
	_, _ = io.Copy(io.Discard, in.Body)
	_ = in.Body.Close()
	resp = w.Result()
	resp.Request = req
	return resp, nil
}
