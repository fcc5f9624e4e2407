package main

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"ringdown/shared/flow"
	"ringdown/shared/flow/check"
	"ringdown/shared/play"
	"ringdown/shared/problem"
)

const flowCheckAbout = `Reads flows, in the Amazon Connect flow language, and lists everything wrong with them. A flow may be attached to a
line when it has no error and every action a call can reach can be run here; warnings do not keep it off.`

// checkedFlow is what is said of one file.
type checkedFlow struct {
	File     string          `json:"file"`
	OK       bool            `json:"ok"`       // it may be attached to a line
	Runnable bool            `json:"runnable"` // every action a call can reach can be run here
	Findings []check.Finding `json:"findings"`
}

func runFlowCheck(args []string, in io.Reader, out, errOut io.Writer) int {
	o := newOptions("flow check", "FILE…", flowCheckAbout, in, out, errOut)
	asJSON := o.Bool("json", false, "print JSON")
	lenient := o.Bool("lenient", false, "let an action that cannot run here take its branch NoMatchingError")
	if code, done := o.read(args); done {
		return code
	}
	code := exitWell
	all := []checkedFlow{}
	for _, name := range o.files {
		text, err := o.readFile(name)
		if err != nil {
			code = o.failed("%v", err)
			all = append(all, checkedFlow{File: name, Findings: []check.Finding{unparsed(err)}})
			continue
		}
		c, _ := checkFlow(name, text, *lenient)
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

// checkFlow parses and checks a document, and gives the flow as it would run. A lenient check tells of an action that
// cannot run here as a warning, where every call can take its error branch.
func checkFlow(name string, text []byte, lenient bool) (checkedFlow, flow.Flow) {
	c := checkedFlow{File: name, Findings: []check.Finding{}}
	f, err := flow.Parse(text)
	if err != nil {
		c.Findings = append(c.Findings, unparsed(err))
		return c, f
	}
	runs, _ := check.Rewrite(f)
	c.Findings = append(c.Findings, check.Findings(f, check.Language())...)
	if lenient {
		var failing []string
		if runs, failing = check.Lenient(runs, check.Language()); len(failing) > 0 {
			for i, x := range c.Findings {
				c.Findings[i] = check.Forgiven(x, failing)
			}
		}
	}
	c.Findings = append(c.Findings, check.Place(f)...)
	if hook := f.Type(); hook == "agentWhisper" || hook == "customerWhisper" {
		c.Findings = append(c.Findings, check.Whisper(f)...)
	}
	c.Runnable = c.runs(runs)
	c.OK = c.Runnable && check.Attachable(c.Findings)
	return c, runs
}

// unsupported is the rule of actions that are correct and cannot run here.
const unsupported = "unsupported-action"

// runs reports whether the engine knows every action that can be reached, and adds a
// finding for those that only it does not know.
func (c *checkedFlow) runs(f flow.Flow) bool {
	told := map[string]bool{}
	for _, x := range c.Findings {
		if x.Rule == "reachable-blocks" || x.Rule == unsupported || x.Rule == "unknown-action" {
			told[x.Action] = true
		}
	}
	for _, a := range f.Actions {
		if told[a.Identifier] || play.Runs(a.Type) {
			continue
		}
		at := a.Position()
		c.Findings = append(c.Findings, check.Finding{
			Rule: unsupported, Action: a.Identifier, Named: check.Named(a),
			Problem: problem.Errorf("", "%s is not run here: use another action", a.Type).At(int(at.Line), int(at.Column)),
		})
	}
	return !slices.ContainsFunc(c.Findings, func(x check.Finding) bool {
		return x.Severity == problem.Error && (x.Rule == unsupported || x.Rule == "unknown-action")
	})
}

// unparsed is a document that is no flow, as a finding.
func unparsed(err error) check.Finding {
	x := check.Finding{Rule: "document", Problem: problem.Errorf("", "%s", strings.TrimPrefix(err.Error(), "parse flow: "))}
	var at *flow.ParseError
	if errors.As(err, &at) {
		x.Line, x.Column, x.Message = int(at.Line), int(at.Column), at.Problem
	}
	return x
}

// says is one finding as compilers print theirs.
func (c checkedFlow) says(x check.Finding) string {
	at, in := "", ""
	if x.Line > 0 {
		at = fmt.Sprintf("%d:%d:", x.Line, x.Column)
	}
	if x.Action != "" {
		in = " in " + strings.TrimPrefix(x.Named, "action ")
	}
	return fmt.Sprintf("%s:%s %s: %s (%s)%s", c.File, at, x.Severity, x.Message, x.Rule, in)
}

func (c checkedFlow) print(out io.Writer) {
	for _, x := range c.Findings {
		fmt.Fprintln(out, c.says(x))
	}
	if c.OK {
		fmt.Fprintf(out, "%s: may be attached to a line\n", c.File)
	} else {
		fmt.Fprintf(out, "%s: may not be attached to a line\n", c.File)
	}
}
