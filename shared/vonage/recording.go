package vonage

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"ringdown/shared/port"
)

const (
	// maxRecordingBytes bounds a download: ten minutes of wav (16 bit, 16 kHz) have 19 MB.
	maxRecordingBytes = 32 << 20
	// fetchTimeout bounds a download as a whole.
	fetchTimeout = time.Minute
	// maxHops bounds redirects among the provider's own hosts.
	maxHops = 3
)

// errTooLong is what reading a recording beyond maxRecordingBytes gives.
var errTooLong = fmt.Errorf("%w: recording is longer than %d bytes", port.ErrRefused, maxRecordingBytes)

// Fetch downloads a recording: from the provider's hosts alone, by https, because the address comes
// from a webhook and our token goes with the request. The caller closes the body; reading fails
// beyond 32 MiB or after a minute. An id in place of an address is looked for where recordings
// usually are.
func (c *Client) Fetch(ctx context.Context, address string) (body io.ReadCloser, contentType string, err error) {
	const attempt = "fetch a recording"
	if !strings.Contains(address, "/") {
		address = c.hosts.base + "/v1/files/" + url.PathEscape(address)
	}
	ctx, cancel := context.WithTimeout(ctx, fetchTimeout)
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		cancel()
		return nil, "", fmt.Errorf("%s: %w: not an address", attempt, port.ErrRefused)
	}
	client := &http.Client{
		Transport: guarded(c.transport, []guard{onlyTo(c.hosts.holdsRecordings), withBearer(c.bearer)}),
		CheckRedirect: func(_ *http.Request, via []*http.Request) error {
			if len(via) > maxHops {
				return errors.New("too many redirects")
			}
			return nil
		},
	}
	resp, err := client.Do(req)
	if err != nil {
		cancel()
		return nil, "", (&reply{sent: true, err: err}).verdict(attempt)
	}
	if err := (&reply{sent: true, status: resp.StatusCode}).verdict(attempt); err != nil || resp.ContentLength > maxRecordingBytes {
		resp.Body.Close()
		cancel()
		if err == nil {
			err = errTooLong
		}
		return nil, "", err
	}
	return &capped{from: resp.Body, left: maxRecordingBytes, cancel: cancel}, resp.Header.Get("Content-Type"), nil
}

// capped reads at most left bytes and then fails, rather than ending early as if that were all.
type capped struct {
	from   io.ReadCloser
	left   int64
	cancel context.CancelFunc
}

func (c *capped) Read(p []byte) (int, error) {
	n, err := c.from.Read(p)
	c.left -= int64(n)
	if c.left < 0 {
		return 0, errTooLong
	}
	return n, err
}

func (c *capped) Close() error {
	defer c.cancel()
	return c.from.Close()
}
