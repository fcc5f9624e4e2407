package settings

import (
	"fmt"

	"ringdown/shared/oncall"
	"ringdown/shared/problem"
)

// checkSchedules checks what the settings know and a schedule does not: that its id is its own and
// its users exist. A schedule's own rules are those of oncall.
func (c *checker) checkSchedules() {
	for i, s := range c.s.Schedules {
		path := fmt.Sprintf("schedules[%d]", i)
		c.id("schedules", i, c.schedules)
		c.repeat(path, oncall.Validate(s))
		for j, l := range s.Layers {
			c.layerUsers(fmt.Sprintf("%s.layers[%d]", path, j), l)
		}
		for j, o := range s.Overrides {
			at := fmt.Sprintf("%s.overrides[%d]", path, j)
			c.known(at+".users", o.Users)
			if o.Replaces != "" {
				c.refers(at+".replaces", "user", o.Replaces, c.users)
			}
		}
	}
	for i, h := range c.s.Hours {
		c.id("hours", i, c.hours)
		c.repeat(fmt.Sprintf("hours[%d]", i), oncall.ValidateHours(h))
	}
}

// repeat reports the problems of one schedule or of hours as the file's, except for the id's: ids
// are stricter here.
func (c *checker) repeat(path string, problems []problem.Problem) {
	for _, p := range problems {
		switch p.Path {
		case "id":
		case "":
			c.wrong(path, "%s", p.Message)
		default:
			c.wrong(path+"."+p.Path, "%s", p.Message)
		}
	}
}

func (c *checker) layerUsers(path string, l oncall.Layer) {
	c.known(path+".users", l.Users)
	if l.Rotation == nil {
		return
	}
	for i, turn := range l.Rotation.Turns {
		c.known(fmt.Sprintf("%s.rotation.turns[%d]", path, i), turn)
	}
}

func (c *checker) known(path string, users []string) {
	for i, id := range users {
		c.refers(fmt.Sprintf("%s[%d]", path, i), "user", id, c.users)
	}
}
