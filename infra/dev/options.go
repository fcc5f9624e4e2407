package main

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"strings"
)

// options is one command's line: its flags, and where it speaks.
type options struct {
	*flag.FlagSet
	name, takes, about string
	files              []string // what is no flag, in order
	in                 io.Reader
	out, errOut        io.Writer
}

// newOptions begins a command's options: takes is what stands on the line besides
// flags, such as FILE…, and about says in a few sentences what the command does.
func newOptions(name, takes, about string, in io.Reader, out, errOut io.Writer) *options {
	o := &options{FlagSet: flag.NewFlagSet(name, flag.ContinueOnError), name: name, takes: takes, about: about, in: in, out: out, errOut: errOut}
	o.SetOutput(io.Discard)
	return o
}

// read takes the arguments, flags and others in any order. When done is true the
// command is over with the code: help was asked for, or the line was not understood.
func (o *options) read(args []string) (code int, done bool) {
	for len(args) > 0 {
		err := o.Parse(args)
		switch {
		case errors.Is(err, flag.ErrHelp):
			o.usage(o.out)
			return exitWell, true
		case err != nil:
			return o.misused("%s", flagFault(err, args)), true
		}
		rest := o.Args()
		if len(rest) == 0 {
			break
		}
		// After "--" everything is taken as it stands.
		if n := len(args) - len(rest); n > 0 && args[n-1] == "--" {
			o.files = append(o.files, rest...)
			break
		}
		o.files, args = append(o.files, rest[0]), rest[1:]
	}
	switch most, least := o.takesAtMost(), o.takesAtLeast(); {
	case len(o.files) > most:
		return o.misused("%q is one word too many%s", o.files[most], o.hint()), true
	case len(o.files) < least:
		return o.misused("%s is missing", strings.TrimSuffix(o.takes, "…")), true
	}
	return 0, false
}

func (o *options) takesAtLeast() int {
	if o.takes == "" {
		return 0
	}
	return 1
}

func (o *options) takesAtMost() int {
	switch {
	case o.takes == "":
		return 0
	case strings.HasSuffix(o.takes, "…"):
		return filesMax
	}
	return 1
}

// filesMax bounds the files of one command.
const filesMax = 1000

func (o *options) hint() string {
	if o.takes == "" {
		return "; this command takes only options: put a value that holds blanks in quotes"
	}
	return "; it takes one " + o.takes
}

// flagFault puts the flag package's errors into this program's words, and names the
// option as it was typed.
func flagFault(err error, args []string) string {
	text := err.Error()
	if name, ok := strings.CutPrefix(text, "flag provided but not defined: -"); ok {
		return "there is no option " + typed(name, args)
	}
	if name, ok := strings.CutPrefix(text, "flag needs an argument: -"); ok {
		return typed(name, args) + " needs a value after it"
	}
	return strings.Replace(text, "for flag -", "for --", 1)
}

// typed is an option's name with as many dashes as it had on the line.
func typed(name string, args []string) string {
	for _, a := range args {
		if before, _, _ := strings.Cut(a, "="); before == "-"+name {
			return before
		}
	}
	return "--" + name
}

// misused says what is wrong with the line. The usage is not printed below: it would
// push the one line that matters off the screen.
func (o *options) misused(format string, args ...any) int {
	fmt.Fprintf(o.errOut, "dev %s: %s\n--help says more\n", o.name, fmt.Sprintf(format, args...))
	return exitUsage
}

// failed says what could not be done, or what is not well.
func (o *options) failed(format string, args ...any) int {
	fmt.Fprintf(o.errOut, "dev %s: %s\n", o.name, fmt.Sprintf(format, args...))
	return exitFailed
}

func (o *options) usage(w io.Writer) {
	line := "usage: go run ./infra/dev " + o.name
	if o.takes != "" {
		line += " " + o.takes
	}
	fmt.Fprintf(w, "%s [options]\n\n%s\n", line, o.about)
	first := true
	o.VisitAll(func(f *flag.Flag) {
		if first {
			fmt.Fprintln(w)
			first = false
		}
		value, about := flag.UnquoteUsage(f)
		if _, boolean := f.Value.(interface{ IsBoolFlag() bool }); boolean {
			value = ""
		}
		fmt.Fprintf(w, "  %-22s %s\n", strings.TrimSpace("--"+f.Name+" "+value), about)
	})
}

// given reports whether the flag was on the line.
func (o *options) given(name string) bool {
	found := false
	o.Visit(func(f *flag.Flag) { found = found || f.Name == name })
	return found
}

// anyGiven gives the flags among the names that were on the line, with their dashes.
func (o *options) anyGiven(names ...string) []string {
	var found []string
	for _, n := range names {
		if o.given(n) {
			found = append(found, "--"+n)
		}
	}
	return found
}

// listFlag is a flag that may be given several times.
func (o *options) listFlag(into *[]string, name, about string) {
	o.Func(name, about, func(s string) error { *into = append(*into, s); return nil })
}

// writeJSON prints a value for programs.
func (o *options) writeJSON(v any) {
	e := json.NewEncoder(o.out)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		o.failed("the result cannot be written as JSON: %v", err)
	}
}
