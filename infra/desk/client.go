package desk

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"ringdown/shared/alert"
	"ringdown/shared/call"
	"ringdown/shared/dialplan"
	"ringdown/shared/port"
)

// Client speaks to a running desk.
type Client struct{ Address string } // host:port

// The two ways of not finding a desk.
var (
	ErrNoDesk   = errors.New("no desk is running there")
	ErrStranger = errors.New("something else answers there")
)

// answerBytesMax bounds an answer of a desk: a day of calls.
const answerBytesMax = 64 << 20

// About asks who is there. ErrNoDesk, ErrStranger.
func (c Client) About(ctx context.Context) (About, error) {
	var a About
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	resp, err := c.do(ctx, "GET", "/desk/", nil)
	if err != nil {
		return a, fmt.Errorf("%s: %w", c.Address, ErrNoDesk)
	}
	defer resp.Body.Close()
	if json.NewDecoder(io.LimitReader(resp.Body, answerBytesMax)).Decode(&a) != nil || a.Ringdown != "desk" {
		return a, fmt.Errorf("%s: %w", c.Address, ErrStranger)
	}
	return a, nil
}

// Running asks what the desk runs with.
func (c Client) Running(ctx context.Context) (Running, error) {
	var r Running
	return r, c.ask(ctx, "GET", "/desk/settings", nil, &r)
}

// Place places a call.
func (c Client) Place(ctx context.Context, o Order) (Placed, error) {
	var p Placed
	body, err := json.Marshal(o)
	if err != nil {
		return p, fmt.Errorf("place a call: %w", err)
	}
	return p, c.ask(ctx, "POST", "/desk/call", body, &p)
}

// Follow tells each line of a placed call's transcript as it happens, and gives what
// came of the call.
func (c Client) Follow(ctx context.Context, p Placed, tell func(Moment)) (Told, error) {
	resp, err := c.do(ctx, "GET", p.Transcript, nil)
	if err != nil {
		return Told{}, fmt.Errorf("follow call %s: %w", p.Call, err)
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return Told{}, fmt.Errorf("follow call %s: %w", p.Call, refusalOf(resp))
	}
	lines := bufio.NewScanner(resp.Body)
	lines.Buffer(nil, requestBytesMax)
	for lines.Scan() {
		var m Moment
		if err := json.Unmarshal(lines.Bytes(), &m); err != nil {
			return Told{}, fmt.Errorf("follow call %s: %w", p.Call, err)
		}
		if m.Told != nil {
			return *m.Told, nil
		}
		tell(m)
	}
	return Told{}, fmt.Errorf("follow call %s: the desk ended before the call did", p.Call)
}

// Alert reads one of the desk's alerts.
func (c Client) Alert(ctx context.Context, id string) (alert.Alert, error) {
	var a alert.Alert
	err := c.ask(ctx, "GET", "/desk/alerts/"+url.PathEscape(id), nil, &a)
	return a, err
}

// OnDay lists the desk's calls, as port.Calls does.
func (c Client) OnDay(ctx context.Context, lineID string, day time.Time, limit int) ([]call.Call, error) {
	var calls []call.Call
	query := url.Values{"date": {day.UTC().Format(time.DateOnly)}, "line": {lineID}}
	if err := c.ask(ctx, "GET", "/desk/calls?"+query.Encode(), nil, &calls); err != nil {
		return nil, err
	}
	return calls[:min(limit, len(calls))], nil
}

// ByVersion reads a dialplan, as port.Dialplans does.
func (c Client) ByVersion(ctx context.Context, lineID string, version int) (dialplan.Dialplan, error) {
	var d dialplan.Dialplan
	return d, c.ask(ctx, "GET", "/desk/dialplans/"+url.PathEscape(lineID)+"/"+strconv.Itoa(version), nil, &d)
}

func (c Client) ask(ctx context.Context, method, path string, body []byte, into any) error {
	resp, err := c.do(ctx, method, path, body)
	if err != nil {
		return fmt.Errorf("%s: %w", c.Address, ErrNoDesk)
	}
	defer resp.Body.Close()
	if resp.StatusCode/100 != 2 {
		return refusalOf(resp)
	}
	if err := json.NewDecoder(io.LimitReader(resp.Body, answerBytesMax)).Decode(into); err != nil {
		return fmt.Errorf("read the answer of the desk at %s: %w", c.Address, err)
	}
	return nil
}

func refusalOf(resp *http.Response) error {
	var refusal struct {
		Error string `json:"error"`
	}
	if json.NewDecoder(io.LimitReader(resp.Body, requestBytesMax)).Decode(&refusal) != nil || refusal.Error == "" {
		return fmt.Errorf("the desk answers %s", resp.Status)
	}
	if resp.StatusCode == http.StatusNotFound {
		return fmt.Errorf("%s: %w", refusal.Error, port.ErrNotFound)
	}
	return errors.New(refusal.Error)
}

func (c Client) do(ctx context.Context, method, path string, body []byte) (*http.Response, error) {
	req, err := http.NewRequestWithContext(ctx, method, "http://"+c.Address+path, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	if body != nil {
		req.Header.Set("content-type", "application/json")
	}
	return http.DefaultClient.Do(req)
}
