package setup

import (
	"context"
	"fmt"
	"io"
	"strings"

	"ringdown/shared/e164"
)

// Connection is what Connect is asked for.
type Connection struct {
	Outputs     Outputs
	Application string        // id
	Region      string        // the provider's; "" leaves the application's as it is
	Numbers     []e164.Number // to be linked
	DryRun      bool          // say only
}

// Connect makes the application call the stack and leads numbers to it, saying each step. It
// changes what differs and nothing else; a second time it changes nothing.
func Connect(ctx context.Context, a *Account, c Connection, say io.Writer) error {
	if err := CheckRegion(c.Region); err != nil {
		return err
	}
	if c.Outputs.Account != "" && c.Outputs.Account != a.Key() {
		return fmt.Errorf("the stack believes webhooks of account %s, and VONAGE_API_KEY is %s: deploy with --parameters VonageApiKey=%s, or use the other account's credentials", c.Outputs.Account, a.Key(), a.Key())
	}
	if c.Outputs.Application != "" && c.Outputs.Application != c.Application {
		return fmt.Errorf("the stack believes webhooks of application %s, and %s is asked for: deploy with --parameters VonageApplicationId=%s, or leave --application out", c.Outputs.Application, c.Application, c.Application)
	}
	app, err := a.Application(ctx, c.Application)
	if err != nil {
		return err
	}
	voice, differences := voiceOf(app, c.Outputs, c.Region)
	if len(differences) > 0 && !c.DryRun {
		if err := a.saveVoice(ctx, app, voice); err != nil {
			return err
		}
	}
	if len(differences) == 0 {
		fmt.Fprintf(say, "application %s (%s): as it should be\n", app.Name, app.ID)
	} else {
		fmt.Fprintf(say, "application %s (%s): %s\n  %s\n", app.Name, app.ID, c.verb("changed", "would change"), strings.Join(differences, "\n  "))
	}
	for _, n := range c.Numbers {
		if err := c.link(ctx, a, n, say); err != nil {
			return err
		}
	}
	return nil
}

func (c Connection) verb(done, dry string) string {
	if c.DryRun {
		return dry
	}
	return done
}

func (c Connection) link(ctx context.Context, a *Account, number e164.Number, say io.Writer) error {
	n, err := a.Number(ctx, number)
	if err != nil {
		return err
	}
	before := n.linkedTo()
	switch {
	case n.CallbackType == "sip" || n.CallbackType == "tel":
		return fmt.Errorf("number %s is forwarded (%s), which goes before any application: remove its forwarding in the provider's dashboard, then run this again", number.Redacted(), n.CallbackType)
	case before == c.Application:
		fmt.Fprintf(say, "number %s: linked already\n", number)
		return nil
	case !c.DryRun:
		if err := a.link(ctx, n, number, c.Application); err != nil {
			return err
		}
	}
	away := ""
	if before != "" {
		away = ", away from application " + before
	}
	fmt.Fprintf(say, "number %s: %s%s\n", number, c.verb("linked", "would be linked"), away)
	return nil
}
