package settings

import (
	"fmt"
	"strings"

	"ringdown/shared/dialplan"
	"ringdown/shared/e164"
	"ringdown/shared/e164/measure"
	"ringdown/shared/flow"
)

func (c *checker) checkUsers() {
	for i, u := range c.s.Users {
		path := fmt.Sprintf("users[%d]", i)
		c.id("users", i, c.users)
		c.name(path+".name", u.Name)
		if u.Email != "" {
			c.email(path+".email", u.Email)
		}
		if len(u.Phones) == 0 {
			c.warn(path+".phones", "%s has no phone and is never rung: add phones: with a number", called(u.Name, u.ID))
		}
		c.contacts(path, u)
		c.count(path+".phones", len(u.Phones), MaxPhones)
		for j, p := range u.Phones {
			c.phone(fmt.Sprintf("%s.phones[%d]", path, j), u, p)
		}
	}
}

// phone checks one phone. Two users may share a number, as behind a switchboard, if their
// extensions differ.
func (c *checker) phone(path string, u dialplan.User, p dialplan.Phone) {
	c.name(path+".label", p.Label)
	if _, err := e164.ParseExtension(string(p.Extension)); err != nil {
		c.wrong(path+".extension", "%s", err)
	}
	if !c.dialable(path+".number", p.Number) {
		return
	}
	key := dialplan.Phone{Number: p.Number, Extension: p.Extension}
	switch owner, twice := c.phones[key]; {
	case twice && owner == u.ID:
		c.wrong(path+".number", "%s has this phone twice: remove one", called(u.Name, u.ID))
	case twice:
		c.warn(path+".number", "%s has the same phone: it may ring twice at once; give each their own number or extension", owner)
	}
	c.phones[key] = u.ID
}

// dialable checks a number that Ringdown rings or texts.
func (c *checker) dialable(path string, n e164.Number) bool {
	if !c.number(path, n) {
		return false
	}
	if err := c.rung(path, n); err != nil {
		c.wrong(path, "%s", err)
		return false
	}
	if i, own := c.own[n]; own {
		c.wrong(path, "this is the number of line %q: it would call itself; write the number of a person", c.s.Lines[i].ID)
		return false
	}
	return c.allowed(path, n)
}

// rung says why a number may not be rung.
func (c *checker) rung(path string, n e164.Number) error {
	if c.measured(path) {
		return nil
	}
	return measure.Rung(n)
}

func (c *checker) number(path string, n e164.Number) bool {
	if n == "" {
		c.wrong(path, "the number is missing: write it like +14155550100")
		return false
	}
	if c.measured(path) {
		return true
	}
	if _, err := measure.Number(string(n), c.home); err != nil {
		c.wrong(path, "%s", err)
		return false
	}
	return true
}

func (c *checker) email(path, address string) {
	const longest = 254 // RFC 5321 §4.5.3.1.3, without the brackets
	if len(address) > longest || !c.forms.email.MatchString(address) {
		c.wrong(path, "%q is no email address: write one like ana@example.com", address)
	}
}

// name checks a text that is spoken inside sentences. A reference or a place in it would be filled
// in.
func (c *checker) name(path, name string) {
	switch {
	case len([]rune(name)) > MaxName:
		c.wrong(path, "%d characters are too long to be spoken: write at most %d", len([]rune(name)), MaxName)
	case name != "" && strings.TrimSpace(name) == "":
		c.wrong(path, "nothing but blanks: write a name, or leave it out")
	case strings.ContainsAny(name, "{}") || len(flow.References(name)) > 0:
		c.wrong(path, "a name is spoken as it stands: write it without { } and $.")
	case strings.ContainsFunc(name, unspeakable):
		c.wrong(path, "a line break or control character cannot be spoken: write the name on one line")
	}
}

func (c *checker) checkTeams() {
	for i, t := range c.s.Teams {
		path := fmt.Sprintf("teams[%d]", i)
		c.id("teams", i, c.teams)
		c.name(path+".name", t.Name)
		c.members(path, t)
		if t.Hours != "" {
			c.refers(path+".hours", "hours", t.Hours, c.hours)
		}
		c.count(path+".emails", len(t.Emails), MaxRecipients)
		for j, address := range t.Emails {
			c.email(fmt.Sprintf("%s.emails[%d]", path, j), address)
		}
		c.count(path+".texts", len(t.Texts), MaxRecipients)
		for j, n := range t.Texts {
			c.dialable(fmt.Sprintf("%s.texts[%d]", path, j), n)
		}
		if t.Escalation != "" {
			if c.refers(path+".escalation", "escalation rule", t.Escalation, c.rules) {
				c.tellable(path+".escalation", c.membersOf(t.ID))
			}
		}
	}
}

// members checks who is in a team: tiers or a schedule, and somebody.
func (c *checker) members(path string, t dialplan.Team) {
	c.tiers(path+".tiers", t.Tiers)
	switch {
	case t.Schedule != "" && len(t.Tiers) > 0:
		c.wrong(path+".schedule", "a team has tiers or a schedule, not both: remove one")
	case t.Schedule != "":
		c.refers(path+".schedule", "schedule", t.Schedule, c.schedules)
	case count(t.Tiers) > 0:
		if !c.reachable(t) {
			c.warn(path+".tiers", "nobody in this team has a phone: its callers are never answered; add phones to its users")
		}
	case !c.ringing[t.ID] && len(t.Emails)+len(t.Texts) > 0: // a team of a mailbox: told, never rung
	default:
		c.wrong(path+".tiers", "nobody is in this team: write tiers: [[ana, ben], [cy]], or schedule: with an id")
	}
}

func (c *checker) tiers(path string, tiers [][]string) {
	c.count(path, len(tiers), MaxTiers)
	seen := map[string]bool{}
	for i, tier := range tiers {
		at := fmt.Sprintf("%s[%d]", path, i)
		if len(tier) == 0 && count(tiers) > 0 {
			c.warn(at, "this tier is empty and is skipped: name users in it or remove it")
		}
		if len(tier) > MaxTierUsers {
			c.wrong(at, "%d users in one tier, at most %d can be rung: remove some", len(tier), MaxTierUsers)
		}
		for j, id := range tier {
			one := fmt.Sprintf("%s[%d]", at, j)
			if c.refers(one, "user", id, c.users) && seen[id] {
				c.warn(one, "%q is in this team already and is rung once, in the first tier: remove one", id)
			}
			seen[id] = true
		}
	}
}

func (c *checker) reachable(t dialplan.Team) bool {
	for _, tier := range t.Tiers {
		for _, id := range tier {
			if i, known := c.users.first[id]; !known || len(c.s.Users[i].Phones) > 0 {
				return true // an unknown user is a fault of its own
			}
		}
	}
	return false
}

func count(tiers [][]string) (n int) {
	for _, tier := range tiers {
		n += len(tier)
	}
	return n
}

func called(name, id string) string { return or(or(name, id), "this user") }
