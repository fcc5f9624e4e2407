package admin

import (
	"ringdown/shared/dialplan"
	"ringdown/shared/oncall"
	"ringdown/shared/resource"
	"ringdown/shared/settings"
)

// kind is what the operations on one kind of resource are called.
type kind struct {
	resource.Kind
	one, many string // in operation ids and sentences: Line, Lines
	body      any    // of the type
	id        string // of the example
	example   string // a body that can be saved where the examples are (examples.yaml)
}

var kinds = []kind{
	{resource.Lines, "Line", "Lines", settings.Line{}, "acme-support", `{"number":"+14155550100","description":"Acme support","team":"platform","ring":{"ringSeconds":25}}`},
	{resource.Teams, "Team", "Teams", dialplan.Team{}, "platform", `{"name":"Platform","tiers":[["ana","ben"]],"emails":["platform@example.com"]}`},
	{resource.Users, "User", "Users", dialplan.User{}, "ana", `{"name":"Ana Lopez","phones":[{"number":"+14155550101","label":"mobile"}]}`},
	{resource.Schedules, "Schedule", "Schedules", oncall.Schedule{}, "platform-week", `{"tz":"Europe/London","layers":[{"id":"weekly","rotation":{"unit":"week","every":1,"anchor":"2026-03-30T09:00","turns":[["ana"],["ben"]]}}]}`},
	{resource.Hours, "Hours", "HoursList", oncall.Hours{}, "office", `{"tz":"Europe/London","windows":[{"days":["MO","TU","WE","TH","FR"],"start":"09:00","minutes":480}]}`},
	{resource.Prompts, "Prompt", "Prompts", settings.Prompt{}, "welcome", `{"address":"https://cdn.example.com/welcome.mp3"}`},
	{resource.Flows, "Flow", "Flows", settings.FlowDocument{}, "goodbye", `{"document":{"Version":"2019-10-30","StartAction":"End","Actions":[{"Identifier":"End","Type":"DisconnectParticipant","Parameters":{},"Transitions":{}}]}}`},
	{resource.Account, "Account", "", settings.Account{}, resource.AccountID, `{"language":"en-GB"}`},
}

// ref names the resource that a path names.
func (k kind) ref(id string) resource.Ref {
	if k.Kind == resource.Account {
		id = resource.AccountID
	}
	return resource.Ref{Kind: k.Kind, ID: id}
}
