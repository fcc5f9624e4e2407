package settings

import (
	"ringdown/shared/dialplan"
	"ringdown/shared/oncall"
)

// include puts a team into the dialplan with all that it needs, and nothing that it does not: a
// dialplan is loaded for every call.
func (s Settings) include(d *dialplan.Dialplan, id string) {
	for _, t := range s.Teams {
		if t.ID != id {
			continue
		}
		t.Name = or(t.Name, t.ID)
		d.Teams[id] = t
		s.includeUsers(d, t.Tiers)
		for _, schedule := range s.Schedules {
			if schedule.ID == t.Schedule && t.Schedule != "" {
				d.Schedules[schedule.ID] = schedule
				s.includeUsers(d, scheduled(schedule))
			}
		}
	}
}

func (s Settings) includeUsers(d *dialplan.Dialplan, groups [][]string) {
	wanted := map[string]bool{}
	for _, group := range groups {
		for _, id := range group {
			wanted[id] = true
		}
	}
	for _, u := range s.Users {
		if wanted[u.ID] {
			u.Name = or(u.Name, u.ID)
			d.Users[u.ID] = u
		}
	}
}

// scheduled lists every group of users that a schedule may ever put on call.
func scheduled(s oncall.Schedule) (groups [][]string) {
	for _, l := range s.Layers {
		groups = append(groups, l.Users)
		if l.Rotation != nil {
			groups = append(groups, l.Rotation.Turns...)
		}
	}
	for _, o := range s.Overrides {
		groups = append(groups, o.Users)
	}
	return groups
}
