package main

import (
	"cmp"
	"fmt"
	"slices"

	"ringdown/infra/sim"
	"ringdown/shared/dialplan"
	"ringdown/shared/e164"
	"ringdown/shared/flow"
	"ringdown/shared/flow/check"
	"ringdown/shared/oncall"
	"ringdown/shared/settings"
)

// standIns is a world in which everything a flow names exists.
type standIns struct {
	settings settings.Settings
	teams    []string
	maybe    []string // values of attributes: each may be a team that a flow chooses by one
	agents   []string
	hours    []string
	prompts  []string
	bots     []dialplan.Bot
	answers  map[string]string // of functions
	accept   string            // the key that takes a call

	values map[string][]string // what the flow sets attributes to, by path: $.Attributes.team
}

const (
	standInLine   = e164.Number("+14155550100")
	standInNumber = e164.Number("+14155550101")
	standInTeam   = "team"
	standInUser   = "ana"
)

// namesMax bounds the stand-ins of one kind.
const namesMax = 1000

func standInsFor(set flowSet) *standIns {
	s := &standIns{answers: map[string]string{}, accept: "1", values: map[string][]string{}}
	s.settings = settings.Settings{
		Version: settings.FileVersion,
		Users:   []dialplan.User{{ID: standInUser, Name: "Ana", Phones: []dialplan.Phone{{Number: standInNumber}}}},
		Teams:   []dialplan.Team{{ID: standInTeam, Name: standInTeam, Tiers: [][]string{{standInUser}}}},
		Lines:   []settings.Line{{ID: "flow", Number: standInLine, Team: standInTeam}},
	}
	var all []flow.Action
	for _, f := range set {
		all = append(all, f.flow.Actions...)
	}
	for _, a := range all {
		for _, list := range []string{"Attributes", "FlowAttributes"} {
			for _, pair := range a.Parameters.Pairs(list) {
				path := "$." + list + "." + pair.Name
				s.values[path] = append(s.values[path], pair.Value)
				s.maybe = append(s.maybe, pair.Value)
			}
		}
	}
	for _, a := range all {
		s.bot(a)
		s.named("", a.Parameters.Value())
	}
	return s
}

// named collects what a parameter names, by the parameter's name wherever it stands.
func (s *standIns) named(name string, v flow.Value) {
	for _, m := range v.Members() {
		s.named(cmp.Or(m.Name, name), m.Value)
	}
	text, ok := v.Text()
	if !ok || !flow.IsReference(text) {
		s.stands(name, text)
		return
	}
	// Exports from several instances name what they use by an attribute that the flow sets first.
	for _, value := range s.values[text] {
		if !flow.IsReference(value) {
			s.stands(name, value)
		}
	}
}

// bot gives each intent that follows a bot a key: the first one 1.
func (s *standIns) bot(a flow.Action) {
	name := check.Bot(a)
	if name == "" {
		return
	}
	i := slices.IndexFunc(s.bots, func(b dialplan.Bot) bool { return b.ID == name })
	if i < 0 {
		i = len(s.bots)
		s.bots = append(s.bots, dialplan.Bot{ID: name})
	}
	b := &s.bots[i]
	for _, branch := range a.Transitions.Conditions {
		for _, intent := range branch.Condition.Operands {
			known := slices.ContainsFunc(b.Intents, func(x dialplan.Intent) bool { return x.Intent == intent })
			if n := len(b.Intents); !known && n < len(botKeys) && !flow.IsReference(intent) {
				b.Intents = append(b.Intents, dialplan.Intent{Intent: intent, Key: botKeys[n : n+1]})
			}
		}
	}
}

// botKeys are given to intents in their order.
const botKeys = "1234567890*#"

// stands puts something in the place of what a parameter names.
func (s *standIns) stands(name, text string) {
	if text == "" {
		return
	}
	switch name {
	case "QueueId", "TeamId":
		s.teams = append(s.teams, text)
	case "AgentId":
		s.agents = append(s.agents, text)
	case "HoursOfOperationId":
		s.hours = append(s.hours, text)
	case "PromptId":
		s.prompts = append(s.prompts, text)
	case "LambdaFunctionARN":
		s.answers[text] = "{}"
	case "AcceptanceDigit":
		s.accept = text
	case "ThirdPartyPhoneNumber":
		s.outside(text)
	}
}

// outside gives a phone to somebody outside the teams.
func (s *standIns) outside(number string) {
	n, err := e164.Parse(number)
	if err != nil || len(s.settings.Users) >= namesMax {
		return
	}
	for _, u := range s.settings.Users {
		if u.Phones[0].Number == n {
			return
		}
	}
	id := fmt.Sprintf("outside-%d", len(s.settings.Users))
	s.settings.Users = append(s.settings.Users, dialplan.User{ID: id, Name: id, Phones: []dialplan.Phone{{Number: n}}})
}

// people are the script lines of everybody who may be rung.
func (s *standIns) people() []string {
	var lines []string
	for _, p := range sim.PhoneNames(s.settings) {
		lines = append(lines, p.Name+": answers after 4s; 1s after being asked press "+s.accept)
	}
	return lines
}

// plan is the dialplan of the one line, with the flow in it.
func (s *standIns) plan(set flowSet) (dialplan.Dialplan, error) {
	own := s.settings
	own.Users = own.Users[:1]
	plan, err := own.CompileLine("flow")
	if err != nil {
		return plan, err
	}
	plan.Flow, plan.Bots = set[0].flow, s.bots
	plan.Flows = set.byName()
	open := oncall.Hours{ID: "open", TZ: "UTC", Windows: []oncall.Window{{Start: "00:00", Minutes: 24 * 60}}}
	plan.Hours = map[string]oncall.Hours{"open": open}
	for _, id := range s.hours {
		plan.Hours[id] = open
	}
	usual := plan.Teams[standInTeam]
	usual.Hours = "open"
	plan.Teams = map[string]dialplan.Team{standInTeam: usual}
	teams := slices.Concat(s.maybe, s.teams)
	for _, id := range teams[:min(len(teams), namesMax)] {
		t := usual
		t.ID, t.Name = id, id
		plan.Teams[id] = t
	}
	for _, id := range s.agents {
		u := plan.Users[standInUser]
		u.ID = id
		plan.Users[id] = u
	}
	plan.Prompts = map[string]string{}
	for _, id := range s.prompts {
		plan.Prompts[id] = "https://audio.example/prompt.wav"
	}
	for arn := range s.answers {
		plan.LambdaARNs = append(plan.LambdaARNs, arn)
	}
	return plan, nil
}
