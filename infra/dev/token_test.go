package main

import (
	"strings"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"ringdown/shared/access"
	"ringdown/shared/access/bearer"
)

// What the command prints opens the API: it is proven here as a function proves it.
func TestATokenOfTheDeskIsBelieved(t *testing.T) {
	r := serving(t, "--config", "../../testdata/config/good/first.yaml", "--state", "", "--outbox", "")
	v, err := bearer.New(access.Issuer{URL: "http://" + r.address + "/dev/issuer", Clients: []string{"console"}, Machines: []string{"machine"}}, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		args []string
		want access.Principal
	}{
		{nil, access.Principal{Name: "ada", Roles: []access.Role{access.Admin}}},
		{[]string{"--role", "editor"}, access.Principal{Name: "eva", Roles: []access.Role{access.Editor}}},
		{[]string{"--role", "responder"}, access.Principal{Name: "ana", Roles: []access.Role{access.Responder}}},
		{[]string{"--role", "viewer"}, access.Principal{Name: "vic", Roles: []access.Role{access.Viewer}}},
		{[]string{"--machine", "edit"}, access.Principal{Name: "machine", Client: "machine", Roles: []access.Role{access.Editor}}},
		{[]string{"--role", "viewer", "--addr", strings.Replace(r.address, "127.0.0.1", "localhost", 1)}, access.Principal{Name: "vic", Roles: []access.Role{access.Viewer}}},
	} {
		code, out, errOut := ran(append([]string{"token", "--addr", r.address}, c.args...)...)
		if code != exitWell || strings.Count(out, "\n") != 1 {
			t.Fatalf("%v: exit %d, %q, %s", c.args, code, out, errOut)
		}
		p, err := v.Verify(t.Context(), "Bearer "+strings.TrimSpace(out))
		if err != nil || p.Name != c.want.Name || p.Client != c.want.Client || len(p.Roles) != 1 || p.Roles[0] != c.want.Roles[0] {
			t.Errorf("%v: %+v, %v; want %+v", c.args, p, err, c.want)
		}
	}
}

// A restart with the same state signs nobody out; without it, the old tokens are worth nothing.
func TestARestartSignsNobodyOut(t *testing.T) {
	state := t.TempDir() + "/state.json"
	args := []string{"--config", "../../testdata/config/good/first.yaml", "--outbox", ""}
	key := func(state string) any {
		r := serving(t, append(args, "--state", state)...)
		defer r.end()
		_, out, errOut := ran("token", "--addr", r.address)
		token, _, err := jwt.NewParser().ParseUnverified(strings.TrimSpace(out), jwt.MapClaims{})
		if err != nil {
			t.Fatalf("%v: %s", err, errOut)
		}
		return token.Header["kid"]
	}
	first, second, other := key(state), key(state), key("")
	if first != second || first == other || first == nil {
		t.Errorf("keys %v, after a restart %v, of another desk %v", first, second, other)
	}
}

func TestTokensThatAreNotGiven(t *testing.T) {
	refuses(t, []wrong{
		{"no desk", []string{"token", "--addr", "127.0.0.1:1"}, exitFailed, "dev token: no desk is running at 127.0.0.1:1; start one in another terminal with: go run ./infra/dev serve --addr 127.0.0.1:1"},
		{"no such role", []string{"token", "--role", "root"}, exitUsage, `dev token: there is no role "root"; write admin, editor, responder, viewer`},
		{"no such scope", []string{"token", "--machine", "root"}, exitUsage, `dev token: there is no scope "root"; write view, edit, admin`},
		{"both", []string{"token", "--machine", "edit", "--role", "admin"}, exitUsage, "dev token: a machine client has scopes and no role: leave out --role or --machine"},
	})
}
