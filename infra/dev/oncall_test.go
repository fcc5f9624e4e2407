package main

import (
	"encoding/json"
	"testing"
	"time"
)

// inTurns is a team whose two users take turns day by day.
const inTurns = `version: 1
users:
  - {id: ana, name: Ana Lopez, phones: [{number: +14155550101}]}
  - {id: ben, name: Ben Okafor, phones: [{number: +14155550103, label: mobile, extension: "12#"}]}
teams:
  - {id: support, name: support, schedule: days}
schedules:
  - id: days
    tz: Europe/London
    layers:
      - {id: daily, rotation: {unit: day, every: 1, anchor: 2026-03-01T09:00, turns: [[ana], [ben]]}}
lines:
  - {id: acme, number: +14155550100, team: support}
`

func TestOncallWho(t *testing.T) {
	code, out, errOut := ranWith(inTurns, "oncall", "who", "--config", "-", "--at", "2026-03-02T02:14:00Z")
	want := `Line acme, team support by schedule days, at 2026-03-02T02:14:00Z:
  tier 1  Ana Lopez: ana +14155550101
From 2026-03-02T09:00:00Z:
  tier 1  Ben Okafor: ben +14155550103 extension 12#
`
	if code != exitWell || errOut != "" || out != want {
		t.Errorf("exit %d, %q\n%s", code, errOut, out)
	}
}

func TestOncallWhoForPrograms(t *testing.T) {
	code, out, _ := ranWith(inTurns, "oncall", "who", "--config", "-", "--at", "2026-03-02T02:14:00Z", "--json")
	var got rota
	if err := json.Unmarshal([]byte(out), &got); err != nil || code != exitWell {
		t.Fatalf("exit %d, %v: %s", code, err, out)
	}
	if got.Tiers[0][0].User != "ana" || got.Next == nil || !got.Next.At.Equal(time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)) || got.Next.Tiers[0][0].User != "ben" {
		t.Errorf("got %+v", got)
	}
}

func TestOncallWhoByKey(t *testing.T) {
	code, out, _ := ran("oncall", "who", "--config", attendant, "--line", "operations", "--key", "3", "--at", "2026-03-02T02:14:00Z")
	want := `Line operations, team billing, at 2026-03-02T02:14:00Z:
  tier 1  Cy Brandt: cy +493023125001
This never changes by itself: the team names its users.
`
	if code != exitWell || out != want {
		t.Errorf("exit %d\n%s", code, out)
	}
}

func TestOncallWarn(t *testing.T) {
	if code, out, _ := ranWith(inTurns, "oncall", "warn", "--config", "-", "--at", "2026-03-02T02:14:00Z"); code != exitWell || out != "All is well for 30 days.\n" {
		t.Errorf("exit %d, %q", code, out)
	}
	code, out, _ := ranWith(inTurns, "oncall", "warn", "--config", "-", "--at", "2026-02-28T09:00:00Z", "--json")
	var got []warned
	if err := json.Unmarshal([]byte(out), &got); err != nil || code != exitFailed || len(got) != 1 || got[0].Code != "nobody" || got[0].Schedule != "days" {
		t.Errorf("exit %d, %v, %+v", code, err, got)
	}
	if code, out, _ := ran("oncall", "warn"); code != exitWell || out != "There is no schedule: the teams name their users, and that never changes by itself.\n" {
		t.Errorf("exit %d, %q", code, out)
	}
}

func TestOncallCheck(t *testing.T) {
	code, out, errOut := ran("oncall", "check", "../../testdata/rotations/clock-changes.json", "../../testdata/rotations/layers-and-overrides.json")
	if code != exitWell || errOut != "" {
		t.Errorf("exit %d, %q\n%s", code, errOut, out)
	}
	bad := `{"cases":[{"id":"x","kind":"handoffs","tz":"UTC","rotation":{"unit":"day","every":1,"anchor":"2026-03-01T09:00","turns":[["ana"],["bo"]]},"from":"2026-03-01T00:00:00Z","to":"2026-03-02T00:00:00Z","expect":[]}]}`
	if code, out, _ := ranWith(bad, "oncall", "check", "-"); code != exitFailed {
		t.Errorf("a case that fails: exit %d\n%s", code, out)
	}
}

func TestOncallQuestionsThatCannotBeAnswered(t *testing.T) {
	refuses(t, []wrong{
		{"no such key", []string{"oncall", "who", "--config", attendant, "--key", "7"}, exitFailed, "dev oncall who: --key 7: the menu of line operations has no such key; without --key it is the default team, platform"},
		{"no menu", []string{"oncall", "who", "--key", "7"}, exitFailed, "dev oncall who: --key 7: line acme-support has no menu; leave --key out"},
		{"no such line", []string{"oncall", "who", "--line", "x"}, exitFailed, "dev oncall who: --line x: there is no such line in first.yaml; there are acme-support"},
		{"no time", []string{"oncall", "warn", "--at", "x"}, exitUsage, `dev oncall warn: --at "x" is no time: write it like 2026-03-02T02:14:00Z or 2026-03-02T02:14:00-05:00`},
		{"no cases", []string{"oncall", "check", "nowhere.json"}, exitFailed, "dev oncall check: there is no file nowhere.json: name one that exists"},
		{"no case file", []string{"oncall", "check", first}, exitFailed, "dev oncall check: " + first + `: read the on-call case file: it is not JSON of the form {"schema": {"version": 1}, "cases": [...]}: invalid character '#' looking for beginning of value`},
	})
}
