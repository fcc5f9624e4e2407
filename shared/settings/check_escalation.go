package settings

import (
	"fmt"
	"net/netip"
	"net/url"
	"slices"
	"strings"

	"ringdown/shared/alert"
	"ringdown/shared/dialplan"
	"ringdown/shared/e164"
	"ringdown/shared/oncall"
)

// contacts checks how alerts reach a user.
func (c *checker) contacts(path string, u dialplan.User) {
	c.language(path+".language", u.Language)
	if u.Timezone != "" {
		if err := oncall.CheckZone(u.Timezone); err != nil {
			c.wrong(path+".timezone", "%q is no time zone: write one like Europe/London", u.Timezone)
		}
	}
	c.count(path+".contacts", len(u.Contacts), MaxContacts)
	first := map[string]int{}
	for i, contact := range u.Contacts {
		at := fmt.Sprintf("%s.contacts[%d]", path, i)
		c.contact(at, contact)
		if other, twice := first[contact.Name()]; twice {
			c.wrong(at+".label", "contacts[%d] is called %q already: give each a label of its own, which notify rules name", other, contact.Name())
			continue
		}
		first[contact.Name()] = i
	}
	c.count(path+".notify", len(u.Notify), MaxNotifyRules)
	labels := ids{first: first}
	for _, contact := range u.Contacts {
		labels.list = append(labels.list, contact.Name())
	}
	for i, r := range u.Notify {
		at := fmt.Sprintf("%s.notify[%d]", path, i)
		switch {
		case r.Contact == "":
			c.wrong(at+".contact", "the contact is missing: write the label of one of the user's contacts")
		default:
			c.refers(at+".contact", "contact of this user", r.Contact, labels)
		}
		c.inRange(at+".afterMinutes", r.AfterMinutes, AfterMinutes)
		if slices.Index(u.Notify, r) < i {
			c.warn(at, "this rule stands here twice, and tells once: remove one")
		}
	}
	if len(u.Notify) > 0 && !slices.ContainsFunc(u.Notify, func(r alert.NotifyRule) bool { return !r.Important }) {
		c.warn(path+".notify", "all rules are for important alerts: of others, every contact is told at once; add a rule without important:")
	}
}

// contact checks one address by what it is.
func (c *checker) contact(path string, contact alert.Contact) {
	c.name(path+".label", contact.Label)
	at := path + ".address"
	switch contact.Kind {
	case alert.Text, alert.Voice:
		c.dialable(at, e164.Number(contact.Address))
	case alert.Email:
		c.email(at, contact.Address)
	case alert.Push:
		if !strings.HasPrefix(contact.Address, "arn:aws") || !strings.Contains(contact.Address, ":sns:") || !strings.Contains(contact.Address, ":endpoint/") || len(contact.Address) > MaxURL {
			c.wrong(at, "%q is no endpoint of a device: write its ARN, like arn:aws:sns:eu-west-1:123456789012:endpoint/APNS/acme/…", contact.Address)
		}
	case alert.Chat:
		c.room(at, contact.Address)
	default:
		var known []string
		for _, k := range alert.ContactChannels {
			known = append(known, string(k))
		}
		c.wrong(path+".kind", "%q is no way to reach anybody: write %s", contact.Kind, strings.Join(known, " or "))
	}
}

// room checks the address of a chat room's webhook. What it resolves to is looked at when it is used.
func (c *checker) room(path, address string) {
	u, err := url.Parse(address)
	switch {
	case err != nil || u.Scheme != "https" || u.Hostname() == "" || len(address) > MaxURL || strings.ContainsFunc(address, unspeakable) || strings.Contains(address, " "):
		c.wrong(path, "this is no https address: write that of the room's incoming webhook")
	case u.User != nil:
		c.wrong(path, "the address holds a user or password, which is not sent: remove it")
	case private(u.Hostname()):
		c.wrong(path, "%s is an address inside a network: write one that is reached over the internet", u.Hostname())
	}
}

// private reports whether a host is plainly one of a network's own.
func private(host string) bool {
	ip, err := netip.ParseAddr(host)
	if err != nil {
		return host == "localhost" || strings.HasSuffix(host, ".localhost") || strings.HasSuffix(host, ".internal") || strings.HasSuffix(host, ".local")
	}
	ip = ip.Unmap()
	return !ip.IsGlobalUnicast() || ip.IsPrivate()
}

// checkEscalations checks the rules. A rule names no other rule, so none can go round in a loop: rounds
// are what repeat counts.
func (c *checker) checkEscalations() {
	for i, r := range c.s.EscalationRules {
		path := fmt.Sprintf("escalationRules[%d]", i)
		c.id("escalationRules", i, c.rules)
		c.inRange(path+".repeat", r.Repeat, Repeats)
		c.count(path+".steps", len(r.Steps), MaxSteps)
		if len(r.Steps) == 0 {
			c.wrong(path+".steps", "the rule tells nobody: write steps: with targets, such as - targets: [{tier: 1}]")
			continue
		}
		for j, s := range r.Steps {
			at := fmt.Sprintf("%s.steps[%d]", path, j)
			c.inRange(at+".afterMinutes", s.AfterMinutes, AfterMinutes)
			if j > 0 && s.AfterMinutes <= r.Steps[j-1].AfterMinutes {
				c.wrong(at+".afterMinutes", "%d is not later than the step before, which begins after %d: steps stand in the order in which they begin, counted from the beginning of the round",
					s.AfterMinutes, r.Steps[j-1].AfterMinutes)
			}
			c.targets(at, s)
		}
		last := r.Steps[len(r.Steps)-1].AfterMinutes
		if given := c.given(path + ".roundMinutes"); (r.RoundMinutes != 0 || given) && (r.RoundMinutes <= last || r.RoundMinutes > RoundMinutes.Most+alert.RoundMinutesAfter) {
			c.wrong(path+".roundMinutes", "%d is out of range: a round lasts longer than until its last step, which begins after %d; write %d to %d, or leave it out for %d",
				r.RoundMinutes, last, last+1, RoundMinutes.Most+alert.RoundMinutesAfter, last+alert.RoundMinutesAfter)
		}
	}
}

func (c *checker) targets(path string, s alert.Step) {
	if len(s.Targets) == 0 {
		c.wrong(path+".targets", "the step means nobody: write targets: with a tier, user, team, chat or topic")
	}
	c.count(path+".targets", len(s.Targets), MaxTargets)
	for i, t := range s.Targets {
		at := fmt.Sprintf("%s.targets[%d]", path, i)
		if n := t.Kinds(); n != 1 {
			c.wrong(at, "%d things are named here: write one target each, of tier, user, team, chat and topic", n)
			continue
		}
		switch {
		case t.Tier < 0 || t.Tier > MaxTiers:
			c.wrong(at+".tier", "%d is out of range: write 1 to %d", t.Tier, MaxTiers)
		case t.User != "":
			if c.refers(at+".user", "user", t.User, c.users) {
				c.tellable(at+".user", []string{t.User})
			}
		case t.Team != "":
			if c.refers(at+".team", "team", t.Team, c.teams) {
				c.tellable(at+".team", c.membersOf(t.Team))
			}
		case t.Chat != "":
			c.room(at+".chat", t.Chat)
		}
		if slices.Index(s.Targets, t) < i {
			c.warn(at, "this target stands in the step already, and is told once: remove one")
		}
	}
}

// membersOf lists the users of a team.
func (c *checker) membersOf(team string) (users []string) {
	t := c.s.Teams[c.teams.first[team]]
	groups := t.Tiers
	if i, known := c.schedules.first[t.Schedule]; known && t.Schedule != "" {
		groups = oncall.Members(c.s.Schedules[i])
	}
	for _, g := range groups {
		users = append(users, g...)
	}
	return users
}

// tellable warns of users whom an escalation means and cannot reach.
func (c *checker) tellable(path string, users []string) {
	var mute []string
	for _, id := range users {
		if i, known := c.users.first[id]; known && len(c.s.Users[i].Contacts) == 0 && !slices.Contains(mute, id) {
			mute = append(mute, id)
		}
	}
	if len(mute) > 0 {
		c.warn(path, "no alert reaches %s: add contacts: to them, such as {kind: sms, address: +14155550101}", named(mute))
	}
}
