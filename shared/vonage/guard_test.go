package vonage

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"ringdown/shared/call"
	"ringdown/shared/e164"
	"ringdown/shared/ncco"
	"ringdown/shared/port"
)

// clientOf returns a client whose transport is t, on the API's own address.
func clientOf(tb testing.TB, t http.RoundTripper, change func(*Config)) *Client {
	tb.Helper()
	config := Config{ApplicationID: "app-1", PrivateKeyPEM: pkcs8(tb), Callbacks: callbacks, Transport: t, Now: func() time.Time { return noon }}
	if change != nil {
		change(&config)
	}
	c, err := NewClient(config)
	if err != nil {
		tb.Fatal(err)
	}
	return c
}

// served returns a client of a server that answers with handler.
func served(t *testing.T, handler http.HandlerFunc) *Client {
	t.Helper()
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	return clientOf(t, nil, func(c *Config) { c.BaseURL = server.URL })
}

// replying is a transport that gives one reply, whatever is asked.
func replying(status int, contentType, body string) roundTrip {
	return func(r *http.Request) (*http.Response, error) {
		return &http.Response{StatusCode: status, Status: fmt.Sprint(status, " ", http.StatusText(status)), Request: r,
			Header: http.Header{"Content-Type": {contentType}}, Body: io.NopCloser(strings.NewReader(body)), ContentLength: int64(len(body))}, nil
	}
}

func ringing() call.Dial {
	return call.Dial{From: "+13125550188", To: "+13125550142", RingSeconds: 20, Status: ncco.Callback{Kind: "leg", Call: "c1", Leg: "l1"},
		Script: ncco.Script{ncco.Talk{Text: "Press 1.", BargeIn: true}, ncco.Input{MaxDigits: 1, TimeOutSeconds: 5, EventURL: "accept/c1/l1/0"}}}
}

// unguardedBy calls the SDK without the last line of defence, so that another guard is tested and
// not that one.
func unguardedBy(c *Client, r *reply) (panicked any) {
	defer func() { panicked = recover() }()
	_, _, _ = c.voice(context.Background(), "", r).Hangup("l1")
	return nil
}

func TestRefusedConnectionDoesNotPanic(t *testing.T) {
	server := httptest.NewServer(nil)
	server.Close() // its port now refuses
	c := clientOf(t, nil, func(c *Config) { c.BaseURL = server.URL })
	r := &reply{}
	if p := unguardedBy(c, r); p != nil {
		t.Errorf("panic: %v", p)
	}
	if _, err := c.Dial(t.Context(), ringing()); !errors.Is(err, port.ErrThrottled) || !strings.Contains(err.Error(), "refused") {
		t.Errorf("got %v, want ErrThrottled with the reason", err)
	}
}

func TestCutReplyDoesNotPanic(t *testing.T) {
	c := served(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Length", "100")
		_, _ = io.WriteString(w, `{"uuid":"l1"`)
	})
	r := &reply{}
	if p := unguardedBy(c, r); p != nil {
		t.Errorf("panic: %v", p)
	}
	if _, err := c.Dial(t.Context(), ringing()); !errors.Is(err, ErrUnknown) || !strings.Contains(err.Error(), "cut") {
		t.Errorf("got %v, want ErrUnknown with the reason", err)
	}
}

func TestEndlessReplyIsNotKept(t *testing.T) {
	const sent = 4 * maxReplyBytes
	reply := &endless{sent}
	c := clientOf(t, roundTrip(func(r *http.Request) (*http.Response, error) {
		resp, err := replying(204, "", "")(r)
		resp.Body, resp.ContentLength = io.NopCloser(reply), -1
		return resp, err
	}), nil)
	if err := c.HangUp(t.Context(), "", "l1"); !errors.Is(err, ErrUnknown) || !strings.Contains(err.Error(), "longer") {
		t.Errorf("got %v, want ErrUnknown with the reason", err)
	}
	if read := sent - reply.left; read > maxReplyBytes+1 {
		t.Errorf("%d bytes were read into memory, the cap is %d", read, maxReplyBytes)
	}
}

func TestRefusalsTheSDKSwallowsAreErrors(t *testing.T) {
	for name, tc := range map[string]struct {
		status            int
		contentType, body string
		want              error
		words             string
	}{
		"401 in HTML":                 {401, "text/html", "<html>no</html>", port.ErrRefused, "status 401"},
		"401 with a number for type":  {401, "application/json", `{"type":401}`, port.ErrRefused, "status 401"},
		"400 with a text for type":    {400, "application/json", `{"type":"BAD","title":"Bad Request"}`, port.ErrRefused, "Bad Request"},
		"400 with invalid parameters": {400, "application/json", `{"type":400,"title":"Bad Request","invalid_parameters":[{"name":"number","reason":"too long"}]}`, port.ErrRefused, "number too long"},
		"404 with a text for type":    {404, "application/json", `{"type":"NOT_FOUND","error_title":"Not Found"}`, port.ErrNotFound, "Not Found"},
		"404 without a body":          {404, "", "", port.ErrNotFound, "status 404"},
		"429":                         {429, "application/json", `{}`, port.ErrThrottled, "status 429"},
		"500":                         {500, "text/plain", "oops", ErrUnknown, "status 500"},
		"503":                         {503, "application/json", `{"detail":"busy"}`, port.ErrThrottled, "busy"},
		"502":                         {502, "text/html", "", ErrUnknown, "status 502"},
		"504":                         {504, "text/html", "", ErrUnknown, "status 504"},
		"a redirect":                  {302, "", "", ErrUnknown, "status 302"},
	} {
		c := clientOf(t, replying(tc.status, tc.contentType, tc.body), nil)
		uuid, dialErr := c.Dial(t.Context(), ringing())
		for verb, err := range map[string]error{
			"dial": dialErr, "hang up": c.HangUp(t.Context(), "", "l1"), "transfer": c.Transfer(t.Context(), "", "l1", ringing().Script), "listen": c.Listen(t.Context(), "", "l1", keys),
		} {
			if uuid != "" || !errors.Is(err, tc.want) || !strings.Contains(fmt.Sprint(err), tc.words) {
				t.Errorf("%s, %s: got %q, %v, want %v with %q", name, verb, uuid, err, tc.want, tc.words)
			}
		}
	}
}

func TestDialWithoutALegIDIsUnknown(t *testing.T) {
	for _, body := range []string{"", "{}", `{"uuid":""}`, `{"uuid":7}`, `{"uuid":"a/b"}`, "<html>"} {
		c := clientOf(t, replying(201, "application/json", body), nil)
		if uuid, err := c.Dial(t.Context(), ringing()); uuid != "" || !errors.Is(err, ErrUnknown) {
			t.Errorf("%q: got %q, %v, want ErrUnknown", body, uuid, err)
		}
	}
}

func TestJSONOfAnyContentTypeIsRead(t *testing.T) {
	for _, contentType := range []string{"application/json", "text/plain", "", "application/octet-stream"} {
		c := clientOf(t, replying(201, contentType, `{"uuid":"l1"}`), nil)
		if uuid, err := c.Dial(t.Context(), ringing()); uuid != "l1" || err != nil {
			t.Errorf("%q: got %q, %v", contentType, uuid, err)
		}
	}
}

// silent is a network that swallows requests, until their context ends.
func silent(r *http.Request) (*http.Response, error) {
	<-r.Context().Done()
	return nil, r.Context().Err()
}

func TestSilenceEndsAtTheDeadline(t *testing.T) {
	c := clientOf(t, roundTrip(silent), nil)
	synctest.Test(t, func(t *testing.T) {
		start := time.Now()
		_, err := c.Dial(context.Background(), ringing())
		if !errors.Is(err, ErrUnknown) || time.Since(start) != defaultTimeout {
			t.Errorf("got %v after %v, want ErrUnknown after %v", err, time.Since(start), defaultTimeout)
		}
	})
}

func TestTheCallersContextEndsARequest(t *testing.T) {
	c := clientOf(t, roundTrip(silent), nil)
	synctest.Test(t, func(t *testing.T) {
		start := time.Now()
		ctx, cancel := context.WithTimeout(context.Background(), time.Second)
		defer cancel()
		if err := c.HangUp(ctx, "", "l1"); !errors.Is(err, ErrUnknown) || time.Since(start) != time.Second {
			t.Errorf("got %v after %v, want ErrUnknown after 1s", err, time.Since(start))
		}
	})
}

func TestEveryRequestCarriesALivingToken(t *testing.T) {
	now := noon
	seen := map[string]bool{}
	c := clientOf(t, roundTrip(func(r *http.Request) (*http.Response, error) {
		token := strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer ")
		claimsOf(t, token, now)
		seen[token] = true
		return replying(204, "", "")(r)
	}), func(c *Config) { c.Now = func() time.Time { return now } })
	for _, age := range []time.Duration{0, 13 * time.Minute, 20 * time.Minute, 24 * time.Hour} {
		now = noon.Add(age)
		if err := c.HangUp(t.Context(), "", "l1"); err != nil {
			t.Fatal(err)
		}
	}
	if len(seen) != 3 {
		t.Errorf("%d tokens, want 3", len(seen))
	}
}

func TestRequestsDoNotShareAnything(t *testing.T) {
	c := clientOf(t, roundTrip(func(r *http.Request) (*http.Response, error) {
		sent, err := io.ReadAll(r.Body)
		if err != nil {
			return nil, err
		}
		_, after, _ := strings.Cut(string(sent), `"dtmfAnswer":"`)
		digits, _, _ := strings.Cut(after, `"`)
		return replying(201, "application/json", `{"uuid":"leg-`+digits+`"}`)(r)
	}), nil)
	var all sync.WaitGroup
	for i := range 20 {
		all.Go(func() {
			d := ringing()
			d.Extension = e164.Extension(fmt.Sprint(i))
			if uuid, err := c.Dial(context.Background(), d); err != nil || uuid != fmt.Sprint("leg-", i) {
				t.Errorf("dial %d got leg %q, %v", i, uuid, err)
			}
		})
	}
	all.Wait()
}

func TestNoTrailingSlash(t *testing.T) {
	var paths []string
	c := clientOf(t, roundTrip(func(r *http.Request) (*http.Response, error) {
		paths = append(paths, r.Method+" "+r.URL.Path)
		return replying(201, "application/json", `{"uuid":"l1"}`)(r)
	}), nil)
	if _, err := c.Dial(t.Context(), ringing()); err != nil {
		t.Fatal(err)
	}
	if len(paths) != 1 || paths[0] != "POST /v1/calls" {
		t.Errorf("got %q", paths)
	}
}

func TestRedirectsAreNotFollowed(t *testing.T) {
	var strangers int
	stranger := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { strangers++ }))
	t.Cleanup(stranger.Close)
	c := served(t, func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, stranger.URL+r.URL.Path, http.StatusTemporaryRedirect)
	})
	if _, err := c.Dial(t.Context(), ringing()); !errors.Is(err, ErrUnknown) {
		t.Errorf("got %v, want ErrUnknown", err)
	}
	if strangers != 0 {
		t.Errorf("%d requests, with our token, went to where the reply pointed", strangers)
	}
}

func TestAPanicBecomesAnError(t *testing.T) {
	c := clientOf(t, roundTrip(func(*http.Request) (*http.Response, error) { panic("from +13125550142") }), nil)
	_, err := c.Dial(t.Context(), ringing())
	if !errors.Is(err, ErrUnknown) || !strings.Contains(err.Error(), "panicked") || strings.Contains(err.Error(), "3125550142") {
		t.Errorf("got %v, want ErrUnknown without the number", err)
	}
}
