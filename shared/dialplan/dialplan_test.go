package dialplan

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
