package main

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"ringdown/shared/api"
	"ringdown/shared/office"
	"ringdown/shared/resource"
	"ringdown/shared/settings"
)

const settingsPlanAbout = `Says what bringing a settings file, or a folder of settings, into service would change: resource by resource, and for
the callers of each line. It changes nothing. What is in force and not in the file or folder is listed, too.`

func runSettingsPlan(args []string, in io.Reader, out, errOut io.Writer) int {
	return settingsInto("settings plan", settingsPlanAbout, true, args, in, out, errOut)
}

// changesShown is how many changes of one line are listed; whoever rewrites a whole line sees
// enough by then.
const changesShown = 30

// plan is what bringing settings into service would do.
type plan struct {
	Resources []planned         `json:"resources"` // that differ, in the order in which they are saved
	Steps     []settings.Effect `json:"steps"`     // for the callers of each line
	Warnings  []settings.Fault  `json:"warnings"`
	Unchanged int               `json:"unchanged"` // resources

	changes []settings.Change
	partly  bool // Steps are those of the first changes alone: there are too many to try at once
}

// planned is one resource of a plan.
type planned struct {
	resource.Ref
	State   settings.State `json:"state"`
	Version int            `json:"version"` // to be made; of what stays in force, the present one
	Changes []string       `json:"changes,omitempty"`
}

// The states of a resource that lines do not have.
const resourceDeleted settings.State = "deleted"

// planOf compares what is in force with what is wanted, and tries the difference.
func planOf(ctx context.Context, to target, want []resource.Resource, only []resource.Ref, remove bool) (plan, error) {
	now, err := to.Snapshot(ctx)
	if err != nil {
		return plan{}, err
	}
	now = among(now, only)
	p := plan{changes: office.ImportChanges(now, want, remove), Resources: []planned{}, Steps: []settings.Effect{}, Warnings: []settings.Fault{}}
	for _, c := range p.changes {
		was, _ := now.Find(c.Ref)
		one := planned{Ref: c.Ref, State: settings.LineChanged, Version: was.Version + 1}
		switch {
		case c.Body == nil:
			one.State = resourceDeleted
		case was.Deleted():
			one.State = settings.LineNew
		default:
			one.Changes = settings.InWords(was.Body, c.Body)
		}
		p.Resources = append(p.Resources, one)
	}
	for _, r := range now.Resources {
		changed := slices.ContainsFunc(p.changes, func(c settings.Change) bool { return c.Ref == r.Ref })
		wanted := slices.ContainsFunc(want, func(w resource.Resource) bool { return w.Ref == r.Ref })
		switch {
		case changed || r.Deleted():
		case wanted:
			p.Unchanged++
		default:
			p.Resources = append(p.Resources, planned{Ref: r.Ref, State: settings.LineLeft, Version: r.Version})
		}
	}
	if len(p.changes) == 0 {
		return p, nil
	}
	trial := p.changes
	if all := steps(p.changes); len(all) > 1 && size(p.changes) > stepBytesMax {
		trial, p.partly = all[0], true
	}
	tried, err := to.Trial(ctx, trial)
	if err != nil {
		return p, err
	}
	p.Steps, p.Warnings = append(p.Steps, tried.Effects...), append(p.Warnings, tried.Faults...)
	return p, nil
}

// stepBytesMax leaves room in a request for what stands around the settings.
const stepBytesMax = api.MaxBody * 3 / 4

func size(changes []settings.Change) (bytes int) {
	for _, c := range changes {
		bytes += len(c.Body) + len(c.Kind) + len(c.ID)
	}
	return bytes
}

// steps cuts changes into what can be saved at once.
func steps(changes []settings.Change) (out [][]settings.Change) {
	var step []settings.Change
	for _, c := range changes {
		if len(step) == settings.MaxChanges || len(step) > 0 && size(step)+size([]settings.Change{c}) > stepBytesMax {
			out, step = append(out, step), nil
		}
		step = append(step, c)
	}
	if len(step) > 0 {
		out = append(out, step)
	}
	return out
}

// write prints a plan for people.
func (p plan) write(w io.Writer, source string) {
	for _, r := range p.Resources {
		switch r.State {
		case settings.LineNew:
			fmt.Fprintf(w, "  new        %s\n", r.Ref)
		case settings.LineChanged:
			fmt.Fprintf(w, "  changed    %s, version %d → %d\n", r.Ref, r.Version-1, r.Version)
		case resourceDeleted:
			fmt.Fprintf(w, "  deleted    %s; its versions stay\n", r.Ref)
		case settings.LineLeft:
			fmt.Fprintf(w, "  left       %s is not in %s and stays in force%s\n", r.Ref, source, goes(r.Ref))
		}
		writeChanges(w, r.Changes)
	}
	if p.Unchanged > 0 {
		fmt.Fprintf(w, "  unchanged  %d resources\n", p.Unchanged)
	}
	if len(p.Steps) > 0 {
		fmt.Fprintln(w, "For the callers of each line:")
	}
	for _, e := range p.Steps {
		fmt.Fprintf(w, "  %-9s  %s\n", e.State, e.Line)
		writeChanges(w, e.Changes)
	}
	if p.partly {
		fmt.Fprintln(w, "  and what follows from the changes that do not go into one request")
	}
}

// goes says how a resource that is left is deleted; the account cannot be.
func goes(ref resource.Ref) string {
	if ref.Kind == resource.Account {
		return ""
	}
	return "; --delete deletes it"
}

func writeChanges(w io.Writer, changes []string) {
	shown := changes[:min(len(changes), changesShown)]
	if len(shown) > 0 {
		fmt.Fprintf(w, "               %s\n", strings.Join(shown, "\n               "))
	}
	if more := len(changes) - len(shown); more > 0 {
		fmt.Fprintf(w, "               and %d more\n", more)
	}
}
