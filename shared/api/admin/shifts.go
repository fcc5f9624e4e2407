package admin

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"slices"
	"time"

	"ringdown/shared/access"
	"ringdown/shared/api"
	"ringdown/shared/office"
	"ringdown/shared/oncall"
	"ringdown/shared/resource"
	"ringdown/shared/settings"
)

const (
	// shiftsAhead is how much of one's own shifts is shown, and shiftsMost how much may be.
	shiftsAhead, shiftsMost = 28 * 24 * time.Hour, 366 * 24 * time.Hour
	// handOverMost is the longest that is handed over at once: a holiday. More is for who plans.
	handOverMost = 31 * 24 * time.Hour
	// handOverTries bounds how often it begins anew because others change the schedule.
	handOverTries = 8
)

// Shift is a span in which one is on call.
type Shift struct {
	Schedule string `json:"schedule"`
	oncall.Duty
}

// Shifts are one's own.
type Shifts struct {
	Items []Shift `json:"items"` // by time
}

// HandOver takes shifts from somebody, or gives one's own to somebody: one of both.
type HandOver struct {
	Schedule string    `json:"schedule"`
	From     time.Time `json:"from"`
	Until    time.Time `json:"until"`
	Take     string    `json:"take,omitempty"` // from this user
	Give     string    `json:"give,omitempty"` // to this user
}

// HandedOver is what went over.
type HandedOver struct {
	Schedule string           `json:"schedule"`
	Version  int              `json:"version"` // of the schedule
	Override string           `json:"override"`
	From     string           `json:"from"` // user
	To       string           `json:"to"`   // user
	Shifts   []oncall.Duty    `json:"shifts"`
	Warnings []settings.Fault `json:"warnings,omitempty"`
}

func (a admin) shifts() []api.Operation {
	span := []api.Parameter{
		{Name: "from", About: "a time with its offset; now when left out", Kind: "string"},
		{Name: "until", About: "a time with its offset, at most a year later; four weeks later when left out", Kind: "string"},
	}
	return []api.Operation{{
		ID: "listMyShifts", Method: http.MethodGet, Path: "/me/shifts", Group: "me", Summary: "List when one is on call", Asks: access.Own, Query: span,
		Gives: Shifts{}, Status: http.StatusOK, Example: api.Example{Path: "/me/shifts"}, Do: a.listShifts,
	}, {
		ID: "handOver", Method: http.MethodPost, Path: "/me/shifts", Group: "me", Summary: "Take somebody's shifts, or give one's own to somebody", Asks: access.Own, Query: []api.Parameter{dryRun},
		Detail: "An override on top of the schedule, for oneself alone: wherever and while the giver is on call, the taker is in their place. What is past stays; at most a month at once.",
		Takes:  HandOver{}, Gives: HandedOver{}, Tries: Trial{}, Status: http.StatusOK,
		Faults:  []int{http.StatusNotFound, http.StatusConflict, http.StatusRequestEntityTooLarge, http.StatusUnsupportedMediaType, http.StatusUnprocessableEntity},
		Example: api.Example{Path: "/me/shifts", Query: "dryRun=true", Body: `{"schedule":"platform-week","from":"2026-12-01T18:00:00Z","until":"2026-12-02T06:00:00Z","take":"ben"}`}, Do: a.handOver,
	}}
}

// person is the user that somebody is, of settings that were read.
func person(now resource.Snapshot, r *api.Request) (string, error) {
	u, ok := userOf(now, r)
	if !ok {
		return "", noUser(r)
	}
	return u.ID, nil
}

func (a admin) listShifts(ctx context.Context, r *api.Request) (api.Answer, error) {
	from, err := moment(r.Query("from"), r.Now)
	if err != nil {
		return api.Answer{}, err
	}
	until, err := moment(r.Query("until"), from.Add(shiftsAhead))
	if err != nil {
		return api.Answer{}, err
	}
	if !from.Before(until) || until.Sub(from) > shiftsMost {
		return api.Answer{}, api.Fail(http.StatusBadRequest, "query", "until is not after from, or more than a year later")
	}
	now, err := a.office.Store.Snapshot(ctx)
	if err != nil {
		return api.Answer{}, err
	}
	me, _ := userOf(now, r) // who is no user has no shifts
	out := Shifts{Items: []Shift{}}
	for _, at := range now.Of(resource.Schedules) {
		var s oncall.Schedule
		if _, ok, err := read(now, at.Ref, &s); err != nil || !ok {
			return api.Answer{}, err
		}
		for _, d := range oncall.Duties(s, me.ID, from, until) {
			out.Items = append(out.Items, Shift{Schedule: at.ID, Duty: d})
		}
	}
	slices.SortStableFunc(out.Items, func(a, b Shift) int { return a.From.Compare(b.From) })
	return api.Answer{Body: out}, nil
}

// moment reads a time, the usual one where none is written.
func moment(text string, usual time.Time) (time.Time, error) {
	if text == "" {
		return usual, nil
	}
	at, err := time.Parse(time.RFC3339, text)
	if err != nil || at.Year() < 2000 || at.Year() > 2100 {
		return at, api.Fail(http.StatusBadRequest, "query", "%.40q is no time: write one like 2026-12-01T18:00:00Z", text)
	}
	return at, nil
}

func (a admin) handOver(ctx context.Context, r *api.Request) (api.Answer, error) {
	var in HandOver
	if err := r.Decode(&in); err != nil {
		return api.Answer{}, err
	}
	switch {
	case in.Schedule == "" || (in.Take == "") == (in.Give == ""):
		return api.Answer{}, unfit("write schedule, and either take, from whom, or give, to whom")
	case !in.From.Before(in.Until) || in.Until.Sub(in.From) > handOverMost || in.From.Year() < 2000 || in.Until.Year() > 2100:
		return api.Answer{}, unfit("until is not after from, or more than a month later")
	case !in.Until.After(r.Now):
		return api.Answer{}, unfit("until is past: what was is not changed")
	}
	for try := 1; ; try++ {
		answer, err := a.tryHandOver(ctx, r, in)
		if !settings.IsConflict(err) || try == handOverTries {
			return answer, problemOf(err, false)
		}
	}
}

// tryHandOver reads the schedule, and saves it with the override on condition that it is still that one.
func (a admin) tryHandOver(ctx context.Context, r *api.Request, in HandOver) (api.Answer, error) {
	now, err := a.office.Store.Snapshot(ctx)
	if err != nil {
		return api.Answer{}, err
	}
	me, err := person(now, r)
	if err != nil {
		return api.Answer{}, err
	}
	out := HandedOver{Schedule: in.Schedule, Override: a.random(), From: in.Take, To: me}
	if in.Give != "" {
		out.From, out.To = me, in.Give
	}
	var s oncall.Schedule
	at, ok, err := read(now, resource.Ref{Kind: resource.Schedules, ID: in.Schedule}, &s)
	if err == nil && !ok {
		err = missing(resource.Ref{Kind: resource.Schedules, ID: in.Schedule})
	}
	if err != nil {
		return api.Answer{}, err
	}
	s.ID = in.Schedule
	after, moved, err := oncall.HandOver(s, out.Override, out.From, out.To, in.From, in.Until, r.Now)
	switch {
	case errors.Is(err, oncall.ErrNotOnCall):
		return api.Answer{}, api.Fail(http.StatusConflict, "in-use", "%.40q is not on call by %s in that time: look at the schedule", out.From, in.Schedule)
	case errors.Is(err, oncall.ErrOnCallToo):
		return api.Answer{}, api.Fail(http.StatusConflict, "in-use", "%.40q is on call by %s in that time already: nobody can be there twice", out.To, in.Schedule)
	case err != nil:
		return api.Answer{}, unfit("until is past: what was is not changed")
	}
	after.Version = s.Version // of the body, which the store counts
	body, err := json.Marshal(after)
	if err != nil {
		return api.Answer{}, err
	}
	want := office.Order{Changes: []settings.Change{{Ref: at.Ref, Body: body, Follow: at.Version}}, By: author(r), Did: "changed"}
	if r.Has("dryRun") {
		return a.trial(ctx, want, false)
	}
	saved, err := a.office.Save(ctx, want)
	if err != nil {
		return api.Answer{}, err
	}
	out.Version, out.Shifts, out.Warnings = saved.Changed[0].Version, moved, saved.Faults
	return api.Answer{Body: out}, nil
}
