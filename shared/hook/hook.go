package hook

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"ringdown/shared/alert"
	"ringdown/shared/notice"
	"ringdown/shared/port"
)

var _ port.Channels = (*Poster)(nil)

// Poster posts notices to the addresses of chats.
type Poster struct {
	Key []byte // derives the secrets of webhooks that have none
	Now func() time.Time

	client *http.Client
}

// New makes one that reaches public servers alone.
func New(key []byte, now func() time.Time) *Poster {
	return &Poster{Key: key, Now: now, client: guarded(control, nil)}
}

// Notify posts a notice to the address of a chat. A 4xx is a refusal: the address is wrong, or gone
// with the person who made it.
func (p *Poster) Notify(ctx context.Context, to alert.Notification, n alert.Notice) (string, error) {
	if err := ctx.Err(); err != nil {
		return "", err
	}
	u, secret, err := parse(to.Address)
	if err != nil {
		return "", err
	}
	id := n.ID + "." + to.ID
	body, signed := bodyFor(u, notice.Of(to, n))
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, u.String(), bytes.NewReader(body))
	if err != nil {
		return "", fmt.Errorf("post alert %s to a webhook: its address is none of the web: %w", n.ID, port.ErrRefused)
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("User-Agent", "ringdown")
	if signed {
		if secret == "" {
			secret = SecretOf(p.Key, u.String())
		}
		at := p.Now()
		r.Header.Set("Webhook-Id", id)
		r.Header.Set("Webhook-Timestamp", strconv.FormatInt(at.Unix(), 10))
		r.Header.Set("Webhook-Signature", sign(secret, id, at, body))
	}
	if err := p.post(r); err != nil {
		return "", fmt.Errorf("post alert %s to a webhook of %s: %w", n.ID, u.Hostname(), err)
	}
	return id, nil
}

// post sends, and says what an answer means. Errors leave the address out: it is a secret of its own.
func (p *Poster) post(r *http.Request) error {
	response, err := p.client.Do(r)
	var of *url.Error
	switch {
	case errors.Is(err, errInside):
		return fmt.Errorf("%w: %w", port.ErrRefused, errInside)
	case errors.As(err, &of):
		return of.Err
	case err != nil:
		return err
	}
	defer response.Body.Close()
	// Read, so that the other side is not cut off while it answers; what it says is shown to nobody.
	_, _ = io.Copy(io.Discard, io.LimitReader(response.Body, answerMax)) // the status has said what became of it
	switch status := response.StatusCode; {
	case status >= 200 && status < 300:
		return nil
	case status == http.StatusTooManyRequests:
		return fmt.Errorf("it answered 429: %w", port.ErrThrottled)
	case status >= 300 && status < 500 && status != http.StatusRequestTimeout:
		return fmt.Errorf("it answered %d: %w", status, port.ErrRefused)
	default:
		return fmt.Errorf("it answered %d", status)
	}
}

// bodyFor is what the host understands, and whether it is signed.
func bodyFor(u *url.URL, m notice.Message) (body []byte, signed bool) {
	host := strings.ToLower(u.Hostname())
	switch {
	case host == "hooks.slack.com" || host == "hooks.slack-gov.com":
		return m.Slack(), false
	case strings.HasSuffix(host, ".logic.azure.com"), strings.HasSuffix(host, ".api.powerplatform.com"), strings.HasSuffix(host, ".webhook.office.com"):
		return m.Teams(), false
	}
	return m.Webhook(), true
}
