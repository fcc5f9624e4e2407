package line

import (
	"errors"
	"reflect"
	"testing"
	"time"

	"ringdown/shared/oncall"
)

func names(tiers [][]User) (ids [][]string) {
	for _, tier := range tiers {
		var t []string
		for _, u := range tier {
			t = append(t, u.ID)
		}
		ids = append(ids, t)
	}
	return ids
}

// week is 1 April 2026, a Wednesday in the second turn of the schedule below.
var week = time.Date(2026, 4, 1, 12, 0, 0, 0, time.UTC)

func plan() Dialplan {
	return Dialplan{
		Line:  "acme",
		Users: map[string]User{"ana": {ID: "ana"}, "ben": {ID: "ben"}, "cy": {ID: "cy"}},
		Teams: map[string]Team{
			"tiers":    {ID: "tiers", Tiers: [][]string{{"ana", "ben", "ana"}, {"ben"}, {"ghost"}, {"cy", "ana"}}},
			"schedule": {ID: "schedule", Schedule: "week"},
			"gone":     {ID: "gone", Schedule: "other"},
			"empty":    {ID: "empty"},
		},
		Schedules: map[string]oncall.Schedule{"week": {ID: "week", TZ: "Europe/Berlin", Layers: []oncall.Layer{{
			ID: "weekly", Tier: 1, Priority: 1,
			Rotation: &oncall.Rotation{Unit: oncall.Week, Every: 1, Depth: 2, Anchor: "2026-03-23T09:00", Turns: [][]string{{"ana"}, {"ben"}, {"ghost"}}},
		}}}},
	}
}

func TestOnCall(t *testing.T) {
	tests := []struct {
		name, team string
		at         time.Time
		want       [][]string
	}{
		{"a user listed twice is rung once, in the first tier; unknown ids and empty tiers are skipped", "tiers", week, [][]string{{"ana", "ben"}, {"cy"}}},
		{"a schedule decides by the instant", "schedule", week, [][]string{{"ben"}}},
		{"one week later", "schedule", week.AddDate(0, 0, 7), [][]string{{"ana"}}},
		{"two weeks later", "schedule", week.AddDate(0, 0, 14), [][]string{{"ana"}, {"ben"}}},
		{"before the schedule begins nobody is on call", "schedule", week.AddDate(0, -1, 0), nil},
		{"a team without anybody", "empty", week, nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, err := plan().OnCall(test.team, test.at)
			if err != nil || !reflect.DeepEqual(names(got), test.want) {
				t.Errorf("got %v, %v, want %v", names(got), err, test.want)
			}
		})
	}
}

func TestAFailedLookUpIsNotNobody(t *testing.T) {
	if got, err := plan().OnCall("nope", week); !errors.Is(err, ErrUnknownTeam) || got != nil {
		t.Errorf("unknown team: %v, %v", got, err)
	}
	if got, err := plan().OnCall("gone", week); !errors.Is(err, ErrUnknownSchedule) || got != nil {
		t.Errorf("unknown schedule: %v, %v", got, err)
	}
}

func TestADialplanHoldsEverybodyAScheduleMayName(t *testing.T) {
	s := settings(func(s *Settings) {
		for _, id := range []string{"turn", "fixed", "stand-in", "unused"} {
			s.Users = append(s.Users, User{ID: id, Phones: []Phone{{Number: numbered(len(s.Users) + 10)}}})
		}
		s.Teams[0].Tiers, s.Teams[0].Schedule = nil, "week"
		s.Schedules = []oncall.Schedule{{ID: "week", TZ: "UTC",
			Layers: []oncall.Layer{
				{ID: "a", Tier: 1, Priority: 1, Rotation: &oncall.Rotation{Unit: oncall.Day, Every: 1, Depth: 1, Anchor: "2026-01-01T09:00", Turns: [][]string{{"turn"}}}},
				{ID: "b", Tier: 2, Priority: 1, Users: []string{"fixed"}},
			},
			Overrides: []oncall.Override{{ID: "c", Seq: 1, From: week, Until: week.AddDate(0, 0, 1), Tier: 1, Mode: oncall.Cover, Users: []string{"stand-in"}}},
		}}
	})
	d := compiled(t, s)
	if _, ok := d.Schedules["week"]; !ok || len(d.Users) != 3 {
		t.Errorf("users %v, schedules %v", d.Users, d.Schedules)
	}
	if got, err := d.OnCall("platform", week); err != nil || !reflect.DeepEqual(names(got), [][]string{{"stand-in"}, {"fixed"}}) {
		t.Errorf("on call %v, %v", names(got), err)
	}
	if got, err := d.OnCall("platform", week.AddDate(0, 0, 2)); err != nil || !reflect.DeepEqual(names(got), [][]string{{"turn"}, {"fixed"}}) {
		t.Errorf("on call later %v, %v", names(got), err)
	}
}

func TestACompiledScheduleFindsItsUsers(t *testing.T) {
	d := compiled(t, good(t, "everything.yaml"))
	got, err := d.OnCall("platform", time.Date(2026, 8, 5, 12, 0, 0, 0, time.UTC))
	if err != nil || len(got) == 0 || len(d.Users) != 3 || len(d.Hours) != 1 {
		t.Errorf("on call %v, %v; users %v", names(got), err, d.Users)
	}
	for _, tier := range names(got) {
		for _, id := range tier {
			if id == "ana" {
				t.Errorf("ana is on holiday and was found on call: %v", names(got))
			}
		}
	}
}
