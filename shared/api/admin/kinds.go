package admin

import (
	"strings"

	"ringdown/shared/alert"
	"ringdown/shared/dialplan"
	"ringdown/shared/oncall"
	"ringdown/shared/resource"
	"ringdown/shared/settings"
)

// kind is what the operations on one kind of resource are called. Its examples can be saved one kind
// after the other, in the order of resource.Kinds, where the users ben and cy, a team night and a schedule spare are.
type kind struct {
	resource.Kind
	one, many string // in operation ids: Line, Lines
	body      any    // of the type
	id        string // of the example
	example   string // a body
	another   string // a body that can stand beside it
	patch     string // that the example takes
	unused    string // id of one that nothing refers to
}

var kinds = []kind{
	{resource.Lines, "Line", "Lines", settings.Line{}, "acme-support", `{"number":"+14155550100","description":"Acme support","team":"platform","ring":{"ringSeconds":25}}`,
		`{"number":"+14155550109","description":"Acme sales","team":"platform"}`, `{"ring":{"ringSeconds":30}}`, "acme-support"},
	{resource.Teams, "Team", "Teams", dialplan.Team{}, "platform", `{"name":"Platform","tiers":[["ana","ben"]],"emails":["platform@example.com"]}`,
		`{"name":"Network","tiers":[["ben"]],"emails":["network@example.com"]}`, `{"tiers":[["ben"],["ana"]]}`, "night"},
	{resource.Users, "User", "Users", dialplan.User{}, "ana", `{"name":"Ana Lopez","phones":[{"number":"+14155550101","label":"mobile"}]}`,
		`{"name":"Cy Brandt","phones":[{"number":"+14155550103","label":"mobile"}]}`, `{"email":"ana@example.com"}`, "cy"},
	{resource.Schedules, "Schedule", "Schedules", oncall.Schedule{}, "platform-week", `{"tz":"Europe/London","layers":[{"id":"weekly","rotation":{"unit":"week","every":1,"anchor":"2026-03-30T09:00","turns":[["ana"],["ben"]]}}]}`,
		`{"tz":"America/New_York","layers":[{"id":"always","users":["ben"]}]}`, `{"tz":"Europe/Dublin"}`, "spare"},
	{resource.EscalationRules, "EscalationRule", "EscalationRules", alert.Rule{}, "two-steps", `{"steps":[{"targets":[{"tier":1}]},{"targets":[{"tier":2},{"topic":true}],"afterMinutes":10}],"repeat":1}`,
		`{"steps":[{"targets":[{"user":"ben"}]}]}`, `{"repeat":2}`, "two-steps"},
	{resource.Hours, "Hours", "HoursList", oncall.Hours{}, "office", `{"tz":"Europe/London","windows":[{"days":["MO","TU","WE","TH","FR"],"start":"09:00","minutes":480}]}`,
		`{"tz":"Europe/London","windows":[{"days":["SA"],"start":"10:00","minutes":240}]}`, `{"holidays":[{"name":"Christmas","from":"2026-12-25","until":"2026-12-26"}]}`, "office"},
	{resource.Feeds, "Feed", "Feeds", settings.Feed{}, ExampleFeed, `{"schedule":"platform-week"}`,
		`{"schedule":"platform-week","user":"ben"}`, `{"description":"For the screen in the office"}`, ExampleFeed},
	{resource.Prompts, "Prompt", "Prompts", settings.Prompt{}, "welcome", `{"address":"https://cdn.example.com/welcome.mp3"}`,
		`{"address":"https://cdn.example.com/goodbye.mp3"}`, `{"description":"The welcome of all lines"}`, "welcome"},
	{resource.Flows, "Flow", "Flows", settings.FlowDocument{}, "goodbye", `{"document":{"Version":"2019-10-30","StartAction":"End","Actions":[{"Identifier":"End","Type":"DisconnectParticipant","Parameters":{},"Transitions":{}}]}}`,
		`{"document":{"Version":"2019-10-30","StartAction":"End","Actions":[{"Identifier":"End","Type":"DisconnectParticipant","Parameters":{},"Transitions":{}}]}}`, `{"description":"Hangs up"}`, "goodbye"},
	{resource.Account, "Account", "", settings.Account{}, resource.AccountID, `{"language":"en-GB"}`, ``, `{"language":"en-US"}`, ""},
}

// word is the kind in a sentence.
func (k kind) word() string {
	switch k.Kind {
	case resource.Account:
		return "the account"
	case resource.Hours:
		return "hours"
	case resource.EscalationRules:
		return "an escalation rule"
	}
	return "a " + strings.ToLower(k.one)
}

// ref names the resource that a path names.
func (k kind) ref(id string) resource.Ref {
	if k.Kind == resource.Account {
		id = resource.AccountID
	}
	return resource.Ref{Kind: k.Kind, ID: id}
}
