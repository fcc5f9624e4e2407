package setup

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"time"

	sdk "github.com/vonage/vonage-go-sdk"
)

// The addresses of the provider's account APIs (Application API 2.1.4 and Numbers API 1.0.20,
// servers).
const (
	applicationsURL = "https://api.nexmo.com/v2/applications"
	numbersURL      = "https://rest.nexmo.com"
)

const (
	// requestTime bounds one request with its reply. The SDK knows no deadline.
	requestTime = 15 * time.Second
	// replyBytesMax bounds a reply: a page of a hundred applications with their keys has 120 kB.
	replyBytesMax = 4 << 20
)

// The two failures of the provider that a person mends differently.
var (
	// ErrCredentials: the API key and secret are not those of an account.
	ErrCredentials = errors.New("the provider refused the API key and secret: copy both from the account's API settings into VONAGE_API_KEY and VONAGE_API_SECRET")
	// ErrProvider: it did not do what was asked, or nobody knows whether it did; running again
	// finds out.
	ErrProvider = errors.New("the provider did not do it")
)

// Account is the team's account at the phone provider. Its secret is in no address, error or print.
type Account struct {
	key, secret           string
	applications, numbers string
	transport             http.RoundTripper
}

// NewAccount speaks to the provider. Servers stand in for it in tests: base serves both APIs; "" is
// the provider itself.
func NewAccount(key, secret, base string, transport http.RoundTripper) (*Account, error) {
	if key == "" || secret == "" {
		return nil, errors.New("the API key or its secret is missing: set VONAGE_API_KEY and VONAGE_API_SECRET as the account's API settings show them")
	}
	if transport == nil {
		transport = http.DefaultTransport.(*http.Transport).Clone()
	}
	a := &Account{key: key, secret: secret, applications: applicationsURL, numbers: numbersURL, transport: transport}
	if base != "" {
		a.applications, a.numbers = base+"/v2/applications", base
	}
	return a, nil
}

// Key names the account; it is no secret.
func (a *Account) Key() string { return a.key }

// String keeps the secret out of whatever prints an account.
func (a *Account) String() string { return "account " + a.key }

// GoString does so for %#v.
func (a *Account) GoString() string { return a.String() }

func (a *Account) auth() *sdk.KeySecretAuth { return sdk.CreateAuthFromKeySecret(a.key, a.secret) }

// reply is what came back, noted before the SDK sees it.
type reply struct {
	status int
	body   []byte
	err    error
}

// guarded is a client for one request, whose reply is noted. Four precautions: it takes the place
// of the SDK's own client, which writes the secret into addresses, and proves the account by the
// Authorization header alone; the slash that the SDK appends is removed; the request is under the
// context and a deadline; and a transport's error becomes a reply, because the SDK asserts the type
// of errors and panics.
func (a *Account) guarded(ctx context.Context, r *reply) *http.Client {
	return &http.Client{
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		Transport: trip(func(req *http.Request) (*http.Response, error) {
			ctx, cancel := context.WithTimeout(ctx, requestTime)
			defer cancel()
			req = req.Clone(ctx)
			req.URL.Path = strings.TrimSuffix(req.URL.Path, "/")
			q := req.URL.Query()
			q.Del("api_key")
			req.URL.RawQuery = q.Encode()
			req.SetBasicAuth(a.key, a.secret)
			r.status, r.body, r.err = a.send(req)
			status, body := r.status, r.body
			if r.err != nil {
				status, body = http.StatusServiceUnavailable, []byte("{}")
			}
			return &http.Response{
				StatusCode: status, Status: fmt.Sprintf("%d %s", status, http.StatusText(status)), Request: req, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
				Header: http.Header{"Content-Type": {"application/json"}}, Body: io.NopCloser(bytes.NewReader(body)), ContentLength: int64(len(body)),
			}, nil
		}),
	}
}

type trip func(*http.Request) (*http.Response, error)

// RoundTrip calls it.
func (t trip) RoundTrip(r *http.Request) (*http.Response, error) { return t(r) }

// send sends a request and reads its whole reply, so that a cut one is an error here.
func (a *Account) send(req *http.Request) (status int, body []byte, err error) {
	resp, err := a.transport.RoundTrip(req)
	if err != nil {
		return 0, nil, err
	}
	defer resp.Body.Close()
	body, err = io.ReadAll(io.LimitReader(resp.Body, replyBytesMax+1))
	if err == nil && len(body) > replyBytesMax {
		err = fmt.Errorf("the reply has more than %d bytes", replyBytesMax)
	}
	return resp.StatusCode, body, err
}

// surviving calls the SDK, whose panics are errors here.
func surviving(r *reply, f func()) {
	defer func() {
		if p := recover(); p != nil && r.err == nil {
			r.err = fmt.Errorf("the SDK panicked: %v", p)
		}
	}()
	f()
}

// own sends a request that the SDK cannot express, through the same guards.
func (a *Account) own(ctx context.Context, method, address string, body any) *reply {
	r := &reply{}
	text, err := json.Marshal(body)
	if err != nil {
		return &reply{err: err}
	}
	req, err := http.NewRequestWithContext(ctx, method, address, bytes.NewReader(text))
	if err != nil {
		return &reply{err: err}
	}
	req.Header.Set("Content-Type", "application/json")
	resp, err := a.guarded(ctx, r).Do(req)
	if err != nil {
		return &reply{err: err}
	}
	r.err = errors.Join(r.err, resp.Body.Close())
	return r
}

// verdict says what the reply means, by its status: the SDK drops some errors.
func (r *reply) verdict(attempt string) error {
	var address *url.Error
	switch {
	case errors.As(r.err, &address): // whose text repeats the address
		return fmt.Errorf("%s: %w: %w", attempt, ErrProvider, address.Err)
	case r.err != nil:
		return fmt.Errorf("%s: %w: %w", attempt, ErrProvider, r.err)
	case r.status == http.StatusUnauthorized || r.status == http.StatusForbidden:
		return fmt.Errorf("%s: %w", attempt, ErrCredentials)
	case r.status < 200 || r.status > 299:
		return fmt.Errorf("%s: %w: status %d%s", attempt, ErrProvider, r.status, r.reason())
	}
	return nil
}

var longDigits = regexp.MustCompile(`\+?[0-9]{6,}`)

// reasonMax bounds what is repeated of the provider's words.
const reasonMax = 300

// reason picks the explaining words out of an error body, numbers removed.
func (r *reply) reason() string {
	var b struct {
		Title      string `json:"title"`
		Detail     string `json:"detail"`
		Label      string `json:"error-code-label"`
		Parameters []struct {
			Name   string `json:"name"`
			Reason string `json:"reason"`
		} `json:"invalid_parameters"`
	}
	_ = json.Unmarshal(r.body, &b) // lenient: what fits is filled
	words := []string{b.Title, b.Detail, b.Label}
	for _, p := range b.Parameters {
		words = append(words, strings.TrimSpace(p.Name+" "+p.Reason))
	}
	text := ""
	for _, w := range words {
		if w != "" {
			text += ", " + w
		}
	}
	text = longDigits.ReplaceAllString(text, "***")
	return strings.ToValidUTF8(text[:min(len(text), reasonMax)], "")
}
