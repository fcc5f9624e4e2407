package api

import (
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"time"

	"ringdown/shared/access"
	"ringdown/shared/port"
)

// ProblemMedia is the type of a problem document (RFC 9457 §3).
const ProblemMedia = "application/problem+json"

// Problem is a problem document, and the error that an operation returns to have it sent.
type Problem struct {
	Type     string `json:"type"`  // urn:ringdown:problem:faults
	Title    string `json:"title"` // the same for every problem of the type
	Status   int    `json:"status"`
	Detail   string `json:"detail"`             // what is so here, and what to do
	Instance string `json:"instance,omitempty"` // urn:ringdown:request:…, as in the log
	Errors   []any  `json:"errors,omitempty"`   // each fault, with its pointer
	Version  int    `json:"version,omitempty"`  // that is in force, where a change met another one
	UsedBy   []any  `json:"usedBy,omitempty"`   // what refers to what was to be deleted

	retry time.Duration
	cause error // for the log
}

func (p *Problem) Error() string {
	if p.cause != nil {
		return fmt.Sprintf("%d %s: %v", p.Status, p.Title, p.cause)
	}
	return fmt.Sprintf("%d %s: %s", p.Status, p.Title, p.Detail)
}

// Unwrap returns what is logged.
func (p *Problem) Unwrap() error { return p.cause }

// titles are the kinds of problems, by the last word of their type.
var titles = map[string]string{
	"unauthenticated": "Not signed in", "forbidden": "Not allowed", "not-found": "There is nothing here", "method": "Not this method",
	"body": "The body cannot be read", "media": "Not this type of body", "too-large": "Too large", "faults": "The settings cannot be used",
	"query": "The query cannot be read", "precondition-required": "Say which version is changed", "precondition-failed": "Somebody else was faster",
	"exists": "It exists already", "in-use": "Not as things are", "name-used": "The name of the request was used before", "too-often": "Asked too often",
	"wrong-code": "Not the code", "busy": "Not now", "failed": "This went wrong here",
}

// Fail makes a problem of a kind.
func Fail(status int, kind, format string, args ...any) *Problem {
	return &Problem{Type: "urn:ringdown:problem:" + kind, Title: titles[kind], Status: status, Detail: fmt.Sprintf(format, args...)}
}

// Because adds an error for the log; the client does not see it.
func (p *Problem) Because(err error) *Problem {
	p.cause = err
	return p
}

// After says when to ask again.
func (p *Problem) After(wait time.Duration) *Problem {
	p.retry = wait
	return p
}

// problemOf turns any error into a problem document.
func problemOf(err error) *Problem {
	var p *Problem
	const soon = time.Second
	switch {
	case errors.As(err, &p):
		return p
	case errors.Is(err, access.ErrUnauthenticated):
		return Fail(http.StatusUnauthorized, "unauthenticated", "%s", access.Reason(err)).Because(err)
	case errors.Is(err, access.ErrForbidden):
		return Fail(http.StatusForbidden, "forbidden", "%s", access.Reason(err)).Because(err)
	case errors.Is(err, access.ErrTooOften):
		return Fail(http.StatusTooManyRequests, "too-often", "%s", access.Reason(err)).After(soon).Because(err)
	case errors.Is(err, access.ErrIssuer):
		return Fail(http.StatusServiceUnavailable, "busy", "%s", access.Reason(err)).After(soon).Because(err)
	case errors.Is(err, port.ErrNotFound):
		return Fail(http.StatusNotFound, "not-found", "there is no such thing: look at the list")
	case errors.Is(err, port.ErrThrottled), errors.Is(err, port.ErrConflict):
		return Fail(http.StatusServiceUnavailable, "busy", "others change the same at this moment: ask again in a second").After(soon).Because(err)
	}
	return Fail(http.StatusInternalServerError, "failed", "it is not known whether it was done: read again, and ask once more").Because(err)
}

// headers are those that go with a problem.
func (p *Problem) headers(h http.Header) {
	h.Set("content-type", ProblemMedia)
	if p.retry > 0 {
		h.Set("retry-after", strconv.Itoa(int((p.retry+time.Second-1)/time.Second)))
	}
	if p.Status == http.StatusUnauthorized {
		h.Set("www-authenticate", "Bearer") // RFC 6750 §3
	}
	if p.Version > 0 {
		h.Set("etag", Tag(p.Version))
	}
}
