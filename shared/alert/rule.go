package alert

import "time"

// Rule says who is told of an alert, and who next while nobody acknowledges it.
type Rule struct {
	ID    string `json:"id"`
	Steps []Step `json:"steps,omitempty"`
	// Repeat is how often the steps begin again after the first round.
	Repeat int `json:"repeat,omitempty"`
	// RoundMinutes is how long a round lasts, until the next one or the end; RoundMinutesAfter the
	// last step when left out.
	RoundMinutes int `json:"roundMinutes,omitempty"`
}

// Step is some people, and when they are told: minutes after the round began.
type Step struct {
	Targets      []Target `json:"targets,omitempty"`
	AfterMinutes int      `json:"afterMinutes,omitempty"`
}

// Target is whom a step means: one of these.
type Target struct {
	Tier  int    `json:"tier,omitempty"`  // those on call in this tier of the alert's team, from 1
	User  string `json:"user,omitempty"`  // a user's id
	Team  string `json:"team,omitempty"`  // everybody of a team, on call or not
	Chat  string `json:"chat,omitempty"`  // https address of a room's incoming webhook
	Topic bool   `json:"topic,omitempty"` // the topic of alerts once more
}

// RoundMinutesAfter is how long the last step of a round has, where a rule does not say.
const RoundMinutesAfter = 15

// BuiltIn is the rule of lines and teams that name none: those on call at once, the second tier
// after five minutes, everybody of the team after fifteen, all of it twice.
func BuiltIn(team string) Rule {
	return Rule{Steps: []Step{
		{Targets: []Target{{Tier: 1}}},
		{Targets: []Target{{Tier: 2}}, AfterMinutes: 5},
		{Targets: []Target{{Team: team}}, AfterMinutes: 15},
	}, Repeat: 1}
}

// round is how long a round lasts.
func (r Rule) round() time.Duration {
	if r.RoundMinutes > 0 {
		return time.Duration(r.RoundMinutes) * time.Minute
	}
	last := 0
	if n := len(r.Steps); n > 0 {
		last = r.Steps[n-1].AfterMinutes
	}
	return time.Duration(last+RoundMinutesAfter) * time.Minute
}

// after is when a step begins, counted from the beginning of the first round; for the round after the
// last one that is the end of the escalation.
func (r Rule) after(round, step int) time.Duration {
	at := time.Duration(round) * r.round()
	if round <= r.Repeat && step < len(r.Steps) {
		at += time.Duration(r.Steps[step].AfterMinutes) * time.Minute
	}
	if at > 0 {
		at += yields
	}
	return at
}

// Kinds counts what a target names; one is right.
func (t Target) Kinds() (n int) {
	for _, named := range []bool{t.Tier != 0, t.User != "", t.Team != "", t.Chat != "", t.Topic} {
		if named {
			n++
		}
	}
	return n
}
