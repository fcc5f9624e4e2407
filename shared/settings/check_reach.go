package settings

import (
	"fmt"
	"slices"
	"strings"

	"ringdown/shared/dialplan"
)

const (
	// phonesTogether is how many phones of one call ring at once, and phonesMax how many it rings
	// at all; ringLeastSeconds is the shortest ring worth a dial. They are package call's.
	phonesTogether, phonesMax, ringLeastSeconds = 10, 50, 5
	// namedMax keeps a warning readable.
	namedMax = 5
)

// reach says which of a line's people ring together, and whom the caller's patience never reaches
// when nobody answers. Who is on call by a schedule changes; of that oncall warns.
func (c *checker) reach(path string, l Line) {
	r := l.withDefaults(c.s).Ring
	if c.fatal || l.Mode == VoicemailOnly { // what is wrong comes first
		return
	}
	for _, id := range l.teams() {
		i, known := c.teams.first[id]
		if !known {
			continue
		}
		c.reachOf(path, c.s.Teams[i], r)
	}
}

func (c *checker) reachOf(path string, t dialplan.Team, r Ring) {
	waves, reached, phones := 0, map[string]bool{}, 0
	var order []string
	seen := map[dialplan.Phone]bool{}
	for n, tier := range t.Tiers {
		var owners []string
		for _, id := range tier {
			u, known := c.users.first[id]
			if !known {
				continue
			}
			for _, p := range c.s.Users[u].Phones {
				if p.Label = ""; !seen[p] {
					seen[p] = true
					owners = append(owners, id)
				}
			}
		}
		size := 1
		if r.Strategy == All {
			size = phonesTogether
			if len(owners) > size {
				c.warn(path+".strategy", "tier %d of team %q has %d phones: %d of them ring together, the others when those have rung out", n+1, t.ID, len(owners), size)
			}
		}
		for wave := range slices.Chunk(owners, size) {
			for _, id := range wave {
				if !slices.Contains(order, id) {
					order = append(order, id)
				}
				reached[id] = reached[id] || waves*r.RingSeconds+ringLeastSeconds <= r.TotalSeconds && phones < phonesMax
				phones++
			}
			waves++
		}
	}
	missed := slices.DeleteFunc(order, func(id string) bool { return reached[id] })
	if len(missed) > 0 {
		c.warn(path+".totalSeconds", "when nobody answers, the caller's %d s are over before %s of team %q rings: every phone takes %d s, and all of them %d s",
			r.TotalSeconds, named(missed), t.ID, r.RingSeconds, waves*r.RingSeconds)
	}
}

// named lists a few ids.
func named(ids []string) string {
	if len(ids) > namedMax {
		return fmt.Sprintf("%s and %d more", strings.Join(ids[:namedMax], ", "), len(ids)-namedMax)
	}
	return strings.Join(ids, ", ")
}
