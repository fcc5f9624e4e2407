package settings

import (
	"maps"
	"slices"

	"ringdown/shared/alert"
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
				s.includeUsers(d, oncall.Everybody(schedule))
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

// escalation puts the rules into the dialplan that the line and its teams name, with those whom
// they mean.
func (s Settings) escalation(d *dialplan.Dialplan, line string) {
	d.Escalation = line
	wanted := map[string]bool{line: true}
	for _, id := range slices.Sorted(maps.Keys(d.Teams)) {
		wanted[d.Teams[id].Escalation] = true
	}
	for _, r := range s.EscalationRules {
		if !wanted[r.ID] {
			continue
		}
		if d.Rules == nil {
			d.Rules = map[string]alert.Rule{}
		}
		d.Rules[r.ID] = r
		for _, step := range r.Steps {
			for _, t := range step.Targets {
				if _, known := d.Teams[t.Team]; !known {
					s.include(d, t.Team)
				}
				s.includeUsers(d, [][]string{{t.User}})
			}
		}
	}
}
