package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
	"slices"
	"strings"

	"ringdown/infra/desk"
	"ringdown/shared/access"
)

const tokenAbout = `Signs in on the running desk (see serve) as the person of a role, and prints the access token and nothing else:

  curl -H "Authorization: Bearer $(go run ./infra/dev token --role editor)" http://127.0.0.1:8080/api/v1/lines

It works for half an hour, and for the desk that signed it, also after a restart with the same state.`

func runToken(args []string, in io.Reader, out, errOut io.Writer) int {
	var roles, scopes []string
	for _, r := range access.Roles {
		roles = append(roles, string(r))
	}
	for _, s := range access.Scopes {
		scopes = append(scopes, s.Name)
	}
	o := newOptions("token", "", tokenAbout, in, out, errOut)
	var role, machine, address string
	o.addressFlag(&address, "the desk's `ADDRESS`")
	o.StringVar(&role, "role", string(access.Admin), "the `ROLE` to sign in with: "+strings.Join(roles, ", ")+"; admin when left out")
	o.StringVar(&machine, "machine", "", "sign in as the machine client instead, with the `SCOPE` "+strings.Join(scopes, ", "))
	if code, done := o.read(args); done {
		return code
	}
	scope := slices.IndexFunc(access.Scopes, func(s access.Scope) bool { return s.Name == machine })
	switch {
	case o.given("machine") && o.given("role"):
		return o.misused("a machine client has scopes and no role: leave out --role or --machine")
	case o.given("machine") && scope < 0:
		return o.misused("there is no scope %q; write %s", machine, strings.Join(scopes, ", "))
	case !slices.Contains(roles, role):
		return o.misused("there is no role %q; write %s", role, strings.Join(roles, ", "))
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	about, err := desk.Client{Address: address}.About(ctx)
	if err != nil {
		return o.failed("%s", noDesk(err, address))
	}
	var token string
	if o.given("machine") {
		token, err = about.MachineToken(ctx, access.Scopes[scope])
	} else {
		token, err = about.Token(ctx, access.Role(role))
	}
	if err != nil {
		return o.failed("%v", err)
	}
	fmt.Fprintln(out, token)
	return exitWell
}
