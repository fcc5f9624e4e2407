package vonage

import (
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"regexp"
	"strings"
	"sync"

	"ringdown/shared/port"
)

// ErrUnknown: the request may or may not have been carried out, because no usable reply came back.
// It is none of the ports' errors, so that it is taken for what it is: nobody knows. Never repeat a
// Dial on it.
var ErrUnknown = errors.New("outcome at the phone provider unknown")

// ErrMalformed is wrapped by every refusal of a webhook that cannot be decoded; its HTTP status is
// 400.
var ErrMalformed = errors.New("malformed webhook")

// ErrUnauthorized is wrapped by the three refusals of a webhook's signature; its HTTP status is
// 401.
var (
	ErrUnauthorized = errors.New("webhook not authorized")
	ErrUnsigned     = fmt.Errorf("%w: unsigned", ErrUnauthorized)
	ErrForged       = fmt.Errorf("%w: forged", ErrUnauthorized)
	ErrStale        = fmt.Errorf("%w: stale", ErrUnauthorized)
)

// verdict says what a reply means, by its status alone: the bodies of errors come in several
// shapes.
func (r *reply) verdict(attempt string) error {
	switch {
	case errors.Is(r.err, port.ErrRefused): // by a guard of ours
		return fmt.Errorf("%s: %w", attempt, r.err)
	case neverConnected(r.err):
		return fmt.Errorf("%s: %w: never sent: %s", attempt, port.ErrThrottled, withoutNumbers(r.err.Error()))
	case r.err != nil && !r.sent:
		return fmt.Errorf("%s: %w: never sent: %s", attempt, port.ErrRefused, withoutNumbers(r.err.Error()))
	case r.err != nil:
		return fmt.Errorf("%s: %w: %s", attempt, ErrUnknown, withoutNumbers(r.err.Error()))
	case !r.sent:
		return fmt.Errorf("%s: %w: never sent", attempt, port.ErrRefused)
	case r.status >= 200 && r.status < 300:
		return nil
	}
	return fmt.Errorf("%s: %w: status %d%s", attempt, classOf(r.status), r.status, r.reason())
}

// neverConnected reports whether a request failed before there was a connection to carry it:
// refused, no way there, or no such name.
func neverConnected(err error) bool {
	var op *net.OpError
	return errors.As(err, &op) && op.Op == "dial"
}

func classOf(status int) error {
	switch {
	case status == http.StatusNotFound:
		return port.ErrNotFound
	case status == http.StatusTooManyRequests, status == http.StatusServiceUnavailable:
		return port.ErrThrottled // both say that it was not done, and to come again (RFC 6585 §4, RFC 9110 §15.6.4)
	case status >= 400 && status < 500:
		return port.ErrRefused
	}
	return ErrUnknown
}

// reason picks the explaining words out of an error body, whichever of its shapes it has.
func (r *reply) reason() string {
	var b struct {
		Title      string `json:"title"`
		ErrorTitle string `json:"error_title"`
		Detail     string `json:"detail"`
		Parameters []struct {
			Name   string `json:"name"`
			Reason string `json:"reason"`
		} `json:"invalid_parameters"`
	}
	_ = json.Unmarshal(r.body, &b) // lenient: what fits is filled, the rest stays empty
	words := []string{b.Title, b.ErrorTitle, b.Detail}
	for _, p := range b.Parameters {
		words = append(words, strings.TrimSpace(p.Name+" "+p.Reason))
	}
	var text strings.Builder
	for _, w := range words {
		if w != "" {
			text.WriteString(", " + w)
		}
	}
	return Loggable(text.String())
}

const maxReason = 300 // characters of a foreign text that a log line carries

// digitRun is compiled when there is a foreign text.
var digitRun = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`\+?[0-9]{6,}`) })

// What a foreign text may hold that no log should: addresses, whose paths and queries carry tokens
// and numbers, tokens by themselves, and numbers however they are grouped.
var (
	addressIn = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`(?i)(https?://[a-z0-9.:-]*)[^\s"'<>]*`) })
	tokenIn   = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`[A-Za-z0-9_.~+/=-]{22,}`) })
	numberIn  = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`\+?\(?[0-9](?:[ ().%/-]*[0-9]){5,}`) })
)

// Loggable makes what the provider wrote fit for a log: without phone numbers, tokens, paths of
// addresses, line breaks, or end.
func Loggable(text string) string {
	text = addressIn().ReplaceAllStringFunc(text, func(address string) string {
		scheme, rest, _ := strings.Cut(address, "://")
		host, _, more := strings.Cut(rest, "/")
		host, _, asked := strings.Cut(host, "?")
		if i := strings.LastIndexByte(host, '@'); i >= 0 {
			host = host[i+1:]
		}
		if more || asked {
			return scheme + "://" + host + "/***"
		}
		return scheme + "://" + host
	})
	var words []string
	for _, word := range strings.Fields(text) {
		if !strings.Contains(word, "://") {
			word = tokenIn().ReplaceAllString(word, "***")
		}
		words = append(words, word)
	}
	return withoutNumbers(numberIn().ReplaceAllString(strings.Join(words, " "), "***"))
}

// withoutNumbers makes a foreign text fit for a log: no phone numbers, no endless text.
func withoutNumbers(text string) string {
	text = digitRun().ReplaceAllString(text, "***")
	if len(text) > maxReason {
		text = strings.ToValidUTF8(text[:maxReason], "") + "…"
	}
	return text
}
