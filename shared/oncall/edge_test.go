package oncall_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"ringdown/shared/oncall"
)

// The edge rules are in two files: this one holds what clocks and calendars do, edge_people_test.go
// what people do. Each subtest is one rule, numbered as a list that must stay complete:
// TestEveryEdgeRuleHasATest counts them.

type sample struct{ at, want string }

// scheduleOf parses the JSON of a schedule, leaving out what is not needed here, such as the id.
func scheduleOf(t testing.TB, text string) oncall.Schedule {
	t.Helper()
	var s oncall.Schedule
	if err := json.Unmarshal([]byte(text), &s); err != nil {
		t.Fatalf("%v in %s", err, text)
	}
	s.ID = "s"
	if problems := oncall.Validate(s); len(problems) > 0 {
		t.Fatalf("the test's schedule is not valid: %v", problems)
	}
	return s
}

// who writes tiers as A+B/C, nobody as a dash.
func who(tiers oncall.Tiers) string {
	parts := []string{}
	for _, tier := range tiers {
		if len(tier) == 0 {
			tier = []string{"-"}
		}
		parts = append(parts, strings.Join(tier, "+"))
	}
	return strings.Join(parts, "/")
}

func expect(t *testing.T, s oncall.Schedule, samples ...sample) {
	t.Helper()
	for _, sample := range samples {
		if got := who(oncall.OnCall(s, instant(t, sample.at))); got != sample.want {
			t.Errorf("at %s on call: %s, want %s", sample.at, got, sample.want)
		}
	}
}

func expectNext(t *testing.T, s oncall.Schedule, after, at, want string) {
	t.Helper()
	got, tiers, ok := oncall.Next(s, instant(t, after))
	if !ok || !got.Equal(instant(t, at)) || who(tiers) != want {
		t.Errorf("next handoff after %s: %v %s (%v), want %s %s", after, got, who(tiers), ok, at, want)
	}
}

func expectHandoffs(t *testing.T, tz string, r oncall.Rotation, from, to string, want ...string) {
	t.Helper()
	got := []string{}
	for _, at := range oncall.Handoffs(r, tz, instant(t, from), instant(t, to)) {
		got = append(got, at.Format("2006-01-02T15:04Z"))
	}
	if !slices.Equal(got, want) {
		t.Errorf("handoffs %v, want %v", got, want)
	}
}

func rotationAt(unit oncall.Unit, every int, anchor string) oncall.Rotation {
	return oncall.Rotation{Unit: unit, Every: every, Anchor: anchor, Depth: 1, Turns: [][]string{{"A"}, {"B"}, {"C"}}}
}

func TestEdgeClock(t *testing.T) {
	t.Run("01 handoff in a missing hour is at the end of the gap", func(t *testing.T) {
		expectHandoffs(t, "Europe/Berlin", rotationAt("day", 1, "2025-03-01T02:30"), "2025-03-29T12:00:00Z", "2025-03-31T12:00:00Z",
			"2025-03-30T01:00Z", "2025-03-31T00:30Z")
		expectHandoffs(t, "America/Denver", rotationAt("day", 1, "2025-03-01T02:30"), "2025-03-08T12:00:00Z", "2025-03-10T12:00:00Z",
			"2025-03-09T09:00Z", "2025-03-10T08:30Z")
	})
	t.Run("02 handoff in a doubled hour is at the first occurrence only", func(t *testing.T) {
		for zone, want := range map[string]string{"Europe/Paris": "2025-10-26T00:30Z", "America/New_York": "2025-11-02T05:30Z"} {
			r := rotationAt("day", 1, "2025-10-01T01:30")
			if zone == "Europe/Paris" {
				r.Anchor = "2025-10-01T02:30"
			}
			expectHandoffs(t, zone, r, want[:8]+want[8:10]+"T00:00:00Z", want[:8]+want[8:10]+"T12:00:00Z", want)
		}
	})
	t.Run("03 changes of half an hour and at midnight follow the same rule", func(t *testing.T) {
		expectHandoffs(t, "Australia/Lord_Howe", rotationAt("day", 1, "2025-10-01T02:15"), "2025-10-04T10:00:00Z", "2025-10-05T10:00:00Z", "2025-10-04T15:30Z")
		expectHandoffs(t, "Africa/Cairo", rotationAt("day", 1, "2025-04-01T00:00"), "2025-04-24T12:00:00Z", "2025-04-25T12:00:00Z", "2025-04-24T22:00Z")
		expectHandoffs(t, "America/Havana", rotationAt("day", 1, "2025-03-01T00:00"), "2025-03-09T01:00:00Z", "2025-03-09T12:00:00Z", "2025-03-09T05:00Z")
		expectHandoffs(t, "America/Santiago", rotationAt("day", 1, "2025-09-01T00:20"), "2025-09-07T01:00:00Z", "2025-09-07T12:00:00Z", "2025-09-07T04:00Z")
		expectHandoffs(t, "Asia/Beirut", rotationAt("day", 1, "2025-10-01T23:30"), "2025-10-25T12:00:00Z", "2025-10-26T12:00:00Z", "2025-10-25T20:30Z")
	})
	t.Run("04 a skipped day is one short turn", func(t *testing.T) {
		s := scheduleOf(t, `{"tz":"Pacific/Apia","layers":[{"id":"l","rotation":{"unit":"day","anchor":"2011-12-28T09:00","turns":[["A"],["B"],["C"],["D"]]}}]}`)
		expect(t, s, sample{"2011-12-29T18:59:00Z", "A"}, sample{"2011-12-29T19:00:00Z", "B"}, sample{"2011-12-30T09:59:00Z", "B"},
			sample{"2011-12-30T10:00:00Z", "C"}, sample{"2011-12-30T19:00:00Z", "D"})
	})
	t.Run("05 hourly turns stay on the wall clock", func(t *testing.T) {
		expectHandoffs(t, "America/Chicago", rotationAt("hour", 12, "2025-01-01T08:00"), "2025-03-08T12:00:00Z", "2025-03-10T00:00:00Z",
			"2025-03-08T14:00Z", "2025-03-09T02:00Z", "2025-03-09T13:00Z")
		s := scheduleOf(t, `{"tz":"Europe/Berlin","layers":[{"id":"l","rotation":{"unit":"hour","anchor":"2025-03-30T01:00","turns":[["A"],["B"],["C"]]}}]}`)
		expect(t, s, sample{"2025-03-30T00:59:00Z", "A"}, sample{"2025-03-30T01:00:00Z", "C"}) // B's turn has length zero
	})
	t.Run("06 a week of 167 or 169 hours follows from the wall clock", func(t *testing.T) {
		expectHandoffs(t, "Europe/Berlin", rotationAt("week", 1, "2025-03-24T09:00"), "2025-03-24T00:00:00Z", "2025-04-01T00:00:00Z",
			"2025-03-24T08:00Z", "2025-03-31T07:00Z")
		expectHandoffs(t, "Europe/Berlin", rotationAt("week", 1, "2025-10-20T09:00"), "2025-10-20T00:00:00Z", "2025-10-28T00:00:00Z",
			"2025-10-20T07:00Z", "2025-10-27T08:00Z")
	})
	t.Run("07 monthly on the 31st is clamped and counted from the anchor", func(t *testing.T) {
		expectHandoffs(t, "UTC", rotationAt("month", 1, "2025-01-31T08:00"), "2025-02-01T00:00:00Z", "2025-05-31T23:00:00Z",
			"2025-02-28T08:00Z", "2025-03-31T08:00Z", "2025-04-30T08:00Z", "2025-05-31T08:00Z")
	})
	t.Run("08 a leap day is an ordinary day", func(t *testing.T) {
		expectHandoffs(t, "UTC", rotationAt("day", 1, "2028-02-27T08:00"), "2028-02-28T00:00:00Z", "2028-03-02T00:00:00Z",
			"2028-02-28T08:00Z", "2028-02-29T08:00Z", "2028-03-01T08:00Z")
		expectHandoffs(t, "UTC", rotationAt("month", 12, "2028-02-29T08:00"), "2029-01-01T00:00:00Z", "2032-12-31T00:00:00Z",
			"2029-02-28T08:00Z", "2030-02-28T08:00Z", "2031-02-28T08:00Z", "2032-02-29T08:00Z")
	})
	t.Run("09 the anchor's weekday is the handoff day", func(t *testing.T) {
		expectHandoffs(t, "UTC", rotationAt("week", 1, "2025-06-04T08:00"), "2025-06-05T00:00:00Z", "2025-06-19T00:00:00Z", "2025-06-11T08:00Z", "2025-06-18T08:00Z")
		s := scheduleOf(t, `{"tz":"UTC","layers":[{"id":"l","from":"2025-06-05T00:00:00Z","rotation":{"unit":"week","anchor":"2025-06-02T00:00","turns":[["A"],["B"]]}}]}`)
		expect(t, s, sample{"2025-06-04T12:00:00Z", "-"}, sample{"2025-06-08T12:00:00Z", "A"}, sample{"2025-06-09T00:00:00Z", "B"})
	})
	t.Run("10 with weekdays set, other days use no turn", func(t *testing.T) {
		s := scheduleOf(t, `{"tz":"UTC","layers":[{"id":"l","rotation":{"unit":"day","anchor":"2025-06-05T08:00","weekdays":["MO","TU","TH","FR"],"turns":[["A"],["B"],["C"]]}}]}`)
		expect(t, s, sample{"2025-06-06T08:00:00Z", "B"}, sample{"2025-06-08T23:00:00Z", "B"}, sample{"2025-06-09T08:00:00Z", "C"},
			sample{"2025-06-10T08:00:00Z", "A"}, sample{"2025-06-11T08:00:00Z", "A"}, sample{"2025-06-12T08:00:00Z", "B"})
		s = scheduleOf(t, `{"tz":"UTC","layers":[{"id":"l","rotation":{"unit":"day","anchor":"2025-06-07T08:00","weekdays":["MO","TU"],"turns":[["A"],["B"]]}}]}`)
		expect(t, s, sample{"2025-06-08T08:00:00Z", "-"}, sample{"2025-06-09T08:00:00Z", "A"}, sample{"2025-06-10T08:00:00Z", "B"})
	})
	t.Run("11 a window may pass midnight, last days, or be a whole day", func(t *testing.T) {
		s := scheduleOf(t, `{"tz":"Europe/Berlin","layers":[{"id":"l","users":["A"],"windows":[{"days":["FR"],"start":"17:00","minutes":3780}]}]}`)
		expect(t, s, sample{"2025-06-06T14:59:00Z", "-"}, sample{"2025-06-06T15:00:00Z", "A"}, sample{"2025-06-09T05:59:00Z", "A"}, sample{"2025-06-09T06:00:00Z", "-"})
		s = scheduleOf(t, `{"tz":"Europe/Berlin","layers":[{"id":"l","users":["A"],"windows":[{"start":"08:00","minutes":1440}]}]}`)
		if _, _, ok := oncall.Next(s, instant(t, "2025-01-01T00:00:00Z")); ok {
			t.Error("whole days that touch must never hand over")
		}
	})
	t.Run("12 a window inside a gap does not happen, one that starts in it starts after it", func(t *testing.T) {
		s := scheduleOf(t, `{"tz":"Europe/Berlin","layers":[{"id":"l","users":["A"],"windows":[{"start":"02:10","minutes":40},{"start":"02:30","minutes":60}]}]}`)
		expect(t, s, sample{"2025-03-30T00:59:00Z", "-"}, sample{"2025-03-30T01:00:00Z", "A"}, sample{"2025-03-30T01:30:00Z", "-"})
		expectNext(t, scheduleOf(t, `{"tz":"Europe/Berlin","layers":[{"id":"l","users":["A"],"windows":[{"start":"02:10","minutes":40}]}]}`),
			"2025-03-29T12:00:00Z", "2025-03-31T00:10:00Z", "A")
	})
	t.Run("13 a layer's own zone holds while only one side has changed its clocks", func(t *testing.T) {
		s := scheduleOf(t, `{"tz":"America/New_York","layers":[{"id":"l","tz":"Europe/Berlin","users":["A"],"windows":[{"start":"09:00","minutes":60}]},
			{"id":"m","priority":0,"users":["B"],"windows":[{"start":"04:00","minutes":60}]}]}`)
		expect(t, s, sample{"2025-03-20T08:00:00Z", "A"}, sample{"2025-03-20T09:00:00Z", "-"}, sample{"2025-04-03T07:00:00Z", "A"}, sample{"2025-04-03T08:00:00Z", "B"})
	})
	t.Run("26 a rotation in the future has nobody before its start", func(t *testing.T) {
		s := scheduleOf(t, `{"tz":"UTC","layers":[{"id":"l","rotation":{"unit":"day","anchor":"2026-01-01T09:00","turns":[["A"]],"depth":2}}]}`)
		expect(t, s, sample{"2025-12-31T23:00:00Z", "-/-"})
		expectNext(t, s, "2025-12-01T00:00:00Z", "2026-01-01T09:00:00Z", "A/-")
	})
	t.Run("27 at until exactly the next one is on", func(t *testing.T) {
		s := scheduleOf(t, `{"tz":"UTC","layers":[{"id":"a","until":"2025-06-01T00:00:00Z","users":["A"]},{"id":"b","from":"2025-06-01T00:00:00Z","users":["B"]}]}`)
		expect(t, s, sample{"2025-05-31T23:59:59.999999999Z", "A"}, sample{"2025-06-01T00:00:00Z", "B"})
	})
	t.Run("29 instants are compared exactly, and cut to the minute when parsed", func(t *testing.T) {
		text := `{"id":"s","tz":"UTC","layers":[{"id":"a","users":["A"]}],
			"overrides":[{"id":"o","mode":"cover","users":["X"],"from":"2025-06-01T08:00:30Z","until":"2025-06-01T09:00:59Z"}]}`
		s := scheduleOf(t, text)
		expect(t, s, sample{"2025-06-01T08:00:29.9Z", "A"}, sample{"2025-06-01T08:00:30Z", "X"}, sample{"2025-06-01T09:00:58Z", "X"})
		parsed, problems := oncall.Parse([]byte(text))
		if len(problems) > 0 {
			t.Fatal(problems)
		}
		expect(t, parsed, sample{"2025-06-01T07:59:59Z", "A"}, sample{"2025-06-01T08:00:00Z", "X"}, sample{"2025-06-01T09:00:00Z", "A"})
	})
	t.Run("32 far away questions are answered with bounded work", func(t *testing.T) {
		s := largeSchedule()
		for _, at := range []time.Time{{}, instant(t, "0001-01-01T00:00:00Z"), instant(t, "9999-12-31T23:59:59Z"), time.Unix(1<<62, 0), time.Unix(-1<<62, 0)} {
			if tiers := oncall.OnCall(s, at); len(tiers) != 4 {
				t.Errorf("at %v: %v", at.Unix(), tiers)
			}
			oncall.Next(s, at)
		}
		now := instant(t, "2025-06-01T00:00:00Z")
		if !oncall.InHorizon(now, now.AddDate(5, 0, 0)) || oncall.InHorizon(now, now.AddDate(5, 0, 1)) || oncall.InHorizon(now, now.AddDate(-5, 0, -1)) {
			t.Error("the horizon is five years each way")
		}
		small := scheduleOf(t, `{"tz":"UTC","layers":[{"id":"a","users":["A"]}]}`)
		if shifts, _ := oncall.Final(small, now, now.AddDate(900, 0, 0)); len(shifts) != 1 || shifts[0].To.Sub(shifts[0].From) != oncall.MaxSpan {
			t.Errorf("a span of 900 years was not cut to five: %v", shifts)
		}
	})
}
