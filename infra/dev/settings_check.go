package main

import (
	"fmt"
	"io"

	"ringdown/shared/dialplan"
	"ringdown/shared/problem"
	"ringdown/shared/settings"
)

const settingsCheckAbout = `Reads settings files and lists everything wrong with them, each fault with its place and what to write instead.
Warnings do not count as wrong.`

// checkedSettings is what is said of one file.
type checkedSettings struct {
	File     string            `json:"file"`
	OK       bool              `json:"ok"` // it can be used
	Lines    []string          `json:"lines"`
	Problems []problem.Problem `json:"problems"`
}

func runSettingsCheck(args []string, in io.Reader, out, errOut io.Writer) int {
	o := newOptions("settings check", "FILE…", settingsCheckAbout, in, out, errOut)
	asJSON := o.Bool("json", false, "print JSON")
	if code, done := o.read(args); done {
		return code
	}
	code := exitWell
	all := []checkedSettings{}
	for _, name := range o.files {
		text, err := o.readFile(name)
		if err != nil {
			code = o.failed("%v", err)
			continue
		}
		c := checkSettings(name, text)
		if !c.OK {
			code = exitFailed
		}
		all = append(all, c)
		if !*asJSON {
			c.print(out)
		}
	}
	if *asJSON {
		o.writeJSON(all)
	}
	return code
}

func checkSettings(name string, text []byte) checkedSettings {
	conf, problems := settings.Parse(text, settings.Attach(text, beside(name)))
	c := checkedSettings{File: name, OK: !problem.Fatal(problems), Lines: []string{}, Problems: problems}
	if plans, err := conf.Compile(); c.OK && err == nil {
		c.Problems = append(c.Problems, unreached(plans)...)
	}
	if c.Problems == nil {
		c.Problems = []problem.Problem{}
	}
	for _, l := range conf.Lines {
		c.Lines = append(c.Lines, l.ID)
	}
	return c
}

// unreached warns of teams that no channel reaches. It is said where settings are checked and applied, and not where they are
// only tried: a desk prints its alerts.
func unreached(plans []dialplan.Dialplan) (found []problem.Problem) {
	for _, team := range dialplan.Unreached(plans) {
		found = append(found, problem.Warningf("", "team %s: no channel reaches it, so only who subscribes to the topic of alerts hears of its messages and missed calls: write emails: or texts:", team))
	}
	return found
}

func (c checkedSettings) print(out io.Writer) {
	for _, p := range c.Problems {
		fmt.Fprintf(out, "%s:%s\n", c.File, placed(p))
	}
	if c.OK {
		fmt.Fprintf(out, "%s: can be used; lines: %s\n", c.File, listed(c.Lines, "none"))
	}
}
