package setup

import (
	"context"
	"strings"

	"ringdown/shared/e164"
)

const (
	connectAgain   = "go run ./infra/dev vonage connect --outputs cdk-outputs.json"
	setCredentials = "set VONAGE_API_KEY and VONAGE_API_SECRET as the account's API settings show them"
)

// application wants the provider's application to call this stack, with signatures, and to have the
// key we speak with.
func (e *examination) application(ctx context.Context) {
	switch {
	case e.Account == nil:
		e.fail(setCredentials, "the provider was not asked: no credentials")
		return
	case e.Outputs.Application == "":
		e.fail("deploy with --parameters VonageApplicationId=…", "the stack was not told its application, so it refuses every webhook")
		return
	case e.Outputs.Account != e.Account.Key():
		e.fail("deploy with --parameters VonageApiKey="+e.Account.Key()+", or use the other account's credentials",
			"the stack believes account %s, and the credentials are those of %s", orNone(e.Outputs.Account), e.Account.Key())
		return
	}
	app, err := e.Account.Application(ctx, e.Outputs.Application)
	if err != nil {
		e.fail(setCredentials+"; then look again", "%v", err)
		return
	}
	outputs := e.Outputs
	if e.callbacks != nil {
		outputs = outputs.Hooked(*e.callbacks)
	}
	if len(outputs.Unsigned) > 0 {
		e.warn("deploy with --parameters UnsignedWebhooks= once the provider signs them", "webhooks of the kind %s are believed without a signature", strings.Join(outputs.Unsigned, ", "))
	}
	if _, differences := voiceOf(app, outputs, ""); len(differences) > 0 {
		e.fail(connectAgain, "application %s is not as it should be: %s", app.ID, strings.Join(differences, "; "))
	} else {
		e.ok("application %s calls this stack, with signatures", app.ID)
	}
	switch {
	case e.key == nil: // said already
	case !belongTogether(e.key, app.PublicKey):
		e.fail(putKey+" with the key of this application", "the private key is not the one of application %s: every dial is refused", app.ID)
	default:
		e.ok("the private key is that of application %s", app.ID)
	}
}

// numbers wants the number of every line in service to lead to the application.
func (e *examination) numbers(ctx context.Context) {
	if e.Account == nil {
		return // said already
	}
	for _, d := range e.plans {
		for _, number := range d.Numbers() {
			e.number(ctx, d.Line, number)
		}
	}
}

func (e *examination) number(ctx context.Context, line string, number e164.Number) {
	do := connectAgain + " --number " + string(number)
	n, err := e.Account.Number(ctx, number)
	switch {
	case err != nil:
		e.fail("buy the number or mend its line, then "+do, "line %s: %v", line, err)
	case n.CallbackType == "sip" || n.CallbackType == "tel":
		e.fail("remove the forwarding in the provider's dashboard, then "+do, "line %s: %s is forwarded (%s), past the application", line, number, n.CallbackType)
	case n.linkedTo() != e.Outputs.Application:
		e.fail(do, "line %s: %s leads to %s", line, number, strings.Replace(orNone(n.linkedTo()), "none", "nowhere", 1))
	default:
		e.ok("line %s: %s leads here", line, number)
	}
}
