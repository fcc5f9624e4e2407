package main

import (
	"fmt"
	"io"
	"time"

	"ringdown/infra/model"
)

const modelAbout = `Visits every state that one call with two responders can get into, within bounds: every order of what is under way,
every outcome of saves, envelopes and requests with so many faults, and everything that people may do. Prints how
many there are. Exit code 1, and the way there, when something is wrong in one.`

func runModel(args []string, in io.Reader, out, errOut io.Writer) int {
	o := newOptions("model", "", modelAbout, in, out, errOut)
	flight := o.Int("flight", 1, "the `NUMBER` of messages and functions under way at a time, 1 to 3")
	faults := o.Int("faults", 0, "the `NUMBER` of faults in one call, 0 to 2")
	atOnce := o.Bool("at-once", false, "both responders ring at once, and not one after the other")
	seconds := o.Int("seconds", 0, "explore so many `SECONDS` of the call; 0, or left out, is all of it")
	most := o.Int("states", 0, "stop after so many `STATES`, and say so; 0, or left out, is never")
	if code, done := o.read(args); done {
		return code
	}
	if *flight < 1 || *flight > 3 || *faults < 0 || *faults > 2 || *seconds < 0 || *most < 0 {
		return o.misused("--flight is 1 to 3, --faults 0 to 2, and neither --seconds nor --states is negative")
	}
	found, err := model.Explore(model.Bounds{
		InFlight: *flight, Faults: *faults, AtOnce: *atOnce, StatesMax: *most, Horizon: time.Duration(*seconds) * time.Second,
	})
	if err != nil {
		return o.failed("%v", err)
	}
	fmt.Fprint(out, found)
	if found.Wrong != "" {
		return o.failed("%s", found.Wrong)
	}
	return exitWell
}
