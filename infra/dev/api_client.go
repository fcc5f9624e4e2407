package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"ringdown/shared/api"
	"ringdown/shared/api/admin"
	"ringdown/shared/office"
	"ringdown/shared/port"
	"ringdown/shared/resource"
	"ringdown/shared/settings"
)

// apiClient speaks to the admins' API.
type apiClient struct {
	url, token string // the URL without a slash at the end
}

const (
	apiAnswerMax = 32 << 20         // bytes of one answer
	apiTime      = 30 * time.Second // of one request: a function of the API has less
	apiTriesMax  = 6                // of a request that is to be asked again later
	apiWaitMax   = 5 * time.Second  // before each
	pageMost     = 500              // of a list
	pagesMax     = 200              // of a list
)

// ask makes one request, and reads its answer into a value. Where the API says that it has no time
// now, it did nothing, and is asked again.
func (c apiClient) ask(ctx context.Context, method, path string, body, into any) (http.Header, error) {
	var text []byte
	if body != nil {
		var err error
		if text, err = json.Marshal(body); err != nil {
			return nil, err
		}
	}
	for tries := 1; ; tries++ {
		header, wait, err := c.once(ctx, method, path, text, into)
		if wait == 0 || tries == apiTriesMax {
			return header, err
		}
		select {
		case <-time.After(min(wait, apiWaitMax)):
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
}

func (c apiClient) once(ctx context.Context, method, path string, body []byte, into any) (header http.Header, wait time.Duration, err error) {
	ctx, cancel := context.WithTimeout(ctx, apiTime)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, method, c.url+api.Base+path, bytes.NewReader(body))
	if err != nil {
		return nil, 0, fmt.Errorf("%s is no address of an API: write it like http://%s", c.url, deskAddress)
	}
	req.Header.Set("authorization", "Bearer "+c.token)
	if body != nil {
		req.Header.Set("content-type", "application/json")
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return nil, 0, fmt.Errorf("the API at %s does not answer: %w", c.url, errors.Unwrap(err))
	}
	defer resp.Body.Close()
	if resp.StatusCode/100 != 2 {
		seconds, _ := strconv.Atoi(resp.Header.Get("retry-after")) // none: not to be asked again
		return nil, time.Duration(seconds) * time.Second, refusal(resp)
	}
	if err := json.NewDecoder(io.LimitReader(resp.Body, apiAnswerMax)).Decode(into); err != nil {
		return nil, 0, fmt.Errorf("the answer of %s %s cannot be read: %w; is this an API of Ringdown?", method, c.url+api.Base+path, err)
	}
	return resp.Header, 0, nil
}

// refusal turns a problem document into the error that the office has for it.
func refusal(resp *http.Response) error {
	var p struct {
		Type, Detail string
		Errors       []settings.Fault
	}
	if err := json.NewDecoder(io.LimitReader(resp.Body, apiAnswerMax)).Decode(&p); err != nil || p.Type == "" {
		return fmt.Errorf("%s is answered with %s, which is no answer of the API: is the address right?", resp.Request.URL, resp.Status)
	}
	switch {
	case len(p.Errors) > 0:
		return settings.FaultsError{Faults: p.Errors}
	case resp.StatusCode == http.StatusPreconditionFailed:
		return fmt.Errorf("%s: %w", p.Detail, port.ErrConflict)
	case resp.StatusCode == http.StatusNotFound:
		return fmt.Errorf("%s: %w", p.Detail, port.ErrNotFound)
	}
	return errors.New(p.Detail)
}

// page is one of a list, as admin.List has it.
type page struct {
	Items []struct {
		ID        string
		Version   int
		ChangedBy string
		Value     json.RawMessage
	}
	Next string
}

// Snapshot reads all settings that are in force, kind by kind.
func (c apiClient) Snapshot(ctx context.Context) (resource.Snapshot, error) {
	var out resource.Snapshot
	for _, kind := range resource.Kinds {
		if _, ok := settings.Body(kind); !ok {
			continue
		}
		some, err := c.list(ctx, kind)
		if err != nil {
			return out, err
		}
		out = out.With(some)
	}
	return out, nil
}

func (c apiClient) list(ctx context.Context, kind resource.Kind) ([]resource.Resource, error) {
	if kind == resource.Account {
		return c.account(ctx)
	}
	var out []resource.Resource
	query := url.Values{"limit": {strconv.Itoa(pageMost)}}
	for range pagesMax {
		var p page
		if _, err := c.ask(ctx, "GET", "/"+string(kind)+"?"+query.Encode(), nil, &p); err != nil {
			return nil, err
		}
		for _, item := range p.Items {
			ref := resource.Ref{Kind: kind, ID: item.ID}
			body, err := settings.Canonical(ref, item.Value)
			if err != nil {
				return nil, err
			}
			out = append(out, resource.Resource{Ref: ref, Version: item.Version, Body: body, By: item.ChangedBy})
		}
		if p.Next == "" {
			return out, nil
		}
		query.Set("cursor", p.Next)
	}
	return nil, fmt.Errorf("the list of %s does not end", kind)
}

func (c apiClient) account(ctx context.Context) ([]resource.Resource, error) {
	ref := resource.Ref{Kind: resource.Account, ID: resource.AccountID}
	var text json.RawMessage
	header, err := c.ask(ctx, "GET", "/account", nil, &text)
	if errors.Is(err, port.ErrNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	version, err := strconv.Atoi(strings.Trim(header.Get("etag"), `"`))
	if err != nil {
		return nil, fmt.Errorf("the API does not say the version of %s", ref)
	}
	body, err := settings.Canonical(ref, text)
	return []resource.Resource{{Ref: ref, Version: version, Body: body}}, err
}

func changesOf(changes []settings.Change) admin.Changes {
	out := admin.Changes{}
	for _, c := range changes {
		one := admin.Change{Kind: c.Kind, ID: c.ID, Follows: c.Follow}
		if c.Body != nil {
			one.Value = json.RawMessage(c.Body)
		}
		out.Changes = append(out.Changes, one)
	}
	return out
}

// Trial says what a save would do.
func (c apiClient) Trial(ctx context.Context, changes []settings.Change) (office.Saved, error) {
	var t admin.Trial
	_, err := c.ask(ctx, "POST", "/changes?dryRun=true", changesOf(changes), &t)
	return office.Saved{Faults: t.Warnings, Lines: t.Lines, Effects: t.Effects}, err
}

// Save saves changes together.
func (c apiClient) Save(ctx context.Context, changes []settings.Change) (office.Saved, error) {
	var s admin.SavedAll
	_, err := c.ask(ctx, "POST", "/changes", changesOf(changes), &s)
	out := office.Saved{Faults: s.Warnings, Lines: s.Lines}
	for _, item := range s.Items {
		r := resource.Resource{Ref: resource.Ref{Kind: item.Kind, ID: item.ID}, Version: item.Version}
		if !item.Deleted {
			r.Body = json.RawMessage("{}") // it is there; what it says is known to whoever saved it
		}
		out.Changed = append(out.Changed, r)
	}
	return out, err
}
