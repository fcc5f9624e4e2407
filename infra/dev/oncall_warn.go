package main

import (
	"fmt"
	"io"
	"time"

	"ringdown/shared/oncall"
)

const oncallWarnAbout = `Says what will go wrong with the schedules of a settings file in the next 30 days: times when nobody is on call, users
without a phone, overrides that change nothing. Exit code 1 when there is anything.`

// warned is one warning and the schedule it is about.
type warned struct {
	Schedule string `json:"schedule"`
	oncall.Warning
}

func runOncallWarn(args []string, in io.Reader, out, errOut io.Writer) int {
	o := newOptions("oncall warn", "", oncallWarnAbout, in, out, errOut)
	var config string
	o.configFlag(&config)
	when := o.String("at", "", "the `TIME` to look ahead from; now when left out")
	asJSON := o.Bool("json", false, "print JSON")
	if code, done := o.read(args); done {
		return code
	}
	at, err := instant(*when, time.Now().Truncate(time.Second))
	if err != nil {
		return o.misused("%v", err)
	}
	c, ok := o.load(config)
	if !ok {
		return exitFailed
	}
	reachable := map[string]bool{}
	for _, u := range c.settings.Users {
		reachable[u.ID] = len(u.Phones) > 0
	}
	all := []warned{}
	for _, s := range c.settings.Schedules {
		for _, w := range oncall.Warnings(s, at, reachable) {
			all = append(all, warned{s.ID, w})
		}
	}
	if *asJSON {
		o.writeJSON(all)
	} else {
		printWarnings(out, all, len(c.settings.Schedules))
	}
	if len(all) > 0 {
		return exitFailed
	}
	return exitWell
}

func printWarnings(out io.Writer, all []warned, schedules int) {
	for _, w := range all {
		fmt.Fprintf(out, "%s: %s from %s until %s (%s)\n", w.Schedule, w.Message, w.At.Format(time.RFC3339), w.Until.Format(time.RFC3339), w.Code)
	}
	switch {
	case schedules == 0:
		fmt.Fprintln(out, "There is no schedule: the teams name their users, and that never changes by itself.")
	case len(all) == 0:
		fmt.Fprintln(out, "All is well for 30 days.")
	}
}
