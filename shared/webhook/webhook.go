// Package webhook is what every function behind the phone provider's webhooks does
// around its own few lines: read the request, prove where it came from, answer.
//
// It fails closed and speaks up: a request that cannot be proven changes nothing and
// gets 401, a malformed one 400; but once it is proven that the provider is asking for
// a caller, the answer is a script, whatever went wrong behind it. Logging happens
// here, once for each request, and never carries a phone number. The option not taken
// was middleware of a web framework: these functions have one route each.
//
// To add a webhook, write a Handle function in functions/<name> and pass it to Handler.
package webhook

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/aws/aws-lambda-go/events"

	"ringdown/shared/call"
	"ringdown/shared/ncco"
	"ringdown/shared/port"
	"ringdown/shared/speech/words"
	"ringdown/shared/vonage"
)

// Request is an API Gateway request (HTTP API, payload format 2.0).
type Request = events.APIGatewayV2HTTPRequest

// Response is an API Gateway response.
type Response = events.APIGatewayV2HTTPResponse

// Handler is a Lambda function behind HTTP.
type Handler func(context.Context, Request) (Response, error)

// Proven is a request of which it is known that the provider sent it, and for which
// URL of ours.
type Proven struct {
	vonage.Request
	Callback ncco.Callback // from the URL's token; zero on routes without one
}

// Handle is a function's own part. Whatever the error, the reply is given if it has a
// script; a call that is not known (port.ErrNotFound) is answered with what the
// function says, which may be nothing.
type Handle func(ctx context.Context, r Proven) (call.Reply, error)

// Edge is what proves requests and writes answers.
type Edge struct {
	Verifier  vonage.Verifier
	Rotation  *Rotation // nil: the verifier's secrets stay as they are
	Callbacks vonage.Callbacks
	Now       func() time.Time
	Log       *slog.Logger
}

// Handler wraps a function's own part. Kind names the route in logs, in the tokens of
// its URLs, and in the settings of the signature check. Spoken says that somebody
// listens to the reply, so a failure has to be a sentence.
func (e Edge) Handler(kind string, spoken bool, handle Handle) Handler {
	return func(ctx context.Context, r Request) (Response, error) {
		p, err := e.prove(ctx, kind, r)
		if err != nil {
			// Strangers send no signature. Who sends one that does not fit is most often the
			// provider, and a secret or a clock of ours is wrong: the stack's alarms tell the two
			// apart.
			e.Log.WarnContext(ctx, "webhook refused", "kind", kindOf(r, kind), "signed", p.Authorization != "", "error", err)
			return plain(http.StatusUnauthorized), nil
		}
		reply, err := recovered(ctx, p, handle)
		if errors.Is(err, vonage.ErrMalformed) {
			e.Log.WarnContext(ctx, "a webhook cannot be read; nothing changes", "kind", kind, "call", p.Callback.Call, "error", err)
			return plain(http.StatusBadRequest), nil
		}
		if err != nil {
			e.Log.ErrorContext(ctx, "handling a webhook failed; the leg hears an apology", "kind", kind, "call", p.Callback.Call, "leg", p.Callback.Leg, "error", err)
			if spoken && reply.Unchanged() && !errors.Is(err, port.ErrNotFound) {
				reply.Script = call.Farewell(words.English, func(w words.Words) string { return w.ApologyGoodbye })
			}
		}
		return e.answer(ctx, kind, reply), nil
	}
}

// byGet are the kinds of webhook that the provider may send by GET: it tells some errors so. A
// signature covers a body and no query, so by GET nothing else is taken.
var byGet = []string{"leg", "event", "readout"}

// prove checks the provider's signature and, where the path has one, our own token. What
// may come unsigned needs the token.
func (e Edge) prove(ctx context.Context, kind string, r Request) (Proven, error) {
	kind = kindOf(r, kind)
	p := Proven{Request: vonage.Request{
		Method: r.RequestContext.HTTP.Method, RawQuery: r.RawQueryString, Body: []byte(r.Body), Authorization: r.Headers["authorization"],
	}}
	if r.IsBase64Encoded {
		body, err := base64.StdEncoding.DecodeString(r.Body)
		if err != nil {
			return p, fmt.Errorf("decode the request's body: %w", err)
		}
		p.Body = body
	}
	if p.Method != http.MethodPost && !(p.Method == http.MethodGet && slices.Contains(byGet, kind)) {
		return p, fmt.Errorf("%w: the provider sends no %s by %.10q", vonage.ErrUnauthorized, kind, p.Method)
	}
	if err := e.Rotation.Verify(ctx, e.Verifier, kind, p.Request, e.Now()); err != nil {
		return p, err
	}
	token, ok := r.PathParameters["token"]
	if !ok {
		if p.Authorization == "" {
			return p, fmt.Errorf("%w: %s request without Authorization, and its address has no token", vonage.ErrUnsigned, kind)
		}
		return p, nil
	}
	callback, err := e.Callbacks.Check(kind, r.PathParameters["call"], token)
	if err != nil {
		return p, fmt.Errorf("check the URL's token: %w", err)
	}
	if callback.Call != vonage.AnyCall {
		p.Callback = callback
	}
	return p, nil
}

// kindOf returns what kind of webhook a route is for: the word after /voice/. Two kinds may
// lead to one function.
func kindOf(r Request, otherwise string) string {
	if _, path, ok := strings.Cut(r.RouteKey, " /voice/"); ok {
		kind, _, _ := strings.Cut(path, "/")
		return kind
	}
	return otherwise
}

// recovered turns a panic into an error: the caller hears an apology, we read the stack.
func recovered(ctx context.Context, p Proven, handle Handle) (reply call.Reply, err error) {
	defer func() {
		if cause := recover(); cause != nil {
			reply, err = call.Reply{}, fmt.Errorf("panic: %v", cause)
		}
	}()
	return handle(ctx, p)
}

// answer writes the reply. A script the provider would refuse must not get out: it
// would end the call without a word.
func (e Edge) answer(ctx context.Context, kind string, reply call.Reply) Response {
	if reply.Unchanged() {
		return plain(http.StatusNoContent)
	}
	script := reply.Script.Resolve(e.Callbacks.URL)
	err := script.Validate()
	if err != nil {
		e.Log.ErrorContext(ctx, "refusing to send an invalid NCCO; the leg hears an apology", "kind", kind, "error", err)
		script = call.Farewell(words.English, func(w words.Words) string { return w.ApologyGoodbye })
	}
	body, err := json.Marshal(script)
	if err != nil {
		e.Log.ErrorContext(ctx, "encoding an NCCO failed; the leg hears an apology", "kind", kind, "error", err)
		return plain(http.StatusNoContent)
	}
	return Response{StatusCode: http.StatusOK, Headers: map[string]string{"content-type": "application/json"}, Body: string(body)}
}

func plain(status int) Response { return Response{StatusCode: status} }
