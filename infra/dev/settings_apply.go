package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"ringdown/shared/awsport"
	"ringdown/shared/dialplan"
	"ringdown/shared/office"
	"ringdown/shared/port"
	"ringdown/shared/settings"
)

const settingsApplyAbout = `Brings a settings file into service: says what would change, line by line, asks, and writes what differs. A file
with a fault changes nothing; all its faults are printed. A second time there is nothing to do. Calls that have begun
keep the settings they began with.`

// applyTriesMax bounds how often a plan is made anew because somebody else was faster.
const applyTriesMax = 5

// applying is one run of settings apply.
type applying struct {
	*options
	store                      port.Publishing
	plans                      []dialplan.Dialplan
	yes, withdraw, dry, asJSON bool
	answers                    *bufio.Reader
}

// appliedJSON is what is said to programs.
type appliedJSON struct {
	settings.Plan
	Done []string `json:"done"`
	Left []string `json:"left"`
}

func runSettingsApply(args []string, in io.Reader, out, errOut io.Writer) int {
	o := newOptions("settings apply", "FILE", settingsApplyAbout, in, out, errOut)
	a := applying{options: o, answers: bufio.NewReader(in)}
	var outputs string
	o.outputsFlag(&outputs)
	o.BoolVar(&a.yes, "yes", false, "do not ask")
	o.BoolVar(&a.withdraw, "withdraw", false, "take lines out of service that are no longer in the file")
	o.BoolVar(&a.dry, "dry-run", false, "say what would change, and change nothing")
	o.BoolVar(&a.asJSON, "json", false, "print JSON; needs --yes or --dry-run")
	if code, done := o.read(args); done {
		return code
	}
	if !a.yes && !a.dry {
		switch {
		case o.files[0] == "-":
			return o.misused("the settings come from standard input, where the answer would: add --yes or --dry-run")
		case a.asJSON:
			return o.misused("--json cannot ask: add --yes or --dry-run")
		}
	}
	c, ok := o.load(o.files[0])
	if !ok {
		return exitFailed
	}
	return o.onInstallation(outputs, func(ctx context.Context, i installation) int {
		a.store, a.plans = awsport.NewDialplans(i.env), c.plans
		for _, p := range unreached(c.plans) {
			fmt.Fprintf(errOut, "%s: warning: %s\n", o.files[0], p.Message)
		}
		return a.run(ctx)
	})
}

// run makes a plan, shows it, asks, and does it. When somebody else was faster it begins again: what was agreed to is
// not what would be done any more, so --yes is no answer to a second plan.
func (a applying) run(ctx context.Context) int {
	for range applyTriesMax {
		p, err := office.Plan(ctx, a.store, a.plans, a.withdraw)
		switch taken := (settings.TakenError{}); {
		case errors.As(err, &taken):
			return a.failed("%v; --withdraw withdraws what is not in the file; nothing was changed", err)
		case err != nil:
			return a.failed("%v; nothing was changed", err)
		}
		if !a.asJSON {
			writePlan(a.out, p)
		}
		if code, over := a.agree(p); over {
			return code
		}
		done, err := office.Apply(ctx, a.store, p)
		if a.asJSON {
			a.writeJSON(appliedJSON{p, done.Done, done.Left})
		} else {
			for _, d := range done.Done {
				fmt.Fprintln(a.out, d)
			}
		}
		if err == nil {
			return exitWell
		}
		a.failed("%v", err)
		a.halted(done)
		if !errors.Is(err, port.ErrConflict) {
			return exitFailed
		}
		if a.yes {
			return a.failed("look at the settings once more and run it again")
		}
		fmt.Fprintln(a.out, "\nAs things stand now:")
	}
	return a.failed("somebody else keeps changing the same lines: agree with them first")
}

// agree finds out whether the plan is to be done; over says that it is not, or that nothing is left to do.
func (a applying) agree(p settings.Plan) (code int, over bool) {
	if p.Due() == 0 || a.dry {
		if a.asJSON {
			a.writeJSON(appliedJSON{p, []string{}, []string{}})
		} else if p.Due() == 0 {
			fmt.Fprintln(a.out, "nothing to do")
		}
		return exitWell, true
	}
	if a.yes {
		return 0, false
	}
	fmt.Fprintf(a.out, "Change %d of %d lines? [y/N] ", p.Due(), len(p.Effects))
	said, err := a.answers.ReadString('\n')
	if err != nil && said == "" {
		fmt.Fprintln(a.out)
	}
	if word := strings.ToLower(strings.TrimSpace(said)); word == "y" || word == "yes" {
		return 0, false
	}
	fmt.Fprintln(a.out, "nothing was changed")
	return exitFailed, true
}

// halted says how far it got: half of a change that nobody was told of is the worst kind.
func (a applying) halted(done office.Applied) {
	if len(done.Done) == 0 {
		a.failed("nothing was changed")
		return
	}
	a.failed("done: %s", strings.Join(done.Done, "; "))
	a.failed("not done: %s", strings.Join(done.Left, "; "))
}
