package access

import "slices"

// Role is what a person or a machine client is to the product. Its text is the name of the issuer's group.
type Role string

// The roles.
const (
	Admin     Role = "admin"
	Editor    Role = "editor"
	Responder Role = "responder"
	Viewer    Role = "viewer"
)

// Roles lists them all, the one that may most first.
var Roles = []Role{Admin, Editor, Responder, Viewer}

// Grants leads from a role to what it may do. Who has several roles may do what any of them may: somebody who looks at the
// console by day and is rung at night is a viewer and a responder.
var Grants = map[Role][]Permission{
	Admin: Permissions,
	// All but users' roles and the audit log.
	Editor: {
		ReadSettings, WriteSettings, ReadCalls, ReadNumbers, HearVoicemail, HearTalks, DeleteVoicemail, ReadAlerts, ActOnAlerts, Own,
	},
	// Own matters, and the alerts that responders are there for. A message is heard by the link in its alert.
	Responder: {ReadAlerts, ActOnAlerts, Own},
	// Everything that can be looked at without learning who called or what was said.
	Viewer: {ReadSettings, ReadCalls, ReadAlerts, Own},
}

// Scope is what a machine client was allowed to ask for, as resource/scope.
type Scope struct {
	Name        string
	Role        Role
	Description string // shown where scopes are given out
}

// ScopeResource is the identifier of the resource server that the scopes belong to.
const ScopeResource = "ringdown"

// Scopes leads from the scopes of machine clients to roles. Machine clients are in no group: the client credentials grant knows
// no person.
var Scopes = []Scope{
	{"view", Viewer, "Read settings, calls and alerts; phone numbers are masked"},
	{"edit", Editor, "Everything but users' roles and the audit log"},
	{"admin", Admin, "Everything"},
}

// roleOfGroup returns the role whose name a group has.
func roleOfGroup(group string) (Role, bool) {
	return Role(group), slices.Contains(Roles, Role(group))
}

// roleOfScope returns the role that a scope gives.
func roleOfScope(scope string) (Role, bool) {
	for _, s := range Scopes {
		if scope == ScopeResource+"/"+s.Name {
			return s.Role, true
		}
	}
	return "", false
}
