package dialplan

import (
	"fmt"
	"maps"
	"slices"
	"time"

	"ringdown/shared/alert"
	"ringdown/shared/oncall"
)

// RuleFor is the escalation rule of alerts for a team: the line's, else the team's, else the built-in
// one. On a line whose people have no contacts, and whose rules name no other way, there is none:
// nobody could be told by it.
func (d Dialplan) RuleFor(team string) alert.Rule {
	for _, id := range []string{d.Escalation, d.Teams[team].Escalation} {
		if r, ok := d.Rules[id]; ok && id != "" {
			return d.orNone(r)
		}
	}
	if _, ok := d.Teams[team]; !ok {
		return alert.Rule{}
	}
	return d.orNone(alert.BuiltIn(team))
}

func (d Dialplan) orNone(r alert.Rule) alert.Rule {
	for _, s := range r.Steps {
		if slices.ContainsFunc(s.Targets, func(t alert.Target) bool { return t.Chat != "" || t.Topic }) {
			return r
		}
	}
	for _, id := range slices.Sorted(maps.Keys(d.Users)) {
		if len(d.Users[id].Contacts) > 0 {
			return r
		}
	}
	return alert.Rule{}
}

// Meant is whom a step of a rule means at an instant, for an alert of a team: people once each, in the
// order of the targets. Nobody is an empty result; an error says that nothing is known (OnCall).
func (d Dialplan) Meant(targets []alert.Target, team string, at time.Time) (people []alert.Person, chats []string, topic bool, err error) {
	add := func(users []User) {
		for _, u := range users {
			if !slices.ContainsFunc(people, func(p alert.Person) bool { return p.ID == u.ID }) {
				people = append(people, u.Person())
			}
		}
	}
	for _, t := range targets {
		switch {
		case t.Tier > 0:
			tier, err := d.tier(team, t.Tier, at)
			if err != nil {
				return nil, nil, false, err
			}
			add(tier)
		case t.User != "":
			if u, ok := d.Users[t.User]; ok {
				add([]User{u})
			}
		case t.Team != "":
			everybody, err := d.Members(t.Team)
			if err != nil {
				return nil, nil, false, err
			}
			add(everybody)
		case t.Chat != "":
			chats = append(chats, t.Chat)
		case t.Topic:
			topic = true
		}
	}
	return people, chats, topic, nil
}

// tier is who is on call in one tier, from 1, also where those before are empty.
func (d Dialplan) tier(team string, n int, at time.Time) ([]User, error) {
	tiers, err := d.tiersOf(team, at)
	if err != nil || n > len(tiers) {
		return nil, err
	}
	var before []string
	for _, ids := range tiers[:n-1] {
		before = append(before, ids...)
	}
	alone := slices.DeleteFunc(slices.Clone(tiers[n-1]), func(id string) bool { return slices.Contains(before, id) })
	if found := d.usersOf([][]string{alone}); len(found) > 0 {
		return found[0], nil
	}
	return nil, nil
}

// Members are all users of a team, on call or not: those of its tiers, or of the layers of its
// schedule.
func (d Dialplan) Members(team string) ([]User, error) {
	t, ok := d.Teams[team]
	if !ok {
		return nil, fmt.Errorf("who is in team %q of line %q: %w", team, d.Line, ErrUnknownTeam)
	}
	groups := t.Tiers
	if t.Schedule != "" {
		s, ok := d.Schedules[t.Schedule]
		if !ok {
			return nil, fmt.Errorf("who is in team %q of line %q by schedule %q: %w", team, d.Line, t.Schedule, ErrUnknownSchedule)
		}
		groups = oncall.Members(s)
	}
	var out []User
	for _, tier := range d.usersOf(groups) {
		out = append(out, tier...)
	}
	return out, nil
}

// Person is the user as alerts know them.
func (u User) Person() alert.Person {
	p := alert.Person{ID: u.ID, Name: u.Name, Language: u.Language, Timezone: u.Timezone, Contacts: u.Contacts, Notify: u.Notify}
	if p.Name == "" {
		p.Name = u.ID
	}
	return p
}
