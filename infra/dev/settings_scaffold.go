package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"ringdown/shared/problem"
)

const settingsScaffoldAbout = `Reads the flows in a folder, as exported from Amazon Connect, and writes settings.yaml beside them: a line for each flow
that no other names, and whatever the flows name: queues as teams, hours, prompts, functions, modules, bots. What only
you know (numbers, people, recordings, times, keys) stands there as a placeholder, marked with FILL IN and listed.`

const (
	scaffoldFile = "settings.yaml"
	// fillIn marks each placeholder of a scaffold.
	fillIn = "# FILL IN:"
)

func runSettingsScaffold(args []string, in io.Reader, out, errOut io.Writer) int {
	o := newOptions("settings scaffold", "DIR", settingsScaffoldAbout, in, out, errOut)
	if code, done := o.read(args); done {
		return code
	}
	folder := o.files[0]
	name := filepath.Join(folder, scaffoldFile)
	if _, err := os.Stat(name); err == nil {
		return o.failed("%s is there already: move it away, or keep to it", name)
	}
	set, err := o.flowsIn(folder)
	if err != nil {
		return o.failed("%v", err)
	}
	// Lenient only where it has to be: what cannot run then takes its error branch.
	text := scaffoldOf(set, false)
	checked := checkSettings(name, text)
	if !checked.OK {
		if forgiving := scaffoldOf(set, true); checkSettings(name, forgiving).OK {
			text = forgiving
			checked = checkSettings(name, text)
		}
	}
	if err := os.WriteFile(name, text, 0o644); err != nil {
		return o.failed("write %s: %v", name, reason(err))
	}
	n := 0
	for line := range strings.Lines(string(text)) {
		n++
		if _, what, ok := strings.Cut(line, fillIn); ok {
			fmt.Fprintf(out, "%s:%d: fill in%s\n", name, n, strings.TrimRight(what, "\n"))
		}
	}
	checked.print(out)
	if problem.Fatal(checked.Problems) {
		return o.failed("%s cannot be used yet: mend what is listed above", name)
	}
	return exitWell
}

// flowsIn reads the flows of a folder, in the order of their names. A document that is no flow, such as
// the list of a bot's intents, is named and left out.
func (o *options) flowsIn(folder string) (set flowSet, err error) {
	entries, err := os.ReadDir(folder)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, fmt.Errorf("there is no folder %s: name one that exists", folder)
	case err != nil:
		return nil, fmt.Errorf("%s cannot be read: %w", folder, reason(err))
	case len(entries) > filesMax:
		return nil, fmt.Errorf("%s has more than %d files: is it the right folder?", folder, filesMax)
	}
	for _, e := range entries {
		if e.IsDir() || strings.HasPrefix(e.Name(), ".") || !strings.EqualFold(filepath.Ext(e.Name()), ".json") {
			continue
		}
		text, err := o.readFile(filepath.Join(folder, e.Name()))
		if err != nil {
			return nil, err
		}
		checked, f := checkFlow(e.Name(), text, false)
		if len(f.Actions) == 0 {
			fmt.Fprintf(o.errOut, "%s; left out\n", checked.says(checked.Findings[0]))
			continue
		}
		set = append(set, newFlowOfSet(e.Name(), f))
	}
	if len(set) == 0 {
		return nil, fmt.Errorf("%s has no flow: put exported flows there, as .json files", folder)
	}
	return set, nil
}

// called are the names by which other flows, or the values of attributes, call each flow.
func (s flowSet) called(values map[string][]string) [][]string {
	names := make([][]string, len(s))
	call := func(by int, name string) {
		if i, ok := s.find(name); ok && i != by && !slices.Contains(names[i], flowID(name)) {
			names[i] = append(names[i], flowID(name))
		}
	}
	for by, f := range s {
		for _, name := range flowsNamed(f.flow) {
			call(by, name)
		}
	}
	for _, list := range values {
		for _, name := range list {
			call(-1, name)
		}
	}
	return names
}
