package main

import (
	"cmp"
	"fmt"

	"ringdown/infra/sim"
	"ringdown/shared/dialplan"
	"ringdown/shared/e164"
	"ringdown/shared/flow"
	"ringdown/shared/oncall"
	"ringdown/shared/settings"
)

// standIns is a world in which everything a flow names exists.
type standIns struct {
	settings settings.Settings
	teams    []string
	agents   []string
	hours    []string
	prompts  []string
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

func standInsFor(f flow.Flow) *standIns {
	s := &standIns{answers: map[string]string{}, accept: "1", values: map[string][]string{}}
	s.settings = settings.Settings{
		Version: settings.FileVersion,
		Users:   []dialplan.User{{ID: standInUser, Name: "Ana", Phones: []dialplan.Phone{{Number: standInNumber}}}},
		Teams:   []dialplan.Team{{ID: standInTeam, Name: standInTeam, Tiers: [][]string{{standInUser}}}},
		Lines:   []settings.Line{{ID: "flow", Number: standInLine, Team: standInTeam}},
	}
	for _, a := range f.Actions {
		for _, list := range []string{"Attributes", "FlowAttributes"} {
			for _, pair := range a.Parameters.Pairs(list) {
				path := "$." + list + "." + pair.Name
				s.values[path] = append(s.values[path], pair.Value)
				// A team may be chosen by an attribute: then any value of one may be a team.
				s.teams = append(s.teams, pair.Value)
			}
		}
	}
	for _, a := range f.Actions {
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
func (s *standIns) plan(f flow.Flow) (dialplan.Dialplan, error) {
	own := s.settings
	own.Users = own.Users[:1]
	plan, err := own.CompileLine("flow")
	if err != nil {
		return plan, err
	}
	plan.Flow = f
	open := oncall.Hours{ID: "open", TZ: "UTC", Windows: []oncall.Window{{Start: "00:00", Minutes: 24 * 60}}}
	plan.Hours = map[string]oncall.Hours{"open": open}
	for _, id := range s.hours {
		plan.Hours[id] = open
	}
	usual := plan.Teams[standInTeam]
	usual.Hours = "open"
	plan.Teams = map[string]dialplan.Team{standInTeam: usual}
	for _, id := range s.teams[:min(len(s.teams), namesMax)] {
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
