package access

import (
	"slices"
	"strings"
)

// Principal is who a request speaks for: a person, or a machine client.
type Principal struct {
	Subject string // the issuer's own name for them: stays the same for as long as they exist
	Name    string // what the audit log and the console call them
	Client  string // a machine client's id; "" for people
	Roles   []Role // in the order of the list Roles, each once
}

// May reports whether a principal has a permission. Machine clients have no matters of their own.
func (p Principal) May(permission Permission) bool {
	if permission == Own && p.Client != "" {
		return false
	}
	return slices.ContainsFunc(p.Roles, func(r Role) bool { return slices.Contains(Grants[r], permission) })
}

// Require returns nil when a principal has a permission, and otherwise an ErrForbidden that says what is lacking.
func (p Principal) Require(permission Permission) error {
	switch {
	case p.May(permission):
		return nil
	case permission == Own && p.Client != "":
		return forbidden("a machine client has no matters of its own: sign in as a person")
	case len(p.Roles) == 0 && p.Client != "":
		return forbidden("the client has none of the scopes of " + ScopeResource + ": ask for " + listed(scopeNames()))
	case len(p.Roles) == 0:
		return forbidden("the account has no role: an admin puts it into one of the groups " + listed(names(Roles)))
	}
	return forbidden("this asks for the permission to " + string(permission) + ", which " + held(p.Roles) + " not have; " + listed(names(holders(permission))) + " has it")
}

// held says of roles that they do, as a sentence goes on with "not have".
func held(roles []Role) string {
	if len(roles) == 1 {
		return "the role " + string(roles[0]) + " does"
	}
	return "the roles " + strings.Join(names(roles), " and ") + " do"
}

// holders returns the roles that have a permission.
func holders(permission Permission) []Role {
	var out []Role
	for _, r := range Roles {
		if slices.Contains(Grants[r], permission) {
			out = append(out, r)
		}
	}
	return out
}

func names(roles []Role) []string {
	var out []string
	for _, r := range roles {
		out = append(out, string(r))
	}
	return out
}

func scopeNames() []string {
	var out []string
	for _, s := range Scopes {
		out = append(out, ScopeResource+"/"+s.Name)
	}
	return out
}

func listed(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:len(words)-1], ", ") + " or " + words[len(words)-1]
}
