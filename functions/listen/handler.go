// Package listen is the page behind the link in an alert: it plays a call's message
// and shows who was tried.
//
// Why the audio is not in the page but behind an address that lives for minutes: the
// page's link is mailed around for a day, the audio is somebody's voice. A forged link
// and an expired one are told apart, so that a responder at night knows what to do.
// To change the page's words or its look, see page.go.
package listen

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"time"

	"ringdown/shared/port"
	"ringdown/shared/switchboard"
	"ringdown/shared/webhook"
)

// playTime is how long the audio of an opened page can be played.
const playTime = 15 * time.Minute

// New makes the handler.
func New(links switchboard.Links, s *switchboard.Switchboard, log *slog.Logger) webhook.Handler {
	return func(ctx context.Context, r webhook.Request) (webhook.Response, error) {
		id := r.PathParameters["call"]
		if err := links.CheckListen(id, r.PathParameters["token"], s.Now()); err != nil {
			log.WarnContext(ctx, "link refused", "error", err)
			return refused(err), nil
		}
		n, audio, err := s.Hear(ctx, id, playTime)
		switch {
		case errors.Is(err, port.ErrNotFound):
			return page(http.StatusNotFound, apology("This call is no longer kept.")), nil
		case err != nil:
			log.ErrorContext(ctx, "page not shown", "call", id, "error", err)
			return page(http.StatusServiceUnavailable, apology("The call could not be loaded. Please reload the page.")), nil
		}
		return page(http.StatusOK, listenPage(n, audio)), nil
	}
}

func refused(err error) webhook.Response {
	if errors.Is(err, switchboard.ErrExpired) {
		return page(http.StatusGone, apology("This link has expired. Ask for a newer alert, or list the calls."))
	}
	return page(http.StatusForbidden, apology("This link is not valid. Please open it from the alert again."))
}
