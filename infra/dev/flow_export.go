package main

import (
	"errors"
	"io"

	"ringdown/shared/settings"
)

const flowExportAbout = `Prints the flow that a line of a settings file is compiled to, as a document in the Amazon Connect flow language:
a beginning for a flow of one's own.`

func runFlowExport(args []string, in io.Reader, out, errOut io.Writer) int {
	o := newOptions("flow export", "", flowExportAbout, in, out, errOut)
	var config string
	o.configFlag(&config)
	id := o.String("line", "", "`ID` of the line; the first when left out")
	if code, done := o.read(args); done {
		return code
	}
	c, ok := o.load(config)
	if !ok {
		return exitFailed
	}
	plan, err := c.line(*id)
	if err != nil {
		return o.failed("%v", err)
	}
	f, err := c.settings.Export(plan.Line)
	if err != nil {
		if errors.Is(err, settings.ErrUnknownLine) {
			return o.failed("--line %s: there is no such line", *id)
		}
		return o.failed("%v", err)
	}
	text, err := f.Write()
	if err != nil {
		return o.failed("the flow of line %s cannot be written: %v", plan.Line, err)
	}
	if _, err := out.Write(append(text, '\n')); err != nil {
		return o.failed("the flow cannot be printed: %v", err)
	}
	return exitWell
}
