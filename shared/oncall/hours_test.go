package oncall_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"ringdown/shared/oncall"
)

func officeHours() oncall.Hours {
	return oncall.Hours{
		ID: "office", TZ: "Europe/Berlin",
		Windows: []oncall.Window{{Days: []oncall.Weekday{"MO", "TU", "WE", "TH", "FR"}, Start: "08:00", Minutes: 600}, {Days: []oncall.Weekday{"SA"}, Start: "22:00", Minutes: 300}},
		Holidays: []oncall.Holiday{
			{Name: "Christmas", From: "2025-12-24", Until: "2025-12-26", Windows: []oncall.Window{{Days: []oncall.Weekday{"WE"}, Start: "08:00", Minutes: 240}, {Start: "23:00", Minutes: 120}}},
			{Name: "Boxing day", From: "2025-12-26"},
			{Name: "inventory", From: "2026-01-04", Windows: []oncall.Window{{Start: "00:30", Minutes: 60}}},
		},
	}
}

func TestHours(t *testing.T) {
	for _, c := range []struct {
		name, at string
		open     bool
	}{
		{"before opening", "2025-12-22T06:59:59Z", false},
		{"at opening", "2025-12-22T07:00:00Z", true},
		{"at closing", "2025-12-22T17:00:00Z", false},
		{"Sunday, from Saturday night", "2025-12-21T01:59:00Z", true},
		{"Sunday, after it", "2025-12-21T02:00:00Z", false},
		{"a holiday with its own hours", "2025-12-24T10:59:00Z", true},
		{"and after them", "2025-12-24T11:00:00Z", false},
		{"its night does not begin on the day before", "2025-12-23T23:30:00Z", false},
		{"its night runs into its next date", "2025-12-24T23:30:00Z", true},
		{"a later holiday on its last date wins", "2025-12-26T22:30:00Z", false},
		{"and cuts the night before", "2025-12-25T23:30:00Z", false},
		{"ordinary again", "2025-12-27T21:00:00Z", true},
		{"an ordinary night pauses at the holiday's midnight", "2026-01-03T23:15:00Z", false},
		{"while the holiday's own window counts", "2026-01-03T23:45:00Z", true},
	} {
		if got := oncall.Open(officeHours(), instant(t, c.at)); got != c.open {
			t.Errorf("%s (%s): open is %v", c.name, c.at, got)
		}
	}
}

func TestHoursNextChange(t *testing.T) {
	for after, want := range map[string]string{
		"2025-12-22T12:00:00Z": "2025-12-22T17:00:00Z",
		"2025-12-26T12:00:00Z": "2025-12-27T21:00:00Z",
		"2026-01-03T22:00:00Z": "2026-01-03T23:00:00Z",
		"2026-03-28T22:00:00Z": "2026-03-29T01:00:00Z", // the night of the change is an hour shorter
	} {
		at, open, ok := oncall.NextChange(officeHours(), instant(t, after))
		if !ok || !at.Equal(instant(t, want)) || open != oncall.Open(officeHours(), at) {
			t.Errorf("after %s: %v %v %v, want %s", after, at, open, ok, want)
		}
	}
	always := oncall.Hours{ID: "a", TZ: "America/Havana", Windows: []oncall.Window{{Start: "00:00", Minutes: 1440}}}
	if at, _, ok := oncall.NextChange(always, instant(t, "2024-03-01T00:00:00Z")); ok {
		t.Errorf("always open, yet a change at %v", at)
	}
	if at, _, ok := oncall.NextChange(oncall.Hours{TZ: "UTC"}, instant(t, "2024-03-01T00:00:00Z")); ok {
		t.Errorf("never open, yet a change at %v", at)
	}
}

func TestHoursAreConstantUntilTheNextChange(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		h := oncall.Hours{ID: "h", TZ: rapid.SampledFrom(drawnZones).Draw(t, "tz")}
		for range rapid.IntRange(1, 3).Draw(t, "windows") {
			h.Windows = append(h.Windows, oncall.Window{Days: drawDays(t), Start: drawClock(t), Minutes: rapid.IntRange(1, 10080).Draw(t, "minutes")})
		}
		for range rapid.IntRange(0, 3).Draw(t, "holidays") {
			day := oncall.Holiday{From: drawInstant(t).Format("2006-01-02")}
			if rapid.Bool().Draw(t, "hours") {
				day.Windows = []oncall.Window{{Start: drawClock(t), Minutes: rapid.IntRange(1, 2000).Draw(t, "minutes")}}
			}
			h.Holidays = append(h.Holidays, day)
		}
		if problems := oncall.ValidateHours(h); len(problems) > 0 {
			t.Fatal(problems)
		}
		from := drawInstant(t)
		open := oncall.Open(h, from)
		change, opens, ok := oncall.NextChange(h, from)
		if ok && (!change.After(from) || opens == open) {
			t.Fatalf("open is %v at %v, then %v at %v", open, from, opens, change)
		}
		for at := from; at.Before(from.Add(9*24*time.Hour)) && (!ok || at.Before(change)); at = at.Add(13 * time.Minute) {
			if oncall.Open(h, at) != open {
				t.Fatalf("open changes at %v, before %v", at, change)
			}
		}
	})
}

func TestValidateHours(t *testing.T) {
	h := oncall.Hours{TZ: "Local", Holidays: []oncall.Holiday{{From: "2025-02-29"}, {From: "2025-03-02", Until: "2025-03-01"}, {From: "2025-03-02", Until: "2027-03-01"},
		{From: "2025-03-01", Until: "x", Windows: []oncall.Window{{Start: "9:00", Minutes: 0}}}}}
	comparePaths(t, oncall.ValidateHours(h), "id tz windows holidays[0].from holidays[1].until holidays[2].until holidays[3].until holidays[3].windows[0].start holidays[3].windows[0].minutes")
}
