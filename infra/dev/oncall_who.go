package main

import (
	"fmt"
	"io"
	"strings"
	"time"

	"ringdown/infra/sim"
	"ringdown/shared/dialplan"
	"ringdown/shared/oncall"
)

const oncallWhoAbout = `Says who would be rung for a line at an instant, tier after tier, on which phones, and when that changes next.`

// rota is who is on call for a team, for programs.
type rota struct {
	Line     string      `json:"line"`
	Team     string      `json:"team"`
	Schedule string      `json:"schedule,omitempty"`
	At       time.Time   `json:"at"`
	Tiers    [][]onCall  `json:"tiers"`
	Next     *rotaChange `json:"next"` // null: nothing changes within the year
}

type onCall struct {
	User   string           `json:"user"`
	Name   string           `json:"name"`
	Phones []dialplan.Phone `json:"phones"`
	labels []string
}

type rotaChange struct {
	At    time.Time  `json:"at"`
	Tiers [][]onCall `json:"tiers"`
}

func runOncallWho(args []string, in io.Reader, out, errOut io.Writer) int {
	o := newOptions("oncall who", "", oncallWhoAbout, in, out, errOut)
	var config string
	o.configFlag(&config)
	id := o.String("line", "", "`ID` of the line; the first when left out")
	when := o.String("at", "", "`TIME`, such as 2026-03-02T02:14:00Z; now when left out")
	key := o.String("key", "", "the `KEY` pressed in the line's menu; its default team when left out")
	asJSON := o.Bool("json", false, "print JSON")
	if code, done := o.read(args); done {
		return code
	}
	at, err := instant(*when, time.Now().Truncate(time.Second))
	if err != nil {
		return o.misused("%v", err)
	}
	c, ok := o.load(config)
	if !ok {
		return exitFailed
	}
	plan, err := c.line(*id)
	if err != nil {
		return o.failed("%v", err)
	}
	team, err := c.teamOf(plan, *key)
	if err != nil {
		return o.failed("%v", err)
	}
	r, err := rotaOf(c, plan, team, at)
	if err != nil {
		return o.failed("%v", err)
	}
	if *asJSON {
		o.writeJSON(r)
	} else {
		r.print(out)
	}
	return exitWell
}

// teamOf is the team that a key of the line's menu leads to.
func (c configured) teamOf(plan dialplan.Dialplan, key string) (string, error) {
	if key == "" {
		return plan.DefaultTeam, nil
	}
	for _, l := range c.settings.Lines {
		if l.ID != plan.Line {
			continue
		}
		if l.Attendant == nil {
			return "", fmt.Errorf("--key %s: line %s has no menu; leave --key out", key, plan.Line)
		}
		if team, ok := l.Attendant.Keys[key]; ok {
			return team, nil
		}
	}
	return "", fmt.Errorf("--key %s: the menu of line %s has no such key; without --key it is the default team, %s", key, plan.Line, plan.DefaultTeam)
}

func rotaOf(c configured, plan dialplan.Dialplan, team string, at time.Time) (rota, error) {
	labels := map[string]string{}
	for _, p := range sim.PhoneNames(c.settings) {
		labels[p.Phone.Number.Digits()] = p.Name
	}
	r := rota{Line: plan.Line, Team: team, At: at, Schedule: plan.Teams[team].Schedule}
	users, err := plan.OnCall(team, at)
	if err != nil {
		return r, err
	}
	r.Tiers = peopleOf(users, labels)
	if r.Schedule == "" {
		return r, nil
	}
	// A change of people whom nobody can ring is none to whoever reads this, but the
	// schedule's next handoff is, so it is looked for in the schedule.
	next, _, ok := oncall.Next(plan.Schedules[r.Schedule], at)
	if !ok {
		return r, nil
	}
	users, err = plan.OnCall(team, next)
	r.Next = &rotaChange{At: next.In(at.Location()), Tiers: peopleOf(users, labels)}
	return r, err
}

func peopleOf(tiers [][]dialplan.User, labels map[string]string) [][]onCall {
	out := [][]onCall{}
	for _, tier := range tiers {
		var people []onCall
		for _, u := range tier {
			p := onCall{User: u.ID, Name: u.Name, Phones: u.Phones}
			for _, phone := range u.Phones {
				p.labels = append(p.labels, strings.TrimSpace(labels[phone.Number.Digits()]+" "+string(phone.Number)+extension(phone)))
			}
			people = append(people, p)
		}
		out = append(out, people)
	}
	return out
}

func extension(p dialplan.Phone) string {
	if p.Extension == "" {
		return ""
	}
	return " extension " + string(p.Extension)
}

func (r rota) print(out io.Writer) {
	by := ""
	if r.Schedule != "" {
		by = " by schedule " + r.Schedule
	}
	fmt.Fprintf(out, "Line %s, team %s%s, at %s:\n", r.Line, r.Team, by, r.At.Format(time.RFC3339))
	printTiers(out, r.Tiers)
	switch {
	case r.Schedule == "":
		fmt.Fprintln(out, "This never changes by itself: the team names its users.")
	case r.Next == nil:
		fmt.Fprintln(out, "Nobody else comes on call as far as the schedule can be seen.")
	default:
		fmt.Fprintf(out, "From %s:\n", r.Next.At.Format(time.RFC3339))
		printTiers(out, r.Next.Tiers)
	}
}

func printTiers(out io.Writer, tiers [][]onCall) {
	if len(tiers) == 0 {
		fmt.Fprintln(out, "  nobody: the caller is offered to leave a message")
	}
	for i, tier := range tiers {
		for _, p := range tier {
			fmt.Fprintf(out, "  tier %d  %s: %s\n", i+1, p.Name, listed(p.labels, "no phone"))
		}
	}
}
