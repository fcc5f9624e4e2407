package main

import (
	"fmt"
	"io"

	"ringdown/shared/flow"
	"ringdown/shared/flow/check"
)

const flowDrawAbout = `Prints a flow as a Mermaid flowchart, which GitHub and many editors show as a picture.`

func runFlowDraw(args []string, in io.Reader, out, errOut io.Writer) int {
	o := newOptions("flow draw", "FILE", flowDrawAbout, in, out, errOut)
	if code, done := o.read(args); done {
		return code
	}
	text, err := o.readFile(o.files[0])
	if err != nil {
		return o.failed("%v", err)
	}
	f, err := flow.Parse(text)
	if err != nil {
		return o.failed("%s: %v", o.files[0], err)
	}
	fmt.Fprint(out, check.Draw(f))
	return exitWell
}
