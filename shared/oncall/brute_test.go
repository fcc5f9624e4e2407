package oncall_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"ringdown/shared/oncall"
)

// The brute force below knows one thing about zones: what the wall clock reads at an instant. It
// walks the minutes and looks. Local times are plain UTC times here ("floating"), so that none of
// the algorithm's arithmetic is shared.

const minuteLayout = "2006-01-02T15:04"

// clockChanges are stretches with both changes of a year, and the years in which something odd
// happened.
var clockChanges = []struct{ zone, from, until string }{
	{"America/Chicago", "2020-03-06T00:00:00Z", "2020-03-11T00:00:00Z"},
	{"America/Chicago", "2020-10-30T00:00:00Z", "2020-11-04T00:00:00Z"},
	{"Europe/Berlin", "2024-03-29T00:00:00Z", "2024-04-02T00:00:00Z"},
	{"Europe/Berlin", "2024-10-25T00:00:00Z", "2024-10-29T00:00:00Z"},
	{"Australia/Lord_Howe", "2021-04-02T00:00:00Z", "2021-04-06T00:00:00Z"},
	{"Australia/Lord_Howe", "2020-10-02T00:00:00Z", "2020-10-06T00:00:00Z"},
	{"America/Havana", "2024-03-08T00:00:00Z", "2024-03-12T00:00:00Z"},
	{"America/Havana", "2024-11-01T00:00:00Z", "2024-11-05T00:00:00Z"},
	{"Africa/Cairo", "2024-04-24T00:00:00Z", "2024-04-28T00:00:00Z"},
	{"Africa/Cairo", "2024-10-29T00:00:00Z", "2024-11-03T00:00:00Z"},
	{"America/Santiago", "2024-09-06T00:00:00Z", "2024-09-10T00:00:00Z"},
	{"America/Santiago", "2024-04-05T00:00:00Z", "2024-04-09T00:00:00Z"},
	{"Asia/Beirut", "2024-03-29T00:00:00Z", "2024-04-02T00:00:00Z"},
	{"Pacific/Apia", "2011-12-28T00:00:00Z", "2012-01-02T00:00:00Z"},
	{"America/Chicago", "2040-12-29T00:00:00Z", "2041-01-03T00:00:00Z"}, // a leap year's end, beyond the listed years
	{"Europe/Dublin", "2048-03-27T00:00:00Z", "2048-03-31T00:00:00Z"},
	{"Africa/Casablanca", "2024-03-09T00:00:00Z", "2024-03-12T00:00:00Z"},
	{"Africa/Casablanca", "2024-04-13T00:00:00Z", "2024-04-16T00:00:00Z"},
}

// reading returns what the zone's wall clock shows at t, as a floating time.
func reading(t time.Time, loc *time.Location) time.Time {
	floating, err := time.Parse(minuteLayout, t.In(loc).Format(minuteLayout))
	if err != nil {
		panic(err)
	}
	return floating
}

// clockTape is every minute of a stretch with its reading.
type clockTape struct {
	at   []time.Time
	read []time.Time
}

func record(loc *time.Location, from, until time.Time) clockTape {
	tape := clockTape{}
	for t := from; t.Before(until); t = t.Add(time.Minute) {
		tape.at = append(tape.at, t)
		tape.read = append(tape.read, reading(t, loc))
	}
	return tape
}

// happens finds the first minute whose reading is the local time or later.
func (c clockTape) happens(local time.Time) (time.Time, bool) {
	for i, read := range c.read {
		if !read.Before(local) {
			return c.at[i], i > 0
		}
	}
	return time.Time{}, false
}

func instant(t testing.TB, text string) time.Time {
	t.Helper()
	at, err := time.Parse(time.RFC3339, text)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

func location(t testing.TB, name string) *time.Location {
	t.Helper()
	loc, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return loc
}

func TestLocalTimeHappensWhenTheClockFirstReadsIt(t *testing.T) {
	for _, change := range clockChanges {
		t.Run(change.zone+" "+change.from[:10], func(t *testing.T) {
			loc := location(t, change.zone)
			from, until := instant(t, change.from), instant(t, change.until)
			tape := record(loc, from, until)
			last := reading(until, loc).Add(-24 * time.Hour)
			checked := 0
			for local := tape.read[0].Add(time.Minute); local.Before(last); local = local.Add(7 * time.Minute) {
				want, ok := tape.happens(local)
				if !ok {
					continue
				}
				got, err := oncall.Instant(change.zone, local.Format(minuteLayout))
				if err != nil || !got.Equal(want) {
					t.Fatalf("%s happens at %v (%v), the clock shows it first at %v", local.Format(minuteLayout), got, err, want)
				}
				checked++
			}
			if checked < 200 {
				t.Fatalf("only %d local times were compared", checked)
			}
		})
	}
}

// turnsByHand steps through the starts of turns as floating times, from turn 0 on, by calendar
// words instead of division.
func turnsByHand(r oncall.Rotation, count int) []time.Time {
	anchor, err := time.Parse(minuteLayout, r.Anchor)
	if err != nil {
		panic(err)
	}
	starts := []time.Time{}
	day := anchor
	counted := func(d time.Time) bool {
		letters := oncall.Weekday([]string{"SU", "MO", "TU", "WE", "TH", "FR", "SA"}[d.Weekday()])
		return len(r.Weekdays) == 0 || slices.Contains(r.Weekdays, letters)
	}
	for !counted(day) {
		day = day.AddDate(0, 0, 1)
	}
	for k := range count {
		switch r.Unit {
		case oncall.Hour:
			starts = append(starts, anchor.Add(time.Duration(k*r.Every)*time.Hour))
		case oncall.Week:
			starts = append(starts, anchor.AddDate(0, 0, 7*k*r.Every))
		case oncall.Month:
			first := anchor.AddDate(0, 0, 1-anchor.Day()).AddDate(0, k*r.Every, 0)
			last := first.AddDate(0, 1, -1).Day()
			starts = append(starts, first.AddDate(0, 0, min(anchor.Day(), last)-1))
		default:
			starts = append(starts, day)
			for step := 0; step < r.Every; {
				if day = day.AddDate(0, 0, 1); counted(day) {
					step++
				}
			}
		}
	}
	return starts
}

func TestRotationMatchesTheClockMinuteByMinute(t *testing.T) {
	rotations := []oncall.Rotation{
		{Unit: oncall.Hour, Every: 1}, {Unit: oncall.Hour, Every: 5}, {Unit: oncall.Hour, Every: 12},
		{Unit: oncall.Day, Every: 1}, {Unit: oncall.Day, Every: 2},
		{Unit: oncall.Day, Every: 1, Weekdays: []oncall.Weekday{oncall.Monday, oncall.Thursday, oncall.Sunday}},
		{Unit: oncall.Week, Every: 1},
		{Unit: oncall.Month, Every: 1},
	}
	for _, change := range clockChanges {
		loc := location(t, change.zone)
		from, until := instant(t, change.from), instant(t, change.until)
		tape := record(loc, from.Add(-time.Hour), until)
		for _, r := range rotations {
			for _, clock := range []string{"00:00", "00:30", "02:15", "23:59"} {
				r.Anchor = reading(from, loc).AddDate(0, 0, -3).Format("2006-01-02T") + clock
				r.Turns = [][]string{{"0"}, {"1"}, {"2"}, {"3"}, {"4"}, {"5"}, {"6"}}
				t.Run(fmt.Sprintf("%s %s every %d %s at %s", change.zone, change.from[:10], r.Every, r.Unit, clock), func(t *testing.T) {
					compareTurns(t, change.zone, r, tape)
				})
			}
		}
	}
}

func compareTurns(t *testing.T, zone string, r oncall.Rotation, tape clockTape) {
	starts := turnsByHand(r, 400)
	s := oncall.Schedule{TZ: zone, Layers: []oncall.Layer{{ID: "l", Tier: 1, Rotation: &r, From: tape.at[0]}}}
	turn := -1
	for i := range tape.at {
		for turn+1 < len(starts) && !starts[turn+1].After(tape.read[i]) {
			turn++
		}
		if turn < 0 {
			continue // before turn 0: the hand-made list does not go back
		}
		got := oncall.OnCall(s, tape.at[i])
		if want := fmt.Sprint(turn % len(r.Turns)); len(got[0]) != 1 || got[0][0] != want {
			t.Fatalf("at %v (clock %s) %v is on, by the clock it is %s", tape.at[i], tape.read[i].Format(minuteLayout), got, want)
		}
	}
}

func TestWindowMatchesTheClockMinuteByMinute(t *testing.T) {
	windows := []oncall.Window{
		{Start: "00:00", Minutes: 1440}, {Start: "02:30", Minutes: 45}, {Start: "22:00", Minutes: 300}, {Start: "01:30", Minutes: 1},
		{Start: "23:30", Minutes: 60, Days: []oncall.Weekday{oncall.Saturday, oncall.Thursday}},
		{Start: "17:00", Minutes: 3780, Days: []oncall.Weekday{oncall.Friday}},
		{Start: "02:15", Minutes: 10080, Days: []oncall.Weekday{oncall.Sunday}},
	}
	for _, change := range clockChanges {
		loc := location(t, change.zone)
		tape := record(loc, instant(t, change.from).Add(-10*24*time.Hour), instant(t, change.until))
		for _, w := range windows {
			t.Run(fmt.Sprintf("%s %s %s+%d", change.zone, change.from[:10], w.Start, w.Minutes), func(t *testing.T) {
				compareWindow(t, change.zone, w, tape)
			})
		}
	}
}

func compareWindow(t *testing.T, zone string, w oncall.Window, tape clockTape) {
	type span struct{ from, until time.Time }
	open := []span{}
	midnight := tape.read[0].Truncate(24 * time.Hour)
	for day := midnight; day.Before(tape.read[len(tape.read)-1]); day = day.AddDate(0, 0, 1) {
		letters := oncall.Weekday([]string{"SU", "MO", "TU", "WE", "TH", "FR", "SA"}[day.Weekday()])
		if len(w.Days) > 0 && !slices.Contains(w.Days, letters) {
			continue
		}
		clock, _ := time.Parse("15:04", w.Start)
		start := day.Add(time.Duration(clock.Hour())*time.Hour + time.Duration(clock.Minute())*time.Minute)
		from, known := tape.happens(start)
		until, ended := tape.happens(start.Add(time.Duration(w.Minutes) * time.Minute))
		if !ended {
			until = tape.at[len(tape.at)-1].Add(time.Minute)
		}
		if known {
			open = append(open, span{from, until})
		}
	}
	s := oncall.Schedule{TZ: zone, Layers: []oncall.Layer{{ID: "l", Tier: 1, Users: []string{"u"}, Windows: []oncall.Window{w}}}}
	for i := 8 * 24 * 60; i < len(tape.at); i++ { // from where every window that could be open began on the tape
		at := tape.at[i]
		want := slices.ContainsFunc(open, func(o span) bool { return !at.Before(o.from) && at.Before(o.until) })
		if got := len(oncall.OnCall(s, at)[0]) == 1; got != want {
			t.Fatalf("at %v (clock %s) on is %v, by the clock it is %v", at, tape.read[i].Format(minuteLayout), got, want)
		}
	}
}
