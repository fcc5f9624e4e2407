// Package listen is the page behind the link in an alert: it plays a call's message, shows who was
// tried and told, and takes that somebody sees to it, passes it on, or that nothing is left to do.
//
// A GET shows, a POST acts: scanners of mail and previews of chats open links. Each link belongs to one
// person and one purpose; the link in a notification only shows, and the page makes the others. This
// function writes the alert itself, because who pressed the button has to read who has it.
//
// Why the audio is not in the page but behind an address that lives for minutes: the
// page's link is mailed around for a day, the audio is somebody's voice. A forged link
// and an expired one are told apart, so that a responder at night knows what to do.
// To change the page's words or its look, see package page.
package listen

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"time"

	"ringdown/shared/page"
	"ringdown/shared/pager"
	"ringdown/shared/port"
	"ringdown/shared/switchboard"
	"ringdown/shared/webhook"
)

// playTime is how long the audio of an opened page can be played.
const playTime = 15 * time.Minute

// New makes the handler.
func New(links switchboard.Links, s *switchboard.Switchboard, p *pager.Pager, log *slog.Logger) webhook.Handler {
	alerts := alertPage{links, s, p, log}
	return func(ctx context.Context, r webhook.Request) (webhook.Response, error) {
		if r.PathParameters["alert"] != "" {
			return alerts.answer(ctx, r), nil
		}
		id := r.PathParameters["call"]
		if err := links.CheckListen(id, r.PathParameters["token"], s.Now()); err != nil {
			log.WarnContext(ctx, "link refused", "error", err)
			return refused(err), nil
		}
		n, audio, err := s.Hear(ctx, id, playTime)
		switch {
		case errors.Is(err, port.ErrNotFound):
			return answer(http.StatusNotFound, page.Apology("This call is no longer kept.")), nil
		case err != nil:
			log.ErrorContext(ctx, "page not shown", "call", id, "error", err)
			return answer(http.StatusServiceUnavailable, page.Apology("The call could not be loaded. Please reload the page.")), nil
		}
		return answer(http.StatusOK, page.Call(n, audio)), nil
	}
}

func refused(err error) webhook.Response {
	if errors.Is(err, switchboard.ErrExpired) {
		return answer(http.StatusGone, page.Apology("This link has expired. Ask for a newer alert, or list the calls."))
	}
	return answer(http.StatusForbidden, page.Apology("This link is not valid. Please open it from the alert again."))
}

// answer answers with HTML that no cache keeps, no other site frames and that loads nothing but the
// audio.
func answer(status int, body string) webhook.Response {
	return webhook.Response{StatusCode: status, Body: body, Headers: map[string]string{
		"content-type": "text/html; charset=utf-8", "cache-control": "no-store", "referrer-policy": "no-referrer",
		"content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; media-src *; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
		"x-content-type-options":  "nosniff",
	}}
}
