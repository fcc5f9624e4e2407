package porttest

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"ringdown/shared/alert"
	"ringdown/shared/call"
	"ringdown/shared/port"
	"ringdown/shared/resource"
)

// Archive is a store of what happened, and those that it reads.
type Archive struct {
	Activity  port.Activity
	Calls     port.Calls
	Dialplans port.Dialplans
	Alerts    port.Alerts
}

// Activity is the suite of the port of the same name. Open gives empty stores.
func Activity(t *testing.T, open func(t *testing.T) Archive) {
	t.Run("arrivals", func(t *testing.T) { activityArrivals(t, open(t)) })
	t.Run("pages", func(t *testing.T) { activityPages(t, open(t)) })
	t.Run("what stands beside calls", func(t *testing.T) { activityBeside(t, open(t)) })
	t.Run("much stands beside calls", func(t *testing.T) { activityMuchBeside(t, open(t)) })
	t.Run("marks", func(t *testing.T) { activityMarks(t, open(t)) })
	t.Run("reads", func(t *testing.T) { activityReads(t, open(t)) })
	t.Run("cancelled", func(t *testing.T) { activityCancelled(t, open(t)) })
}

func callIDs(calls []call.Call) string {
	var ids []string
	for _, c := range calls {
		ids = append(ids, c.ID)
	}
	return strings.Join(ids, " ")
}

func activityArrivals(t *testing.T, a Archive) {
	for _, c := range []call.Call{
		plainCall("a", "line-1", midnight), plainCall("b", "line-1", midnight.Add(9*time.Hour)), plainCall("c", "line-2", midnight.Add(10*time.Hour)),
		plainCall("d", "line-1", midnight.Add(24*time.Hour-time.Nanosecond)), plainCall("e", "line-1", midnight.Add(24*time.Hour)),
	} {
		must(t, "save", a.Calls.Save(t.Context(), c))
	}
	day := midnight.Add(24 * time.Hour)
	for _, tc := range []struct {
		what string
		of   port.Arrivals
		want string
	}{
		{"a day of every line", port.Arrivals{From: midnight, Until: day, Limit: 10}, "d c b a"},
		{"a day of a line", port.Arrivals{Line: "line-1", From: midnight, Until: day, Limit: 10}, "d b a"},
		{"a part of a day", port.Arrivals{From: midnight.Add(time.Nanosecond), Until: midnight.Add(10 * time.Hour), Limit: 10}, "b"},
		{"one moment", port.Arrivals{From: midnight.Add(10 * time.Hour), Until: midnight.Add(10*time.Hour + time.Nanosecond), Limit: 10}, "c"},
		{"the next day", port.Arrivals{From: day, Until: day.Add(time.Hour), Limit: 10}, "e"},
		{"two of them", port.Arrivals{From: midnight, Until: day, Limit: 2}, "d c"},
		{"those after", port.Arrivals{From: midnight, Until: day, Limit: 2, After: port.Place{Arrived: midnight.Add(10 * time.Hour), Call: "c"}}, "b a"},
		{"those after one that is gone", port.Arrivals{From: midnight, Until: day, Limit: 2, After: port.Place{Arrived: midnight.Add(9*time.Hour + 1), Call: "gone"}}, "b a"},
		{"another line", port.Arrivals{Line: "line-9", From: midnight, Until: day, Limit: 2}, ""},
	} {
		got, err := a.Activity.Arrivals(t.Context(), tc.of)
		if err != nil || callIDs(got) != tc.want {
			t.Errorf("%s: %q, %v; want %q", tc.what, callIDs(got), err, tc.want)
		}
	}
	got, err := a.Activity.Load(t.Context(), "b")
	if err != nil || got.ID != "b" {
		t.Errorf("load: %+v, %v", got, err)
	}
	_, err = a.Activity.Load(t.Context(), "nothing")
	wantError(t, "load what is not there", err, port.ErrNotFound)
}

// Every call is in one page and in one alone, whatever arrived at the same moment.
func activityPages(t *testing.T, a Archive) {
	var want []string
	for i := range 60 {
		c := plainCall(name("call-%02d", i), "line-1", midnight.Add(time.Duration(i/7)*time.Second))
		must(t, "save", a.Calls.Save(t.Context(), c))
		want = append(want, c.ID)
	}
	var got []string
	of := port.Arrivals{Line: "line-1", From: midnight, Until: midnight.Add(time.Hour), Limit: 11}
	for range 10 {
		page, err := a.Activity.Arrivals(t.Context(), of)
		must(t, "a page", err)
		for _, c := range page {
			got, of.After = append(got, c.ID), port.Place{Arrived: c.Arrived, Call: c.ID}
		}
		if len(page) < of.Limit {
			break
		}
	}
	if slices.Sort(got); !slices.Equal(got, want) {
		t.Errorf("the pages together have %v", got)
	}
}

func activityBeside(t *testing.T, a Archive) {
	plan := Plan("line-1", 1, firstNumber)
	must(t, "publish", a.Dialplans.Publish(t.Context(), plan))
	told := alert.Alert{ID: "b-1", Version: 1, Raised: midnight, ToldAt: midnight.Add(time.Second)}
	must(t, "save an alert", a.Alerts.Save(t.Context(), told))
	marks := port.Marks{Call: "b", Version: 1, Marks: []port.Mark{{Recording: "b-m1", Did: port.Heard, Who: "ann", At: midnight}}, Until: midnight.Add(30 * 24 * time.Hour)}
	must(t, "mark", a.Activity.Mark(t.Context(), marks))
	got, err := a.Activity.Beside(t.Context(), port.Wanted{
		Plans: []port.PlanVersion{{Line: "line-1", Version: 1}, {Line: "line-1", Version: 9}}, Alerts: []string{"b-1", "b-2"}, Marks: []string{"b", "c"},
	})
	must(t, "beside", err)
	if len(got.Plans) != 1 || len(got.Alerts) != 1 || len(got.Marks) != 1 {
		t.Fatalf("%d plans, %d alerts, %d marks, want one of each", len(got.Plans), len(got.Alerts), len(got.Marks))
	}
	wantSame(t, "the dialplan", got.Plans[0], plan)
	wantSame(t, "the alert", got.Alerts[0], told)
	wantSame(t, "the marks", got.Marks[0], marks)
	got, err = a.Activity.Beside(t.Context(), port.Wanted{})
	if err != nil || len(got.Plans)+len(got.Alerts)+len(got.Marks) > 0 {
		t.Errorf("nothing is wanted: %+v, %v", got, err)
	}
}

func activityMuchBeside(t *testing.T, a Archive) {
	var ids []string
	for i := range 130 {
		ids = append(ids, name("b-%d", i))
	}
	for _, id := range []string{ids[0], ids[99], ids[100], ids[129]} {
		must(t, "save an alert", a.Alerts.Save(t.Context(), alert.Alert{ID: id, Version: 1, Raised: midnight}))
	}
	got, err := a.Activity.Beside(t.Context(), port.Wanted{Alerts: ids})
	if err != nil || len(got.Alerts) != 4 {
		t.Errorf("%d alerts, %v, want 4", len(got.Alerts), err)
	}
}

func activityMarks(t *testing.T, a Archive) {
	held := RichCall("b")
	must(t, "mark", a.Activity.Mark(t.Context(), port.Marks{Call: "b", Version: 1, Held: &held}))
	wantOneWinner(t, race(racers, func(i int) error {
		return a.Activity.Mark(t.Context(), port.Marks{Call: "b", Version: 2, Marks: []port.Mark{{Recording: name("r%d", i)}}})
	}), port.ErrConflict)
	wantError(t, "marks for the first time, again", a.Activity.Mark(t.Context(), port.Marks{Call: "b", Version: 1}), port.ErrConflict)
	wantError(t, "marks far ahead", a.Activity.Mark(t.Context(), port.Marks{Call: "b", Version: 7}), port.ErrConflict)
	got, err := a.Activity.Beside(t.Context(), port.Wanted{Marks: []string{"b"}})
	if err != nil || len(got.Marks) != 1 || got.Marks[0].Version != 2 || len(got.Marks[0].Marks) != 1 || got.Marks[0].Held != nil {
		t.Errorf("%+v, %v", got.Marks, err)
	}
}

func activityReads(t *testing.T, a Archive) {
	end, err := a.Activity.End(t.Context())
	wantError(t, "the end of nothing", err, nil)
	wantSame(t, "the end of nothing", end, resource.Link{})
	var want []resource.Record
	for i, at := range []time.Time{midnight, midnight.Add(time.Hour), midnight.AddDate(0, 1, 0)} {
		r, next := end.Follow(resource.Record{At: at, Who: "ann", Did: "heard", What: []resource.Ref{{Kind: "voicemails", ID: name("c-m%d", i)}}})
		must(t, "append", a.Activity.Append(t.Context(), end, r))
		wantError(t, "append behind what is no longer the end", a.Activity.Append(t.Context(), end, r), port.ErrConflict)
		if end, err = a.Activity.End(t.Context()); err != nil || end != next {
			t.Errorf("the end is %+v, %v, want %+v", end, err, next)
		}
		want = append(want, r)
	}
	got, err := a.Activity.Records(t.Context(), want[0].Month, 0, 10)
	wantError(t, "records", err, nil)
	wantSame(t, "the first month", got, want[:2])
	if err := resource.Verify(got, resource.Link{}); err != nil {
		t.Error(err)
	}
	got, err = a.Activity.Records(t.Context(), want[0].Month, 1, 1)
	wantError(t, "records", err, nil)
	wantSame(t, "those after the first", got, want[1:2])
	errs := race(racers, func(int) error {
		r, _ := end.Follow(resource.Record{At: midnight.AddDate(0, 1, 0), Who: "ann", Did: "read"})
		return a.Activity.Append(t.Context(), end, r)
	})
	wantOneWinner(t, errs, port.ErrConflict)
}

func activityCancelled(t *testing.T, a Archive) {
	ctx := cancelled()
	_, arrivals := a.Activity.Arrivals(ctx, port.Arrivals{From: midnight, Until: midnight.Add(time.Hour), Limit: 1})
	_, beside := a.Activity.Beside(ctx, port.Wanted{Marks: []string{"b"}})
	_, end := a.Activity.End(ctx)
	_, records := a.Activity.Records(ctx, "2026-03", 0, 1)
	r, _ := resource.Link{}.Follow(resource.Record{At: midnight})
	for what, err := range map[string]error{
		"arrivals": arrivals, "beside": beside, "end": end, "records": records,
		"mark": a.Activity.Mark(ctx, port.Marks{Call: "b", Version: 1}), "append": a.Activity.Append(ctx, resource.Link{}, r),
	} {
		wantError(t, what, err, context.Canceled)
	}
}
