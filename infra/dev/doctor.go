package main

import (
	"context"
	"io"
	"time"

	"ringdown/infra/setup"
	"ringdown/shared/awsport"
)

const doctorAbout = `Examines an installation and changes nothing in it: addresses, secrets, the provider's application and numbers, mail and
text messages, dead letters, and whether somebody is on call. One line for each thing, and below whatever is not
well what to do about it. It ends well when nothing is failing; things to know (warn) do not count as that.
Credentials: those of the AWS command line, VONAGE_API_KEY and VONAGE_API_SECRET.`

// examined is what is said to programs.
type examined struct {
	OK       bool            `json:"ok"`
	Findings []setup.Finding `json:"findings"`
}

func runDoctor(args []string, in io.Reader, out, errOut io.Writer) int {
	o := newOptions("doctor", "", doctorAbout, in, out, errOut)
	var outputs string
	o.outputsFlag(&outputs)
	asJSON := o.Bool("json", false, "print JSON")
	if code, done := o.read(args); done {
		return code
	}
	return o.onInstallation(outputs, func(ctx context.Context, i installation) int {
		account, _ := provider() // without one, the examination says so
		return examine(ctx, o, setup.Installation{
			Outputs: i.outputs, Account: account, Secrets: i.account, Dialplans: awsport.NewDialplans(i.env), Mail: i.account, Texts: i.account, Queues: i.account, Now: time.Now,
		}, *asJSON)
	})
}

func examine(ctx context.Context, o *options, in setup.Installation, asJSON bool) int {
	found, well := setup.Doctor(ctx, in)
	if asJSON {
		o.writeJSON(examined{well, found})
	} else {
		setup.WriteFindings(o.out, found)
	}
	if !well {
		return exitFailed
	}
	return exitWell
}
