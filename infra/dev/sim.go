package main

import (
	"errors"
	"fmt"
	"io"

	"ringdown/infra/sim"
)

const simAbout = `Plays random calls in random worlds, in virtual time: people of every kind, lost and repeated webhooks, stores that are away.
After each save and at each end the invariants are checked. The same seed plays the same calls. Exit code 1, and the
transcript of the world, when one does not hold.`

// usualCalls are the calls played unless --calls says otherwise: some seconds on two cores.
const usualCalls = 200

// callsPlayedMax bounds one run: about a night.
const callsPlayedMax = 1_000_000

// simulated is what came of a campaign, for programs.
type simulated struct {
	OK     bool       `json:"ok"`
	Seed   int64      `json:"seed"`
	Report sim.Report `json:"report"`
	Broken *broken    `json:"broken"` // null: every invariant held
}

// broken is the world that broke an invariant.
type broken struct {
	Seed       int64        `json:"seed"`
	Given      []string     `json:"given"`
	Invariants []sim.Broken `json:"invariants"`
	Transcript string       `json:"transcript"`
}

func runSim(args []string, in io.Reader, out, errOut io.Writer) int {
	o := newOptions("sim", "", simAbout, in, out, errOut)
	seed := o.Int64("seed", 1, "the `SEED` of the first world; 1 when left out")
	calls := o.Int("calls", usualCalls, fmt.Sprintf("the `NUMBER` of calls to play; %d when left out", usualCalls))
	asJSON := o.Bool("json", false, "print JSON")
	if code, done := o.read(args); done {
		return code
	}
	if *calls < 1 || *calls > callsPlayedMax {
		return o.misused("--calls %d: write a number from 1 to %d", *calls, callsPlayedMax)
	}
	report, err := sim.Campaign(*seed, *calls, sim.Handlers)
	if *asJSON {
		s := simulated{OK: err == nil, Seed: *seed, Report: report}
		var failure *sim.Failure
		if errors.As(err, &failure) {
			s.Broken = &broken{failure.Seed, failure.Given, failure.Broken, failure.Transcript}
		}
		o.writeJSON(s)
	} else {
		fmt.Fprint(out, report)
	}
	if err != nil {
		return o.failed("%v", err)
	}
	if !*asJSON {
		fmt.Fprintln(out, "Every invariant held.")
	}
	return exitWell
}
