package setup

import (
	"context"
	"crypto/rsa"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"

	"ringdown/shared/dialplan"
	"ringdown/shared/e164"
	"ringdown/shared/port"
	"ringdown/shared/problem"
	"ringdown/shared/vonage"
)

// Installation is what Doctor looks at.
type Installation struct {
	Outputs   Outputs
	HTTP      http.RoundTripper // for the public addresses; nil is net/http's
	Account   *Account          // nil: no credentials were given, which is a failing line
	Secrets   Secrets
	Dialplans port.Dialplans
	Mail      Mail
	Texts     Texts
	Queues    Queues
	Now       func() time.Time
}

// Mail is what Doctor asks of the mail service.
type Mail interface {
	// MailState says whether mail may go to any address (production), and whether any is sent at all (enabled).
	MailState(ctx context.Context) (production, enabled bool, err error)
	// Verified says whether an address or domain is proven to be ours.
	Verified(ctx context.Context, identity string) (bool, error)
}

// Texts is what Doctor asks of the SMS service.
type Texts interface {
	// Sandbox says whether messages go to verified numbers alone, and to which.
	Sandbox(ctx context.Context) (sandbox bool, verified []e164.Number, err error)
}

// Queues counts messages.
type Queues interface {
	Waiting(ctx context.Context, queueURL string) (int, error)
}

// Finding is one line of an examination: a problem, or that there is none, and which check says so.
// An error is what a caller will notice, or a team that will not be told; a warning works, and
// somebody should know.
type Finding struct {
	Check string `json:"check"`
	problem.Problem
	Do string `json:"do,omitempty"` // for whatever is not well
}

// check is one thing that Doctor looks at.
type check struct {
	name string
	look func(*examination, context.Context)
}

// checks are all of them. Later ones use what earlier ones found.
var checks = []check{
	{"settings", (*examination).settings},
	{"on call", (*examination).onCall},
	{"secrets", (*examination).callbackKey},
	{"secrets", (*examination).signatureSecret},
	{"secrets", (*examination).privateKey},
	{"addresses", (*examination).addresses},
	{"fallback", (*examination).fallback},
	{"music", (*examination).music},
	{"provider", (*examination).application},
	{"provider", (*examination).numbers},
	{"alerts", (*examination).channels},
	{"mail", (*examination).mail},
	{"texts", (*examination).texts},
	{"dead letters", (*examination).deadLetters},
}

// checkTime bounds one check; a dozen addresses that do not answer take a minute together.
const checkTime = time.Minute

// examination is an installation under examination.
type examination struct {
	Installation
	found []Finding
	check string // under way

	plans     []dialplan.Dialplan // in service
	key       *rsa.PrivateKey
	callbacks *vonage.Callbacks
}

// Doctor examines an installation and changes nothing in it. The findings come in the order of the checks; well says
// that none of them is a failure.
func Doctor(ctx context.Context, in Installation) (found []Finding, well bool) {
	if in.HTTP == nil {
		in.HTTP = http.DefaultTransport
	}
	e := &examination{Installation: in}
	for _, c := range checks {
		ctx, cancel := context.WithTimeout(ctx, checkTime)
		e.check = c.name
		c.look(e, ctx)
		cancel()
	}
	well = true
	for _, f := range e.found {
		well = well && !f.Fatal()
	}
	return e.found, well
}

func (e *examination) ok(format string, args ...any) {
	e.found = append(e.found, Finding{Check: e.check, Problem: problem.Problem{Severity: problem.OK, Message: fmt.Sprintf(format, args...)}})
}

// fail and warn take what was found and what to do about it.
func (e *examination) fail(do, format string, args ...any) {
	e.found = append(e.found, Finding{Check: e.check, Problem: problem.Errorf("", format, args...), Do: do})
}

func (e *examination) warn(do, format string, args ...any) {
	e.found = append(e.found, Finding{Check: e.check, Problem: problem.Warningf("", format, args...), Do: do})
}

// askAgain is what to do about a service of AWS that did not answer.
const askAgain = "look at the error; it is the network, or a permission that your credentials lack"

// WriteFindings prints findings for people, a line each, and a second one with what to do.
func WriteFindings(w io.Writer, found []Finding) {
	shown := map[problem.Severity]string{problem.OK: "ok", problem.Warning: "warn", problem.Error: "FAIL"}
	counts := map[problem.Severity]int{}
	for _, f := range found {
		counts[f.Severity]++
		fmt.Fprintf(w, "%-4s  %-12s  %s\n", shown[f.Severity], f.Check, f.Message)
		if f.Do != "" {
			fmt.Fprintf(w, "      %-12s  → %s\n", "", f.Do)
		}
	}
	fmt.Fprintf(w, "%d ok, %d to know, %d failing\n", counts[problem.OK], counts[problem.Warning], counts[problem.Error])
}

// listed names what there is, and not more than a line holds.
func listed(all []string) string {
	const most = 5
	if n := len(all); n > most {
		return strings.Join(all[:most], ", ") + fmt.Sprintf(" and %d more", n-most)
	}
	return strings.Join(all, ", ")
}
