package setup

import (
	"context"
	"maps"
	"slices"
	"strings"

	"ringdown/shared/dialplan"
	"ringdown/shared/e164"
	"ringdown/shared/port"
)

// channels wants every team that alerts are raised for to be reached by mail or text.
func (e *examination) channels(context.Context) {
	without := dialplan.Unreached(e.plans)
	for _, team := range without {
		e.warn("add emails: or texts: to the team and apply the settings, or see that somebody subscribes to the topic", "no channel reaches team %s: only who subscribes to the topic of alerts hears of its messages and missed calls", team)
	}
	if len(without) == 0 {
		e.ok("every team that is told of calls has mail or texts")
	}
}

// mail wants what teams are mailed to be sent and to arrive.
func (e *examination) mail(ctx context.Context) {
	wanted := map[string]bool{}
	for _, d := range e.plans {
		for _, t := range d.Teams {
			for _, address := range t.Emails {
				wanted[address] = true
			}
		}
	}
	addresses := slices.Sorted(maps.Keys(wanted))
	identity := e.Outputs.MailIdentity
	const deployWithMail = "deploy with --parameters MailFrom=… --parameters MailIdentity=…"
	switch sender := e.Outputs.MailSender; {
	case sender == "" && len(addresses) > 0:
		e.fail(deployWithMail+", or take the addresses out of the settings", "teams want mail at %s, and none is sent", listed(addresses))
		return
	case sender == "":
		e.ok("no mail is sent, and no team wants any")
		return
	case sender != identity && !strings.HasSuffix(sender, "@"+identity):
		e.fail(deployWithMail+", the identity being the address or its domain", "mail from %s is refused: the stack may send as %s", sender, orNone(identity))
		return
	}
	verified, err := e.Mail.Verified(ctx, identity)
	switch {
	case err != nil:
		e.fail(askAgain, "whether %s is verified cannot be found: %v", identity, err)
	case !verified:
		e.fail("verify it: aws sesv2 create-email-identity --email-identity "+identity+", then follow the mail or set the DNS records", "%s is not verified: every mail is refused", identity)
	default:
		e.ok("%s is verified", identity)
	}
	e.mailSandbox(ctx, addresses)
}

func (e *examination) mailSandbox(ctx context.Context, addresses []string) {
	const leave = "ask for production access in the SES console"
	production, enabled, err := e.Mail.MailState(ctx)
	switch {
	case err != nil:
		e.fail(askAgain, "the state of SES cannot be found: %v", err)
		return
	case !enabled:
		e.fail("look at the account's reputation in the SES console; sending was paused", "SES sends nothing for this account")
		return
	case production:
		e.ok("SES is out of its sandbox")
		return
	}
	var unverified []string
	for _, address := range addresses {
		if ok, err := e.verifiedAddress(ctx, address); err != nil {
			e.fail(askAgain, "whether %s is verified cannot be found: %v", address, err)
			return
		} else if !ok {
			unverified = append(unverified, address)
		}
	}
	if len(unverified) > 0 {
		e.fail(leave+", or verify each address", "SES is in its sandbox and refuses mail to %s", listed(unverified))
		return
	}
	e.warn(leave+" before a team adds an address", "SES is in its sandbox: mail goes to verified addresses alone")
}

// verifiedAddress says whether an address, or its domain, is verified.
func (e *examination) verifiedAddress(ctx context.Context, address string) (bool, error) {
	ok, err := e.Mail.Verified(ctx, address)
	if err != nil || ok {
		return ok, err
	}
	_, domain, found := strings.Cut(address, "@")
	if !found {
		return false, nil
	}
	return e.Mail.Verified(ctx, domain)
}

// texts wants what teams are texted to arrive.
func (e *examination) texts(ctx context.Context) {
	wanted := map[e164.Number]bool{}
	for _, d := range e.plans {
		for _, t := range d.Teams {
			for _, number := range t.Texts {
				wanted[number] = true
			}
		}
	}
	if len(wanted) == 0 {
		e.ok("no team wants text messages")
		return
	}
	const leave = "leave the sandbox in the SNS console (Text messaging), or verify each number there"
	sandbox, verified, err := e.Texts.Sandbox(ctx)
	switch {
	case err != nil:
		e.fail(askAgain, "the state of SNS text messages cannot be found: %v", err)
		return
	case !sandbox:
		e.ok("SNS text messages are out of their sandbox")
		return
	}
	var refused []string
	for _, number := range slices.Sorted(maps.Keys(wanted)) {
		if !slices.Contains(verified, number) {
			refused = append(refused, string(number))
		}
	}
	if len(refused) > 0 {
		e.fail(leave, "SNS is in its sandbox and sends no text message to %s", listed(refused))
		return
	}
	e.warn(leave, "SNS is in its sandbox: text messages go to verified numbers alone")
}

// deadLetters wants nothing to have been given up.
func (e *examination) deadLetters(ctx context.Context) {
	for _, queue := range []port.Queue{port.OrdersQueue, port.DialsQueue, port.AsksQueue, port.AlertsQueue, port.RecordingsQueue} {
		n, err := e.Queues.Waiting(ctx, e.Outputs.DeadLetters[queue])
		switch {
		case err != nil:
			e.fail(askAgain, "the dead letters of %s cannot be counted: %v", queue, err)
		case n > 0:
			e.fail("read them and the function's log, mend the cause, then redrive them in the SQS console", "%d messages of the queue %s were given up", n, queue)
		default:
			e.ok("none of %s", queue)
		}
	}
}
