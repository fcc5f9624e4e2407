package vonage

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	sdk "github.com/vonage/vonage-go-sdk"
	sdkncco "github.com/vonage/vonage-go-sdk/ncco"

	"ringdown/shared/call"
	"ringdown/shared/e164"
	"ringdown/shared/ncco"
	"ringdown/shared/port"
)

const (
	callsPath = "/v1/calls"
	// defaultTimeout leaves a function with a five-second budget time to store the outcome.
	defaultTimeout = 4 * time.Second
	maxRingSeconds = 120 // Voice OpenAPI 1.10.0
	maxLegID       = 128
)

// Config is what a Client needs. ApplicationID and PrivateKeyPEM are required.
type Config struct {
	ApplicationID string
	PrivateKeyPEM []byte
	BaseURL       string            // default https://api.nexmo.com; a simulator's in its place
	AllowedHosts  []string          // further host[:port] that may see our token: simulators
	Callbacks     Callbacks         // makes relative addresses absolute
	Transport     http.RoundTripper // default: a clone of net/http's
	Timeout       time.Duration     // of one request, reply included; default 4 s
	Now           func() time.Time  // default time.Now
}

var (
	_ port.Phones = (*Client)(nil)
	_ port.Audio  = (*Client)(nil)
)

// Client asks the provider to act on calls.
type Client struct {
	hosts     hosts
	bearer    *bearer
	callbacks Callbacks
	transport http.RoundTripper
	timeout   time.Duration
}

// NewClient checks the configuration, the private key included.
func NewClient(c Config) (*Client, error) {
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.Timeout <= 0 {
		c.Timeout = defaultTimeout
	}
	if c.Transport == nil {
		c.Transport = http.DefaultTransport.(*http.Transport).Clone()
	}
	h, err := newHosts(c.BaseURL, c.AllowedHosts)
	if err != nil {
		return nil, fmt.Errorf("configure the phone provider: %w", err)
	}
	b, err := newBearer(c.ApplicationID, c.PrivateKeyPEM, c.Now)
	if err != nil {
		return nil, fmt.Errorf("configure the phone provider: %w", err)
	}
	return &Client{hosts: h, bearer: b, callbacks: c.Callbacks, transport: c.Transport, timeout: c.Timeout}, nil
}

// Dial rings a phone and returns the leg's id. On ErrUnknown the phone may be ringing: do not dial
// again, the leg's first webhook will tell.
func (c *Client) Dial(ctx context.Context, d call.Dial) (uuid string, err error) {
	attempt := "dial " + d.To.Redacted()
	script, err := c.ready(d.Script)
	if err != nil {
		return "", fmt.Errorf("%s: %w: %w", attempt, port.ErrRefused, err)
	}
	if err := checkDial(d); err != nil {
		return "", fmt.Errorf("%s: %w: %w", attempt, port.ErrRefused, err)
	}
	opts := sdk.CreateCallOpts{
		From:         sdk.CallFrom{Type: "phone", Number: d.From.Digits()},
		To:           sdk.CallTo{Type: "phone", Number: d.To.Digits(), DtmfAnswer: d.Extension.DTMF()},
		Ncco:         inline(script),
		EventUrl:     []string{c.callbacks.URL(d.Status.String())},
		EventMethod:  http.MethodPost,
		RingingTimer: int32(d.RingSeconds),
	}
	r, err := c.ask(ctx, d.Region, attempt, func(vc *sdk.VoiceClient) { _, _, _ = vc.CreateCall(opts) })
	if err != nil {
		return "", err
	}
	var created struct {
		UUID string `json:"uuid"`
	}
	if err := json.Unmarshal(r.body, &created); err != nil || !isLegID(created.UUID) {
		return "", fmt.Errorf("%s: %w: status %d without a leg id", attempt, ErrUnknown, r.status)
	}
	return created.UUID, nil
}

func checkDial(d call.Dial) error {
	_, fromErr := e164.Parse(string(d.From))
	if fromErr != nil {
		fromErr = fmt.Errorf("caller id: %w", fromErr)
	}
	var ring, status error
	if d.RingSeconds < 0 || d.RingSeconds > maxRingSeconds {
		ring = fmt.Errorf("ring %d s is outside 1 to %d", d.RingSeconds, maxRingSeconds)
	}
	if d.Status == (ncco.Callback{}) {
		status = errors.New("status callback is missing: the leg's end would never be known")
	}
	return errors.Join(d.Policy.Check(d.To), fromErr, ring, status)
}

// HangUp ends a leg, ringing or connected. port.ErrNotFound means it is over already.
func (c *Client) HangUp(ctx context.Context, region, uuid string) error {
	attempt, err := attemptOn("hang up", uuid)
	if err != nil {
		return err
	}
	_, err = c.ask(ctx, region, attempt, func(vc *sdk.VoiceClient) { _, _, _ = vc.Hangup(uuid) })
	return err
}

// Transfer replaces what a leg is doing by a new script. Only a connected leg can be transferred.
func (c *Client) Transfer(ctx context.Context, region, uuid string, s ncco.Script) error {
	attempt, err := attemptOn("transfer", uuid)
	if err != nil {
		return err
	}
	script, err := c.ready(s)
	if err != nil {
		return fmt.Errorf("%s: %w: %w", attempt, port.ErrRefused, err)
	}
	_, err = c.ask(ctx, region, attempt, func(vc *sdk.VoiceClient) {
		_, _, _ = vc.TransferCall(sdk.TransferCallOpts{Uuid: uuid, Ncco: inline(script)})
	})
	return err
}

// Listen has every key pressed on a leg posted to the callback while its script goes on. The SDK
// does not know this request.
func (c *Client) Listen(ctx context.Context, region, uuid string, to ncco.Callback) error {
	attempt, err := attemptOn("listen to", uuid)
	if err != nil {
		return err
	}
	body, err := json.Marshal(map[string][]string{"event_url": {c.callbacks.URL(to.String())}})
	if err != nil {
		return fmt.Errorf("%s: %w: %w", attempt, port.ErrRefused, err)
	}
	_, err = c.plain(ctx, http.MethodPut, region, "/"+uuid+"/input/dtmf", body, attempt)
	return err
}

// Speak says a text on a leg while its script goes on. The SDK's request for it knows no language.
func (c *Client) Speak(ctx context.Context, region, uuid string, t ncco.Talk) error {
	attempt, err := attemptOn("speak to", uuid)
	if err != nil {
		return err
	}
	if err := (ncco.Script{t}).Validate(); err != nil {
		return fmt.Errorf("%s: %w: %w", attempt, port.ErrRefused, err)
	}
	body, err := json.Marshal(map[string]any{"text": t.Text, "language": t.Language, "style": t.Style})
	if err != nil {
		return fmt.Errorf("%s: %w: %w", attempt, port.ErrRefused, err)
	}
	_, err = c.plain(ctx, http.MethodPut, region, "/"+uuid+"/talk", body, attempt)
	return err
}

// Lives reports whether a leg is up: started, ringing or answered (Voice OpenAPI 1.10.0, status),
// and in which conversation. port.ErrNotFound means that the provider knows of no such leg.
func (c *Client) Lives(ctx context.Context, region, uuid string) (up bool, conversation string, err error) {
	attempt, err := attemptOn("look at", uuid)
	if err != nil {
		return false, "", err
	}
	r, err := c.plain(ctx, http.MethodGet, region, "/"+uuid, nil, attempt)
	if err != nil {
		return false, "", err
	}
	var leg struct {
		Status       string `json:"status"`
		Conversation string `json:"conversation_uuid"`
	}
	if err := json.Unmarshal(r.body, &leg); err != nil || leg.Status == "" {
		return false, "", fmt.Errorf("%s: %w: reply has no status", attempt, ErrUnknown)
	}
	return leg.Status == "started" || leg.Status == "ringing" || leg.Status == "answered", leg.Conversation, nil
}

// Inbound returns the inbound leg of a conversation and who called whom; legs we dialled are
// ignored. port.ErrNotFound means that no leg is known, port.ErrRefused that all of them were
// dialled by us.
func (c *Client) Inbound(ctx context.Context, conversationUUID string) (leg string, from e164.Caller, to e164.Number, err error) {
	attempt, err := attemptOn("look up", conversationUUID)
	if err != nil {
		return "", e164.Caller{}, "", err
	}
	query := url.Values{"conversation_uuid": {conversationUUID}, "page_size": {"100"}, "order": {"asc"}}
	r, err := c.plain(ctx, http.MethodGet, "", "?"+query.Encode(), nil, attempt)
	if err != nil {
		return "", e164.Caller{}, "", err
	}
	var page struct {
		Embedded struct {
			Calls []struct {
				UUID      text     `json:"uuid"`
				Direction string   `json:"direction"`
				From      endpoint `json:"from"`
				To        endpoint `json:"to"`
			} `json:"calls"`
		} `json:"_embedded"`
	}
	if err := json.Unmarshal(r.body, &page); err != nil {
		return "", e164.Caller{}, "", fmt.Errorf("%s: %w: reply is no list of calls", attempt, ErrUnknown)
	}
	for _, l := range page.Embedded.Calls {
		if l.Direction == "inbound" {
			to := l.To.number()
			return string(l.UUID), e164.ReadCaller(string(l.From.Number), to), to, nil
		}
	}
	if len(page.Embedded.Calls) > 0 {
		return "", e164.Caller{}, "", nil // the conversation began without a caller
	}
	return "", e164.Caller{}, "", fmt.Errorf("%s: %w: no leg", attempt, port.ErrNotFound)
}

type endpoint struct {
	Number text `json:"number"`
}

func (e endpoint) number() e164.Number { return e164.FromProvider(string(e.Number)) }

// ask carries one request through the SDK, guarded. What the SDK returns is not looked at: it
// reports no error for several refusals and a failure for JSON of another content type.
func (c *Client) ask(ctx context.Context, region, attempt string, send func(*sdk.VoiceClient)) (*reply, error) {
	ctx, cancel := context.WithTimeout(ctx, c.timeout)
	defer cancel()
	r := &reply{}
	surviving(r, func() { send(c.voice(ctx, region, r)) })
	return r, r.verdict(attempt)
}

// plain carries a request the SDK does not know, through the same guards.
func (c *Client) plain(ctx context.Context, method, region, path string, body []byte, attempt string) (*reply, error) {
	ctx, cancel := context.WithTimeout(ctx, c.timeout)
	defer cancel()
	r := &reply{}
	req, err := http.NewRequestWithContext(ctx, method, c.hosts.forRegion(region)+callsPath+path, bytes.NewReader(body))
	if err != nil {
		r.err = err
		return r, r.verdict(attempt)
	}
	if body != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	if resp, err := c.http(ctx, r).Do(req); err == nil {
		resp.Body.Close()
	}
	return r, r.verdict(attempt)
}

// inline puts our script into the SDK's type. Its own actions are too poor, so places are made with
// one of them, and filled with ours: the slice it hands out is the one it sends.
func inline(s ncco.Script) sdkncco.Ncco {
	var n sdkncco.Ncco
	for range s {
		n.AddAction(sdkncco.TalkAction{})
	}
	for i, place := range s {
		n.GetActions()[i] = place
	}
	return n
}

// ready makes a script's addresses absolute and checks it: the provider would end the call over a
// bad one.
func (c *Client) ready(s ncco.Script) (ncco.Script, error) {
	resolved := s.Resolve(c.callbacks.URL)
	var stray error
	resolved.Resolve(func(ref string) string {
		stray = fmt.Errorf("address %q is neither absolute nor a callback nor an asset", withoutNumbers(ref))
		return ref
	})
	return resolved, errors.Join(resolved.Validate(), stray)
}

func attemptOn(verb, id string) (string, error) {
	if !isLegID(id) {
		return "", fmt.Errorf("%s: %w: %q is no id the provider gives out", verb, port.ErrRefused, withoutNumbers(id))
	}
	return verb + " " + id, nil
}

// isLegID reports whether an id may stand in a path. Ids are opaque (dashed or not, 32 digits or
// 17), but never of other characters.
func isLegID(id string) bool {
	return id != "" && len(id) <= maxLegID && !strings.ContainsFunc(id, func(r rune) bool {
		return !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '-' || r == '_')
	})
}
