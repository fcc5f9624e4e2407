package vonage

import (
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"

	"ringdown/shared/port"
)

func TestFetchReadsARecordingWithOurToken(t *testing.T) {
	var authorization string
	c := clientOf(t, roundTrip(func(r *http.Request) (*http.Response, error) {
		authorization = r.Header.Get("Authorization")
		return replying(200, "audio/mpeg", "ID3 audio")(r)
	}), nil)
	body, contentType, err := c.Fetch(t.Context(), recURL)
	if err != nil {
		t.Fatal(err)
	}
	audio, err := io.ReadAll(body)
	if string(audio) != "ID3 audio" || contentType != "audio/mpeg" || err != nil || body.Close() != nil {
		t.Errorf("got %q, %q, %v", audio, contentType, err)
	}
	claimsOf(t, strings.TrimPrefix(authorization, "Bearer "), noon)
}

func TestFetchAsksTheProvidersHostsOnly(t *testing.T) {
	for address, ok := range map[string]bool{
		"https://api.nexmo.com/v1/files/1":           true,
		"https://api-us.nexmo.com/v1/files/1":        true,
		"https://api-eu-3.vonage.com/v1/files/1":     true,
		"https://api.nexmo.com:443/v1/files/1":       true,
		"http://localhost:4010/v1/files/1":           true, // the configured simulator
		"http://localhost:4011/v1/files/1":           false,
		"http://api.nexmo.com/v1/files/1":            false,
		"https://api.nexmo.com:8443/v1/files/1":      false,
		"https://api.nexmo.com.evil.test/v1/files/1": false,
		"https://evilapi.nexmo.com.evil/v1/files/1":  false,
		"https://api.nexmo.com@evil.test/":           false,
		"https://x:y@api.nexmo.com/v1/files/1":       false,
		"https://169.254.169.254/latest/meta-data":   false,
		"https://api.nexmo.com/v3/media/a-1":         true,
		"https://api.nexmo.com/v1/files/":            false,
		"https://api.nexmo.com/v1/calls":             false,
		"https://api.nexmo.com/v1/files/../calls":    false,
		"https://api.nexmo.com/v1/files/%2e%2e/x":    false,
		"https://api.nexmo.com/v1/files/1/../../x":   false,
		"https://api.nexmo.com/v2/applications":      false,
		"https://api.nexmo.com":                      false,
		"file:///etc/passwd":                         false,
		"":                                           false,
		"%":                                          false,
	} {
		asked := 0
		c := clientOf(t, roundTrip(func(r *http.Request) (*http.Response, error) {
			asked++
			return replying(200, "audio/mpeg", "a")(r)
		}), func(c *Config) { c.AllowedHosts = []string{"localhost:4010"} })
		body, _, err := c.Fetch(t.Context(), address)
		if ok && (err != nil || asked != 1) || !ok && (!errors.Is(err, port.ErrRefused) || asked != 0) {
			t.Errorf("%s: asked %d times, %v", address, asked, err)
		}
		if body != nil {
			body.Close()
		}
	}
}

func TestFetchFollowsRedirectsAmongTheProvidersHostsOnly(t *testing.T) {
	for target, want := range map[string]error{"https://api-us-3.vonage.com/v1/files/1": nil, "https://evil.test/": port.ErrRefused, "https://api.nexmo.com/v1/files/loop": ErrUnknown, "https://api.nexmo.com/v1/calls": port.ErrRefused} {
		var asked []string
		c := clientOf(t, roundTrip(func(r *http.Request) (*http.Response, error) {
			asked = append(asked, r.URL.Host)
			resp, err := replying(200, "audio/mpeg", "a")(r)
			if r.URL.Host == "api.nexmo.com" {
				resp.StatusCode = http.StatusFound
				resp.Header.Set("Location", target)
			}
			return resp, err
		}), nil)
		body, _, err := c.Fetch(t.Context(), "https://api.nexmo.com/v1/files/1")
		if want == nil && err == nil {
			body.Close()
		} else if !errors.Is(err, want) {
			t.Errorf("%s: got %v, want %v", target, err, want)
		}
		if strings.Contains(strings.Join(asked, " "), "evil") || len(asked) > maxHops+1 {
			t.Errorf("%s: asked %v", target, asked)
		}
	}
}

func TestFetchErrorsHaveTheirClass(t *testing.T) {
	for status, want := range map[int]error{404: port.ErrNotFound, 401: port.ErrRefused, 429: port.ErrThrottled, 500: ErrUnknown} {
		c := clientOf(t, replying(status, "application/json", "{}"), nil)
		if _, _, err := c.Fetch(t.Context(), recURL); !errors.Is(err, want) {
			t.Errorf("%d: got %v, want %v", status, err, want)
		}
	}
	lost := clientOf(t, roundTrip(func(*http.Request) (*http.Response, error) { return nil, io.ErrUnexpectedEOF }), nil)
	if _, _, err := lost.Fetch(t.Context(), recURL); !errors.Is(err, ErrUnknown) {
		t.Errorf("a lost reply: got %v, want ErrUnknown", err)
	}
}

// endless yields the given number of bytes without holding them.
type endless struct{ left int }

func (e *endless) Read(p []byte) (int, error) {
	if e.left == 0 {
		return 0, io.EOF
	}
	n := min(len(p), e.left)
	e.left -= n
	return n, nil
}

func TestFetchFailsBeyondItsCapAndNotBefore(t *testing.T) {
	for size, want := range map[int]error{maxRecordingBytes: nil, maxRecordingBytes + 1: port.ErrRefused} {
		for _, told := range []int64{int64(size), -1} {
			c := clientOf(t, roundTrip(func(r *http.Request) (*http.Response, error) {
				resp, err := replying(200, "audio/wav", "")(r)
				resp.Body, resp.ContentLength = io.NopCloser(&endless{size}), told
				return resp, err
			}), nil)
			body, _, err := c.Fetch(t.Context(), recURL)
			if err == nil {
				_, err = io.Copy(io.Discard, body)
				body.Close()
			}
			if !errors.Is(err, want) {
				t.Errorf("%d bytes, %d told: got %v, want %v", size, told, err, want)
			}
		}
	}
}
