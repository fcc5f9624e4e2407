package listen

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"net/url"
	"time"

	"ringdown/shared/alert"
	"ringdown/shared/page"
	"ringdown/shared/pager"
	"ringdown/shared/port"
	"ringdown/shared/switchboard"
	"ringdown/shared/webhook"
)

// alertPage shows one alert to one person.
type alertPage struct {
	links switchboard.Links
	board *switchboard.Switchboard
	pager *pager.Pager
	log   *slog.Logger
}

// deeds are what a person can do, by the purpose of the link.
var deeds = map[string]func(alert.Who) alert.Event{
	page.Acknowledge: func(w alert.Who) alert.Event { return alert.Acknowledged{By: w, How: alert.ByLink} },
	page.PassOn:      func(w alert.Who) alert.Event { return alert.PassedOn{By: w, How: alert.ByLink} },
	page.Resolve:     func(w alert.Who) alert.Event { return alert.Resolved{By: w, How: alert.ByLink} },
}

func (h alertPage) answer(ctx context.Context, r webhook.Request) webhook.Response {
	id, purpose := r.PathParameters["alert"], r.PathParameters["purpose"]
	person, err := url.PathUnescape(r.PathParameters["person"])
	if purpose == "" {
		purpose = switchboard.Seeing
	}
	expires, checkErr := h.links.CheckAlert(id, person, purpose, r.PathParameters["token"], h.board.Now())
	if err != nil || checkErr != nil {
		h.log.WarnContext(ctx, "link refused", "error", errors.Join(err, checkErr))
		return refused(errors.Join(err, checkErr))
	}
	a, err := h.pager.Alerts.Load(ctx, id)
	if err == nil {
		var known bool
		me, there := a.ReaderOf(person)
		if !there {
			return refused(switchboard.ErrForged)
		}
		if did, ok := deeds[purpose]; ok && r.RequestContext.HTTP.Method == http.MethodPost {
			a, err = h.pager.Do(ctx, id, did(me))
			known = err == nil
		}
		if err == nil {
			return h.show(ctx, a, me, person, purpose, expires, known)
		}
	}
	if errors.Is(err, port.ErrNotFound) {
		return answer(http.StatusNotFound, page.Apology("This alert is no longer kept."))
	}
	h.log.ErrorContext(ctx, "page not shown", "alert", id, "error", err)
	return answer(http.StatusServiceUnavailable, page.Apology("The alert could not be loaded. Please try again in a moment."))
}

// show shows the alert. A call that is not kept any more, or cannot be read now, leaves out its audio alone.
func (h alertPage) show(ctx context.Context, a alert.Alert, me alert.Who, person, purpose string, expires time.Time, acted bool) webhook.Response {
	v := page.View{Alert: a, Me: me, Zone: zone(a, me), Acted: acted, Links: map[string]string{}}
	for p := range deeds {
		v.Links[p] = h.links.Deed(a.ID, person, p, expires)
	}
	n, audio, err := h.board.Hear(ctx, a.Notice.Call, playTime)
	if err != nil {
		h.log.WarnContext(ctx, "an alert is shown without its call", "alert", a.ID, "error", err)
	} else {
		v.Alert.Notice.Tried, v.Alert.Notice.Ended = n.Tried, n.Ended
		v.Audio = audio
	}
	return answer(http.StatusOK, page.Alert(v))
}

// zone is where the reader lives; UTC where nobody knows.
func zone(a alert.Alert, me alert.Who) *time.Location {
	p, _ := a.Person(me.ID)
	if l, err := time.LoadLocation(p.Timezone); err == nil && p.Timezone != "" {
		return l
	}
	return time.UTC
}
