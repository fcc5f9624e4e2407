package dialplan

import (
	"testing"
	"time"

	"ringdown/shared/e164"
)

func TestLimitsCount(t *testing.T) {
	now := time.Date(2026, 3, 2, 0, 10, 0, 0, time.UTC)
	one, two, hidden := e164.Caller{Number: "+14155550199"}, e164.Caller{Number: "+14155550198"}, e164.Caller{}
	ago := func(d time.Duration, c e164.Caller, beyond bool) Arrival { return Arrival{now.Add(-d), c, beyond} }
	for _, c := range []struct {
		name   string
		limits Limits
		caller e164.Caller
		before []Arrival
		want   bool
	}{
		{"none set", Limits{}, one, []Arrival{ago(0, one, false), ago(0, one, false)}, false},
		{"the caller's minute is full", Limits{CallerPerMinute: 2}, one, []Arrival{ago(1*time.Second, one, false), ago(59*time.Second, one, true)}, true},
		{"the caller's minute is over", Limits{CallerPerMinute: 2}, one, []Arrival{ago(1*time.Second, one, false), ago(time.Minute, one, false)}, false},
		{"another caller's minute", Limits{CallerPerMinute: 1}, one, []Arrival{ago(1*time.Second, two, false)}, false},
		{"hidden callers are not one caller", Limits{CallerPerMinute: 1}, hidden, []Arrival{ago(1*time.Second, hidden, false)}, false},
		{"the caller's hour, across midnight", Limits{CallerPerHour: 1}, one, []Arrival{ago(59*time.Minute, one, false)}, true},
		{"the caller's hour is over", Limits{CallerPerHour: 1}, one, []Arrival{ago(time.Hour, one, false)}, false},
		{"the line's minute is full", Limits{LinePerMinute: 1}, hidden, []Arrival{ago(1*time.Second, two, false)}, true},
		{"the line counts what was put through", Limits{LinePerMinute: 1, LinePerHour: 1}, one, []Arrival{ago(1*time.Second, two, true)}, false},
		{"the line's hour is full", Limits{LinePerHour: 2}, one, []Arrival{ago(30*time.Minute, two, false), ago(40*time.Minute, hidden, false)}, true},
	} {
		if got := c.limits.Exceeded(c.caller, now, c.before); got != c.want {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}
