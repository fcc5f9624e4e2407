package main

import (
	"io"

	"ringdown/infra/oncallcheck"
)

const oncallCheckAbout = `Runs files of on-call cases (JSON) against the schedules' calculation and lists the cases that come out otherwise.`

func runOncallCheck(args []string, in io.Reader, out, errOut io.Writer) int {
	o := newOptions("oncall check", "CASES.json…", oncallCheckAbout, in, out, errOut)
	if code, done := o.read(args); done {
		return code
	}
	code := exitWell
	for _, name := range o.files {
		file, err := o.open(name)
		if err != nil {
			code = o.failed("%v", err)
			continue
		}
		failed, err := oncallcheck.Run(file, out)
		file.Close()
		switch {
		case err != nil:
			code = o.failed("%s: %v", name, err)
		case failed:
			code = exitFailed
		}
	}
	return code
}
