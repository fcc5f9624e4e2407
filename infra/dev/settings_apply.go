package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"ringdown/shared/port"
	"ringdown/shared/resource"
	"ringdown/shared/settings"
)

const settingsApplyAbout = `Brings a settings file, or a folder of settings, into service: says what would change, asks, and saves what differs. What
has a fault changes nothing; all faults are printed. A second time there is nothing to do. Calls that have begun keep
the settings they began with.

A folder, and a file with --url, go to the API: the desk's when neither --url nor --outputs is given. A file alone goes
to the deployed stack with your AWS credentials, for the first settings, before anybody can sign in.`

// applyTriesMax bounds how often a plan is made anew because somebody else was faster.
const applyTriesMax = 5

// applying is one run of settings apply or plan.
type applying struct {
	*options
	to      target
	want    []resource.Resource
	only    []resource.Ref
	source  string // of what is wanted, as a person named it
	remove  bool
	yes     bool
	dry     bool
	asJSON  bool
	answers *bufio.Reader
}

// appliedJSON is what is said to programs.
type appliedJSON struct {
	plan
	Done []string `json:"done"`
	Left []string `json:"left"`
}

func runSettingsApply(args []string, in io.Reader, out, errOut io.Writer) int {
	return settingsInto("settings apply", settingsApplyAbout, false, args, in, out, errOut)
}

// settingsInto is apply, and plan, which is the same and saves nothing.
func settingsInto(name, about string, planOnly bool, args []string, in io.Reader, out, errOut io.Writer) int {
	o := newOptions(name, "FILE|DIR", about, in, out, errOut)
	a := applying{options: o, answers: bufio.NewReader(in), dry: planOnly}
	var at apiOptions
	o.apiFlags(&at)
	o.onlyFlag(&a.only)
	o.BoolVar(&a.remove, "delete", false, "delete what is in force and not in the file or folder; lines lose their numbers")
	o.BoolVar(&a.remove, "withdraw", false, "the same as --delete")
	o.BoolVar(&a.asJSON, "json", false, "print JSON; apply needs --yes or --dry-run, too")
	if !planOnly {
		o.BoolVar(&a.yes, "yes", false, "do not ask")
		o.BoolVar(&a.dry, "dry-run", false, "say what would change, and change nothing")
	}
	if code, done := o.read(args); done {
		return code
	}
	a.source = o.files[0]
	if !a.yes && !a.dry {
		switch {
		case a.source == "-":
			return o.misused("the settings come from standard input, where the answer would: add --yes or --dry-run")
		case a.asJSON:
			return o.misused("--json cannot ask: add --yes or --dry-run")
		}
	}
	found, err := os.Stat(a.source)
	if err == nil && found.IsDir() {
		return a.folder(at)
	}
	return a.file(at)
}

func (a applying) folder(at apiOptions) int {
	var ok bool
	if a.want, ok = a.loadFolder(a.source, a.only); !ok {
		return exitFailed
	}
	if len(a.want) == 0 && len(a.only) == 0 {
		return a.failed("%s has no settings: it has folders such as lines and teams; begin with go run ./infra/dev settings export %s", a.source, a.source)
	}
	return a.overAPI(at)
}

func (a applying) overAPI(at apiOptions) int {
	ctx, stop := interruptible()
	defer stop()
	client, code := a.client(ctx, at)
	if code != exitWell {
		return code
	}
	a.to = client
	return a.run(ctx)
}

func (a applying) file(at apiOptions) int {
	c, ok := a.load(a.source)
	if !ok {
		return exitFailed
	}
	all, err := c.settings.Resources()
	if err != nil {
		return a.failed("%s cannot be used: %v", a.source, err)
	}
	a.want = among(resource.Snapshot{Resources: all}, a.only).Resources
	if at.url != "" {
		return a.overAPI(at)
	}
	if at.token != "" {
		return a.misused("--token is for the API, and a file alone goes to the stack with AWS credentials: add --url")
	}
	if at.outputs == "" {
		at.outputs = defaultOutputs
	}
	return a.onInstallation(at.outputs, func(ctx context.Context, i installation) int {
		a.to = i.direct(ctx)
		return a.run(ctx)
	})
}

// run makes a plan, shows it, asks, and does it. When somebody else was faster it begins again: what was agreed to is
// not what would be done any more, so --yes is no answer to a second plan.
func (a applying) run(ctx context.Context) int {
	for range applyTriesMax {
		p, err := planOf(ctx, a.to, a.want, a.only, a.remove)
		if err != nil {
			return a.refused(err, "nothing was changed")
		}
		if !a.asJSON {
			p.write(a.out, a.source)
		}
		a.warn(p.Warnings)
		if code, over := a.agree(p); over {
			return code
		}
		done, left, err := a.save(ctx, p)
		if a.asJSON {
			a.writeJSON(appliedJSON{p, done, left})
		}
		if err == nil {
			return exitWell
		}
		a.refused(err, halted(done, left))
		if !errors.Is(err, port.ErrConflict) && !settings.IsConflict(err) {
			return exitFailed
		}
		if a.yes {
			return a.failed("look at the settings once more and run it again")
		}
		fmt.Fprintln(a.out, "\nAs things stand now:")
	}
	return a.failed("somebody else keeps changing the same settings: agree with them first")
}

// save saves step by step. It says each step when it is done.
func (a applying) save(ctx context.Context, p plan) (done, left []string, err error) {
	done, left = []string{}, []string{}
	said := func(format string, args ...any) {
		done = append(done, fmt.Sprintf(format, args...))
		if !a.asJSON {
			fmt.Fprintln(a.out, done[len(done)-1])
		}
	}
	for _, step := range steps(p.changes) {
		if err != nil {
			left = append(left, refsOf(step)...)
			continue
		}
		saved, failed := a.to.Save(ctx, step)
		if err = failed; err != nil {
			left = append(left, refsOf(step)...)
			continue
		}
		for _, r := range saved.Changed {
			word := "saved"
			if r.Deleted() {
				word = "deleted"
			}
			said("%s: version %d %s", r.Ref, r.Version, word)
		}
		for _, line := range saved.Lines {
			said("line %s: published", line)
		}
	}
	return done, left, err
}

func refsOf(changes []settings.Change) (refs []string) {
	for _, c := range changes {
		refs = append(refs, c.Ref.String())
	}
	return refs
}

// agree finds out whether the plan is to be done; over says that it is not, or that nothing is left to do.
func (a applying) agree(p plan) (code int, over bool) {
	if len(p.changes) == 0 || a.dry {
		if a.asJSON {
			a.writeJSON(appliedJSON{p, []string{}, []string{}})
		} else if len(p.changes) == 0 {
			fmt.Fprintln(a.out, "nothing to do")
		}
		return exitWell, true
	}
	if a.yes {
		return 0, false
	}
	fmt.Fprintf(a.out, "Save %d changes? [y/N] ", len(p.changes))
	said, err := a.answers.ReadString('\n')
	if err != nil && said == "" {
		fmt.Fprintln(a.out)
	}
	if word := strings.ToLower(strings.TrimSpace(said)); word == "y" || word == "yes" {
		return 0, false
	}
	fmt.Fprintln(a.out, "nothing was changed")
	return exitFailed, true
}

// halted says how far it got: half of a change that nobody was told of is the worst kind.
func halted(done, left []string) string {
	if len(done) == 0 {
		return "nothing was changed"
	}
	return fmt.Sprintf("done: %s; not done: %s", strings.Join(done, "; "), strings.Join(left, "; "))
}

// refused tells what the settings were refused for, each fault with the resource it lies in, and then
// how far it got.
func (a applying) refused(err error, came string) int {
	var faults settings.FaultsError
	switch taken := (settings.TakenError{}); {
	case errors.As(err, &faults):
		a.warn(faults.Faults)
		return a.failed("%s cannot be used: mend what is listed above; %s", a.source, came)
	case errors.As(err, &taken):
		return a.failed("%v; %s", err, came)
	case errors.Is(err, port.ErrConflict), settings.IsConflict(err):
		return a.failed("somebody else was faster: %v; %s", err, came)
	}
	return a.failed("%v; %s", err, came)
}

// warn tells faults, those among them that are only to be thought about as such.
func (a applying) warn(faults []settings.Fault) {
	for _, f := range faults {
		level := ""
		if !f.Fatal() {
			level = "warning: "
		}
		fmt.Fprintf(a.errOut, "%s: %s %s: %s%s\n", a.source, f.Of, f.Pointer, level, f.Message)
	}
}
