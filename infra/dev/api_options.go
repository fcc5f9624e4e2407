package main

import (
	"context"
	"errors"
	"os"
	"strings"

	"ringdown/infra/desk"
	"ringdown/shared/access"
)

// tokenVariable is where a token is looked for that is not on the line: an argument would stay in the
// shell's history.
const tokenVariable = "RINGDOWN_TOKEN"

// apiOptions say where the API is, and who asks.
type apiOptions struct{ url, outputs, token string }

func (o *options) apiFlags(into *apiOptions) {
	o.StringVar(&into.url, "url", "", "the `URL` of the API; http://"+deskAddress+", the desk's, when left out")
	o.StringVar(&into.outputs, "outputs", "", "the `FILE` with a stack's outputs, as make deploy writes it: the API of that stack")
	o.StringVar(&into.token, "token", "", "the `TOKEN` of whoever asks; "+tokenVariable+" when left out; a desk signs one itself")
}

// client finds the API, and signs in where it is a desk's. What is wrong is printed; then the
// code is that of the command.
func (o *options) client(ctx context.Context, a apiOptions) (c apiClient, code int) {
	c = apiClient{url: strings.TrimSuffix(a.url, "/"), token: a.token}
	switch {
	case a.url != "" && a.outputs != "":
		return c, o.misused("--url and --outputs name an API each: leave one out")
	case a.outputs != "":
		out, ok := o.outputs(a.outputs)
		if !ok {
			return c, exitFailed
		}
		c.url = out.BaseURL()
	case a.url == "":
		c.url = "http://" + deskAddress
	}
	if c.token == "" {
		c.token = os.Getenv(tokenVariable)
	}
	if c.token == "" && strings.HasPrefix(c.url, "http://") {
		at := strings.TrimPrefix(c.url, "http://")
		about, err := desk.Client{Address: at}.About(ctx)
		if err == nil {
			c.token, err = about.Token(ctx, access.Admin)
		}
		if errors.Is(err, desk.ErrNoDesk) {
			return c, o.failed("%s", noDesk(err, at))
		}
	}
	if c.token == "" {
		return c, o.failed("the API at %s wants to know who asks: set %s, or add --token", c.url, tokenVariable)
	}
	return c, exitWell
}
