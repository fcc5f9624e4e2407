package vonage

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"

	sdk "github.com/vonage/vonage-go-sdk"

	"ringdown/shared/port"
)

// reply is what came back for one request, read before the SDK sees it.
type reply struct {
	sent   bool // the request left for the network
	status int
	body   []byte
	err    error
}

// guard wraps a transport in one precaution.
type guard func(next http.RoundTripper) http.RoundTripper

type roundTrip func(*http.Request) (*http.Response, error)

func (f roundTrip) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

// guards is the list of precautions of one REST request, outermost first. Each has a test that fails without its line.
func (c *Client) guards(ctx context.Context, r *reply) []guard {
	return []guard{
		answerAlways(r),
		withoutSlash,
		withBearer(c.bearer),
		withContext(ctx),
		readWhole(r),
	}
}

func guarded(transport http.RoundTripper, guards []guard) http.RoundTripper {
	for i := len(guards) - 1; i >= 0; i-- {
		transport = guards[i](transport)
	}
	return transport
}

// voice returns an SDK client for one request. It is never shared: the SDK writes to its configuration on every call, and takes
// no context, so the context has to live in the transport.
func (c *Client) voice(ctx context.Context, region string, r *reply) *sdk.VoiceClient {
	vc := sdk.NewVoiceClient(&sdk.JWTAuth{}) // its token is replaced by withBearer
	vc.Config.BasePath = c.hosts.forRegion(region) + callsPath
	vc.Config.HTTPClient = c.http(ctx, r)
	return vc
}

// http returns the guarded client. Redirects are not followed: a redirected POST could dial twice, and
// the token would go wherever the reply points.
func (c *Client) http(ctx context.Context, r *reply) *http.Client {
	return &http.Client{
		Transport:     guarded(c.transport, c.guards(ctx, r)),
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// synthetic is the status of a reply that never came; no server sends it.
const synthetic = 599

// answerAlways turns a transport's error into a reply. The SDK asserts the type of any error without looking and
// panics on a refused connection, a name that does not resolve, or a passed deadline.
func answerAlways(r *reply) guard {
	return func(next http.RoundTripper) http.RoundTripper {
		return roundTrip(func(req *http.Request) (*http.Response, error) {
			resp, err := next.RoundTrip(req)
			if err == nil {
				return resp, nil
			}
			r.err = err
			return &http.Response{
				StatusCode: synthetic, Status: fmt.Sprint(synthetic, " no reply"), Request: req,
				Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
				Header: http.Header{"Content-Type": {"application/json"}},
				Body:   io.NopCloser(strings.NewReader("{}")), ContentLength: 2,
			}, nil
		})
	}
}

// withoutSlash removes the slash the SDK puts behind /v1/calls: the provider's gateways stopped tolerating it elsewhere.
func withoutSlash(next http.RoundTripper) http.RoundTripper {
	return roundTrip(func(req *http.Request) (*http.Response, error) {
		req = req.Clone(req.Context())
		req.URL.Path = strings.TrimSuffix(req.URL.Path, "/")
		req.URL.RawPath = strings.TrimSuffix(req.URL.RawPath, "/")
		return next.RoundTrip(req)
	})
}

// withBearer sets a fresh token: the SDK's is made once and dies after a quarter of an hour.
func withBearer(b *bearer) guard {
	return func(next http.RoundTripper) http.RoundTripper {
		return roundTrip(func(req *http.Request) (*http.Response, error) {
			token, err := b.current()
			if err != nil {
				return nil, fmt.Errorf("%w: %w", port.ErrRefused, err)
			}
			req = req.Clone(req.Context())
			req.Header.Set("Authorization", "Bearer "+token)
			return next.RoundTrip(req)
		})
	}
}

// withContext gives the request the caller's context and deadline: the SDK has neither.
func withContext(ctx context.Context) guard {
	return func(next http.RoundTripper) http.RoundTripper {
		return roundTrip(func(req *http.Request) (*http.Response, error) {
			return next.RoundTrip(req.WithContext(ctx))
		})
	}
}

// maxReplyBytes bounds a reply: a page of a hundred calls has some 60 kB.
const maxReplyBytes = 1 << 20

// readWhole reads the whole reply here, where a cut one is an error and not a panic, and notes what it said.
func readWhole(r *reply) guard {
	return func(next http.RoundTripper) http.RoundTripper {
		return roundTrip(func(req *http.Request) (*http.Response, error) {
			r.sent = true
			resp, err := next.RoundTrip(req)
			if err != nil {
				return nil, err
			}
			defer resp.Body.Close()
			body, err := io.ReadAll(io.LimitReader(resp.Body, maxReplyBytes+1))
			if err != nil {
				return nil, fmt.Errorf("reply with status %d was cut after %d bytes: %w", resp.StatusCode, len(body), err)
			}
			if len(body) > maxReplyBytes {
				return nil, errors.New("reply is longer than any the provider sends")
			}
			r.status, r.body = resp.StatusCode, body
			resp.Body = io.NopCloser(bytes.NewReader(body))
			return resp, nil
		})
	}
}

// onlyTo refuses requests to hosts that must not see our token, each hop of a redirect included.
func onlyTo(known func(*url.URL) bool) guard {
	return func(next http.RoundTripper) http.RoundTripper {
		return roundTrip(func(req *http.Request) (*http.Response, error) {
			if !known(req.URL) {
				return nil, fmt.Errorf("%w: host %s is not the provider's", port.ErrRefused, withoutNumbers(req.URL.Host))
			}
			return next.RoundTrip(req)
		})
	}
}

// surviving runs f and turns a panic into an error of the reply: the last line, should the SDK find another way to panic.
func surviving(r *reply, f func()) {
	defer func() {
		if p := recover(); p != nil {
			r.err = fmt.Errorf("the SDK panicked: %v", p)
		}
	}()
	f()
}
