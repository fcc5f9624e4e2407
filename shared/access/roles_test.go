package access

import (
	"os"
	"slices"
	"strings"
	"testing"
)

// The table is the README's, which admins read: it is written by hand, and the code has to fit it.
func TestWhoMayDoWhatIsWhatTheReadmeSays(t *testing.T) {
	body, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, table, found := strings.Cut(string(body), "\n| may | ")
	table, _, ended := strings.Cut(table, "\n\n")
	if !found || !ended {
		t.Fatal("README has no table that begins with | may |")
	}
	lines := strings.Split(table, "\n")
	columns := strings.Split(strings.TrimSuffix(lines[0], " |"), " | ")
	var named []Permission
	for _, line := range lines[2:] {
		cells := strings.Split(strings.Trim(line, "|"), "|")
		permission := Permission(strings.TrimSpace(cells[0]))
		named = append(named, permission)
		for i, column := range columns {
			p := Principal{Roles: []Role{Role(column)}}
			if want := strings.TrimSpace(cells[i+1]) == "yes"; p.May(permission) != want {
				t.Errorf("%s may %s: %t, want %t", column, permission, !want, want)
			}
		}
	}
	if !slices.Equal(named, Permissions) {
		t.Errorf("the table has %q, the package %q", named, Permissions)
	}
	if !slices.Equal(columns, names(Roles)) || len(Grants) != len(Roles) {
		t.Errorf("the table has the roles %v, the package %v", columns, Roles)
	}
}

func TestSeveralRolesAddUp(t *testing.T) {
	p := Principal{Roles: []Role{Responder, Viewer}}
	if !p.May(ActOnAlerts) || !p.May(ReadCalls) || p.May(WriteSettings) {
		t.Errorf("a responder who is a viewer may act %t, read calls %t, write %t", p.May(ActOnAlerts), p.May(ReadCalls), p.May(WriteSettings))
	}
}

func TestNobodyMayDoAnythingWithoutARole(t *testing.T) {
	for _, p := range []Principal{{}, {Subject: "s"}, {Roles: []Role{"root"}}, {Client: "m"}} {
		for _, permission := range append([]Permission{"", "fly"}, Permissions...) {
			if p.May(permission) {
				t.Errorf("%+v may %s", p, permission)
			}
		}
	}
}

func TestAMachineHasNoMattersOfItsOwn(t *testing.T) {
	p := Principal{Client: "m", Roles: []Role{Admin}}
	if p.May(Own) || !p.May(ManageUsers) {
		t.Errorf("own %t, users %t", p.May(Own), p.May(ManageUsers))
	}
}

func TestARefusalSaysWhatIsLacking(t *testing.T) {
	for _, c := range []struct {
		who  Principal
		what Permission
		want string
	}{
		{Principal{Roles: []Role{Editor}}, ReadAudit, "this asks for the permission to read the audit log, which the role editor does not have; admin has it"},
		{Principal{Roles: []Role{Responder, Viewer}}, WriteSettings, "this asks for the permission to change settings, which the roles responder and viewer do not have; admin or editor has it"},
		{Principal{}, ReadCalls, "the account has no role: an admin puts it into one of the groups admin, editor, responder or viewer"},
		{Principal{Client: "m"}, ReadCalls, "the client has none of the scopes of ringdown: ask for ringdown/view, ringdown/edit or ringdown/admin"},
		{Principal{Client: "m", Roles: []Role{Admin}}, Own, "a machine client has no matters of its own: sign in as a person"},
	} {
		err := c.who.Require(c.what)
		if !isKind(err, ErrForbidden) || Reason(err) != c.want {
			t.Errorf("%+v, %s:\n got %v\nwant %s", c.who, c.what, err, c.want)
		}
	}
	if err := (Principal{Roles: []Role{Viewer}}).Require(ReadCalls); err != nil {
		t.Error(err)
	}
}
