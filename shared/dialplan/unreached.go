package dialplan

import (
	"maps"
	"slices"
)

// Unreached returns the teams that alerts are raised for, that have neither mail nor texts, and whose
// escalation tells nobody: of their messages and missed calls hears only who subscribes to the topic of
// alerts, which no setting tells.
func Unreached(plans []Dialplan) []string {
	var without []string
	for _, d := range plans {
		if d.Quiet || !d.Enabled {
			continue
		}
		for _, id := range slices.Sorted(maps.Keys(d.Teams)) {
			if t := d.Teams[id]; len(t.Emails)+len(t.Texts)+len(d.RuleFor(id).Steps) == 0 && !slices.Contains(without, id) {
				without = append(without, id)
			}
		}
	}
	slices.Sort(without)
	return without
}
