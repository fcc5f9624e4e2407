package access

import (
	"slices"
	"strings"
	"testing"
)

// matrix is who may do what, written a second time and by hand, as an admin would read it.
const matrix = `
                               admin  editor  responder  viewer
read settings                  yes    yes     -          yes
change settings                yes    yes     -          -
change users' roles            yes    -       -          -
read the audit log             yes    -       -          -
read calls                     yes    yes     -          yes
read full phone numbers        yes    yes     -          -
hear voicemail                 yes    yes     -          -
hear recorded talks            yes    yes     -          -
delete voicemail               yes    yes     -          -
read alerts                    yes    yes     yes        yes
act on alerts                  yes    yes     yes        -
see and change own matters     yes    yes     yes        yes
`

func TestWhoMayDoWhat(t *testing.T) {
	lines := strings.Split(strings.Trim(matrix, "\n"), "\n")
	columns := strings.Fields(lines[0])
	var named []Permission
	for _, line := range lines[1:] {
		permission, cells := Permission(strings.TrimSpace(line[:31])), strings.Fields(line[31:])
		named = append(named, permission)
		for i, column := range columns {
			p := Principal{Roles: []Role{Role(column)}}
			if want := cells[i] == "yes"; p.May(permission) != want {
				t.Errorf("%s may %s: %t, want %t", column, permission, !want, want)
			}
		}
	}
	if !slices.Equal(named, Permissions) {
		t.Errorf("the table has %q, the package %q", named, Permissions)
	}
	if len(columns) != len(Roles) || len(Grants) != len(Roles) {
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
