package admin

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"time"

	"ringdown/shared/api"
	"ringdown/shared/dialplan"
	"ringdown/shared/oncall"
	"ringdown/shared/oncall/calendar"
	"ringdown/shared/resource"
	"ringdown/shared/settings"
)

// ExampleFeed is the id of the feed of the examples.
const ExampleFeed = "7KQ4MZP2XWVRT5HJ3NBC"

const (
	// calendarMedia is the type of a calendar (RFC 5545 §8.1).
	calendarMedia = "text/calendar"
	// feedPast and feedAhead are what a feed shows: what somebody looks back for when they write down
	// their hours, and as far ahead as people plan.
	feedPast  = 31 * 24 * time.Hour
	feedAhead = 92 * 24 * time.Hour
)

// feeds is the operation that calendars read; those on the feed itself are like those of every kind.
func (a admin) feeds() api.Operation {
	return api.Operation{
		ID: "readFeed", Method: http.MethodGet, Path: "/feeds/{id}/calendar.ics", Group: string(resource.Feeds), Summary: "Read a feed as a calendar", Open: true,
		Detail: "For calendar programs, which cannot sign in: the id is the secret. iCalendar (RFC 5545), from a month ago to three months ahead, without phone numbers; to be read once an hour.",
		Status: http.StatusOK, Paints: calendarMedia, Faults: notFound, Example: api.Example{Path: "/feeds/" + ExampleFeed + "/calendar.ics"}, Do: a.readFeed,
	}
}

func (a admin) readFeed(ctx context.Context, r *api.Request) (api.Answer, error) {
	now, err := a.office.Store.Snapshot(ctx)
	if err != nil {
		return api.Answer{}, err
	}
	var f settings.Feed
	if _, ok, err := read(now, resource.Ref{Kind: resource.Feeds, ID: r.Path("id")}, &f); err != nil || !ok {
		return api.Answer{}, orMissing(err, "there is no such feed, or it was deleted: ask for a new address")
	}
	var s oncall.Schedule
	at, ok, err := read(now, resource.Ref{Kind: resource.Schedules, ID: f.Schedule}, &s)
	if err != nil || !ok {
		return api.Answer{}, orMissing(err, "the schedule of this feed was deleted")
	}
	s.Version = at.Version
	text := calendar.Render(calendar.Feed{
		Schedule: s, Name: f.Description, User: f.User, From: r.Now.Add(-feedPast), Until: r.Now.Add(feedAhead), Stamp: at.At,
		UserName: func(id string) string {
			var u dialplan.User
			if _, ok, err := read(now, resource.Ref{Kind: resource.Users, ID: id}, &u); err != nil || !ok || u.Name == "" {
				return id
			}
			return u.Name
		},
	})
	return api.Answer{Raw: text, Media: calendarMedia + "; charset=utf-8", Headers: http.Header{"Cache-Control": {"private, max-age=900"}}}, nil
}

// read reads a resource into its type; false where there is none.
func read(now resource.Snapshot, ref resource.Ref, into any) (resource.Resource, bool, error) {
	r, ok := now.Find(ref)
	if !ok || r.Deleted() {
		return r, false, nil
	}
	if err := json.Unmarshal(r.Body, into); err != nil {
		return r, false, fmt.Errorf("read %s: %w", ref, err)
	}
	return r, true, nil
}

func orMissing(err error, what string) error {
	if err != nil {
		return err
	}
	return api.Fail(http.StatusNotFound, "not-found", "%s", what)
}
