package main

import (
	"fmt"
	"io"
	"strings"

	"ringdown/infra/sim"
	"ringdown/shared/dialplan"
	"ringdown/shared/play"
	"ringdown/shared/problem"
	"ringdown/testdata"
)

const flowRunAbout = `Plays a flow on the simulated phone network to its end and prints the transcript. What the flow names is there: every team
is one user who takes the call, functions answer with an empty object, hours are open, recordings can be played, bots
have a key for each intent. The first file is the line's flow; it finds modules and other flows among the others, by the
id, ARN or name that it has for them. Going to one that is not given takes the branch NoMatchingError.
Exit code 1 when the call ended in the safe path, because the flow could not go on.`

// ranFlow is what came of a flow, for programs.
type ranFlow struct {
	File              string   `json:"file"`
	Ended             string   `json:"ended"`   // the outcome of the call; "" when there was none
	Actions           []string `json:"actions"` // identifiers, in the order the call came to them
	SilenceSecondsMax float64  `json:"silenceSecondsMax"`
	Failure           string   `json:"failure"` // why the safe path took over, or no call could be made; "" when all went well
}

func runFlowRun(args []string, in io.Reader, out, errOut io.Writer) int {
	o := newOptions("flow run", "FILE…", flowRunAbout, in, out, errOut)
	keys := o.String("keys", "", "the `KEYS` pressed each time the flow asks for some, such as 1,timeout,2; then none")
	caller := o.String("caller", usualCaller, "what the caller does besides, in `WORDS` as in call")
	asJSON := o.Bool("json", false, "print JSON")
	lenient := o.Bool("lenient", false, "let an action that cannot run here take its branch NoMatchingError")
	if code, done := o.read(args); done {
		return code
	}
	does := "caller: " + *caller
	if *keys != "" {
		pressed, err := presses(*keys)
		if err != nil {
			return o.misused("--keys: %v", err)
		}
		does += pressed
	}
	// Without a call there is an answer for programs all the same.
	notPlayed := func(why string) int {
		if *asJSON {
			o.writeJSON(ranFlow{File: o.files[0], Actions: []string{}, Failure: why})
		}
		return o.failed("%s", why)
	}
	text, err := o.readFile(o.files[0])
	if err != nil {
		return notPlayed(err.Error())
	}
	checked, f := checkFlow(o.files[0], text, *lenient)
	if len(f.Actions) == 0 {
		return notPlayed(checked.says(checked.Findings[0]))
	}
	checked.tell(errOut)
	set := flowSet{newFlowOfSet(o.files[0], f)}
	for _, name := range o.files[1:] {
		text, err := o.readFile(name)
		if err != nil {
			return notPlayed(err.Error())
		}
		also, other := checkFlow(name, text, *lenient)
		if len(other.Actions) == 0 {
			return notPlayed(also.says(also.Findings[0]))
		}
		also.tell(errOut)
		set = append(set, newFlowOfSet(name, other))
	}
	ran, transcript, err := playFlow(set, does)
	if err != nil {
		return notPlayed(fmt.Sprintf("%s: %v", o.files[0], err))
	}
	ran.File = o.files[0]
	if *asJSON {
		o.writeJSON(ran)
	} else {
		fmt.Fprintf(out, "%s\n%s", transcript, ran)
	}
	if ran.Failure != "" {
		return o.failed("%s ended in the safe path: %s", ran.File, ran.Failure)
	}
	return exitWell
}

const (
	// actionsMax bounds the actions told of: a call may come to 500 at every event.
	actionsMax = 20_000
	// actionsShown is how many of them fit a terminal.
	actionsShown = 60
)

// tell says why actions of a flow that is played cannot run.
func (c checkedFlow) tell(errOut io.Writer) {
	for _, x := range c.Findings {
		if x.Severity == problem.Error || x.Rule == "lenient" {
			fmt.Fprintln(errOut, c.says(x))
		}
	}
}

// play runs the flow in a world where everything it names exists.
func playFlow(set flowSet, caller string) (ranFlow, *sim.Transcript, error) {
	s := standInsFor(set)
	plan, err := s.plan(set)
	if err != nil {
		return ranFlow{}, nil, err
	}
	scenario, err := sim.Compose("A flow.", callAt, strings.Join(append([]string{caller}, s.people()...), "\n"))
	if err != nil {
		return ranFlow{}, nil, err
	}
	ran := ranFlow{Actions: []string{}}
	played, err := sim.Play(scenario.With(s.settings, []dialplan.Dialplan{plan}, s.answers), testdata.Files, sim.Playing{Seed: 1, Visited: func(_ string, trail []play.Visit) {
		for _, step := range trail {
			if !step.BuiltIn() && len(ran.Actions) < actionsMax {
				ran.Actions = append(ran.Actions, step.Action)
			}
		}
	}})
	if err != nil {
		return ran, nil, err
	}
	ran.Ended = sim.FactsOf(played)["outcome"]
	for _, c := range played.Calls {
		ran.Failure += c.Failure
	}
	for _, leg := range played.Legs {
		ran.SilenceSecondsMax = max(ran.SilenceSecondsMax, leg.DeadAir.Seconds())
	}
	if !played.Rested {
		return ran, nil, fmt.Errorf("the call did not come to an end")
	}
	return ran, played.Transcript, nil
}

// String is what came of the flow, for people.
func (r ranFlow) String() string {
	failure := r.Failure
	if failure == "" {
		failure = "none"
	}
	actions := listed(r.Actions[:min(len(r.Actions), actionsShown)], "none")
	if more := len(r.Actions) - actionsShown; more > 0 {
		actions += fmt.Sprintf(" and %d more", more)
	}
	return fmt.Sprintf("ended: %s\nactions: %s\nlongest silence: %.1f s\nfailure: %s\n", r.Ended, actions, r.SilenceSecondsMax, failure)
}
