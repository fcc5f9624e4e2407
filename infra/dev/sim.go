package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"strings"
	"time"

	"ringdown/infra/sim"
)

const simAbout = `Plays random calls in random worlds, in virtual time: people of every kind, lost and repeated webhooks, stores that are away.
After each save and at each end the invariants are checked. The same seed plays the same calls. Exit code 1, and the
last lines of the world, when one does not hold.`

// usualCalls are the calls played unless --calls says otherwise: some seconds on two cores.
const usualCalls = 200

// callsPlayedMax bounds one run: days.
const callsPlayedMax = 100_000_000

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
	core := o.Bool("core", false, "play the core alone: decisions and phones, without handlers, JSON and signatures")
	without := o.String("without", "", "leave `PIECES` out of each world, as a failure names them, with commas between")
	shrink := o.String("shrink", "", "make a failing world as small as it can be, and write it to `FILE`")
	goOn := o.Bool("go-on", false, "count worlds that break an invariant and go on, rather than end at the first")
	record := o.String("record", "", "write the figures into `FILE`, between its marks <!-- campaign core --> or handlers and <!-- end -->")
	asJSON := o.Bool("json", false, "print JSON")
	if code, done := o.read(args); done {
		return code
	}
	if *calls < 1 || *calls > callsPlayedMax {
		return o.misused("--calls %d: write a number from 1 to %d", *calls, callsPlayedMax)
	}
	c := sim.Campaigning{Seed: *seed, Calls: *calls, GoOn: *goOn}
	if *core {
		c.Speed = sim.Core
	}
	if *without != "" {
		c.Without = strings.Split(*without, ",")
	}
	c.Played = progress(errOut, *calls)
	defer debug.SetGCPercent(debug.SetGCPercent(campaignGC))
	begun := time.Now()
	report, err := sim.Campaign(c)
	var failure *sim.Failure
	if errors.As(err, &failure) && *shrink != "" {
		failure, err = shrunk(failure, *shrink, errOut)
	}
	if *asJSON {
		s := simulated{OK: err == nil, Seed: *seed, Report: report}
		if failure != nil {
			s.Broken = &broken{failure.Seed, failure.Given, failure.Broken, failure.Transcript}
		}
		o.writeJSON(s)
	} else {
		fmt.Fprint(out, report)
	}
	if took := time.Since(begun); took > progressEvery {
		fmt.Fprintf(errOut, "%d calls in %s: %.0f a second\n", report.Calls, took.Round(time.Second), float64(report.Calls)/took.Seconds())
	}
	if *record != "" && err == nil {
		err = recordCampaign(*record, c, report, time.Since(begun))
	}
	if err != nil {
		return o.failed("%v", err)
	}
	if n := report.Failing(); n > 0 {
		return o.failed("%d of %d worlds broke an invariant", n, report.Worlds)
	}
	if !*asJSON {
		fmt.Fprintln(out, "Every invariant held.")
	}
	return exitWell
}

// campaignGC lets garbage grow for longer: worlds are small, and thrown away whole.
const campaignGC = 400

// shrunk makes a failing world smaller and writes it to a file.
func shrunk(f *sim.Failure, file string, errOut io.Writer) (*sim.Failure, error) {
	small, err := sim.Shrink(f)
	if err != nil {
		return f, errors.Join(f, err)
	}
	if err := os.WriteFile(file, []byte(small.Story()), 0o644); err != nil {
		return small, errors.Join(small, fmt.Errorf("write the world that failed: %w", err))
	}
	fmt.Fprintf(errOut, "written to %s\n", file)
	return small, small
}

// progressEvery is how often a campaign tells how far it is.
const progressEvery = 10 * time.Second

// progress tells how far a campaign is: rate, and time that remains.
func progress(errOut io.Writer, calls int) func(sim.Report) {
	begun := time.Now()
	told := begun
	return func(r sim.Report) {
		now := time.Now()
		if now.Sub(told) < progressEvery || r.Calls >= calls {
			return
		}
		told = now
		rate := float64(r.Calls) / now.Sub(begun).Seconds()
		remain := time.Duration(float64(calls-r.Calls)/rate) * time.Second
		fmt.Fprintf(errOut, "%d of %d calls, %.0f a second, %s remain\n", r.Calls, calls, rate, remain.Round(time.Second))
	}
}
