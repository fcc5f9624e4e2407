package settings

import (
	"reflect"
	"testing"
	"time"

	"ringdown/shared/dialplan"
	"ringdown/shared/oncall"
)

func TestADialplanHoldsEverybodyAScheduleMayName(t *testing.T) {
	s := settings(func(s *Settings) {
		for _, id := range []string{"turn", "fixed", "stand-in", "unused"} {
			s.Users = append(s.Users, dialplan.User{ID: id, Phones: []dialplan.Phone{{Number: numbered(len(s.Users) + 10)}}})
		}
		s.Teams[0].Tiers, s.Teams[0].Schedule = nil, "week"
		s.Schedules = []oncall.Schedule{{ID: "week", TZ: "UTC",
			Layers: []oncall.Layer{
				{ID: "a", Tier: 1, Priority: 1, Rotation: &oncall.Rotation{Unit: oncall.Day, Every: 1, Depth: 1, Anchor: "2026-01-01T09:00", Turns: [][]string{{"turn"}}}},
				{ID: "b", Tier: 2, Priority: 1, Users: []string{"fixed"}},
			},
			Overrides: []oncall.Override{{ID: "c", Seq: 1, From: someDay, Until: someDay.AddDate(0, 0, 1), Tier: 1, Mode: oncall.Cover, Users: []string{"stand-in"}}},
		}}
	})
	d := compiled(t, s)
	if _, ok := d.Schedules["week"]; !ok || len(d.Users) != 3 {
		t.Errorf("users %v, schedules %v", d.Users, d.Schedules)
	}
	if got, err := d.OnCall("platform", someDay); err != nil || !reflect.DeepEqual(onCallIDs(got), [][]string{{"stand-in"}, {"fixed"}}) {
		t.Errorf("on call %v, %v", onCallIDs(got), err)
	}
	if got, err := d.OnCall("platform", someDay.AddDate(0, 0, 2)); err != nil || !reflect.DeepEqual(onCallIDs(got), [][]string{{"turn"}, {"fixed"}}) {
		t.Errorf("on call later %v, %v", onCallIDs(got), err)
	}
}

func TestACompiledScheduleFindsItsUsers(t *testing.T) {
	d := compiled(t, good(t, "everything.yaml"))
	got, err := d.OnCall("platform", time.Date(2026, 8, 5, 12, 0, 0, 0, time.UTC))
	if err != nil || len(got) == 0 || len(d.Users) != 3 || len(d.Hours) != 1 {
		t.Errorf("on call %v, %v; users %v", onCallIDs(got), err, d.Users)
	}
	for _, tier := range onCallIDs(got) {
		for _, id := range tier {
			if id == "ana" {
				t.Errorf("ana is on holiday and was found on call: %v", onCallIDs(got))
			}
		}
	}
}

// someDay is 1 April 2026, a Wednesday.
var someDay = time.Date(2026, 4, 1, 12, 0, 0, 0, time.UTC)

func onCallIDs(tiers [][]dialplan.User) (ids [][]string) {
	for _, tier := range tiers {
		var t []string
		for _, u := range tier {
			t = append(t, u.ID)
		}
		ids = append(ids, t)
	}
	return ids
}
