package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"time"

	"ringdown/shared/dialplan"
	"ringdown/shared/problem"
	"ringdown/shared/settings"
	"ringdown/testdata"
)

// firstConfig is used where no settings are named. It is built in, so it is found
// from any folder.
const firstConfig = "testdata/config/good/first.yaml"

// fileBytesMax bounds what is read of a file; a hundred lines have 50 kB.
const fileBytesMax = 8 << 20

// configured is a settings file, read and compiled.
type configured struct {
	name     string
	text     []byte
	settings settings.Settings
	plans    []dialplan.Dialplan
}

// configFlag adds --config.
func (o *options) configFlag(into *string) {
	o.StringVar(into, "config", "", "the settings `FILE`; "+firstConfig+" when left out, - reads standard input")
}

// load reads settings. All their faults are printed at once, each with its place and
// what to write instead; then ok is false.
func (o *options) load(name string) (c configured, ok bool) {
	c.name = name
	var err error
	if name == "" {
		c.name = firstConfig
		c.text, err = fs.ReadFile(testdata.Files, strings.TrimPrefix(firstConfig, "testdata/"))
	} else {
		c.text, err = o.readFile(name)
	}
	if err != nil {
		o.failed("%v", err)
		return c, false
	}
	var problems []problem.Problem
	c.settings, problems = settings.Parse(c.text, settings.Attach(c.text, beside(c.name)))
	for _, p := range problems {
		fmt.Fprintf(o.errOut, "%s:%s\n", c.name, placed(p))
	}
	if problem.Fatal(problems) {
		o.failed("%s cannot be used: mend what is listed above", c.name)
		return c, false
	}
	if c.plans, err = c.settings.Compile(); err != nil {
		o.failed("%s cannot be used: %v", c.name, err)
		return c, false
	}
	if len(c.plans) == 0 {
		o.failed("%s has no line that could be called: add one under lines", c.name)
		return c, false
	}
	return c, true
}

// beside reads the flow documents that a settings file names, from the folder it lies in.
func beside(settings string) func(name string) ([]byte, error) {
	return func(name string) ([]byte, error) {
		if settings == firstConfig {
			return fs.ReadFile(testdata.Files, path.Join(path.Dir(strings.TrimPrefix(firstConfig, "testdata/")), name))
		}
		return os.ReadFile(filepath.Join(filepath.Dir(settings), filepath.FromSlash(name)))
	}
}

// placed is a problem with a blank before it where it has no place in the file.
func placed(p problem.Problem) string {
	if p.Line == 0 {
		return " " + p.String()
	}
	return p.String()
}

// readFile reads a file, or standard input for "-". The error is for people.
func (o *options) readFile(name string) ([]byte, error) {
	f, err := o.open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, fileBytesMax+1))
	switch {
	case err != nil:
		return nil, fmt.Errorf("%s cannot be read: %w", name, reason(err))
	case len(text) > fileBytesMax:
		return nil, fmt.Errorf("%s has more than %d bytes: is it the right file?", name, fileBytesMax)
	}
	return text, nil
}

// open opens a file, or standard input for "-".
func (o *options) open(name string) (io.ReadCloser, error) {
	if name == "-" {
		return io.NopCloser(o.in), nil
	}
	f, err := os.Open(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, fmt.Errorf("there is no file %s: name one that exists", name)
	case err != nil:
		return nil, fmt.Errorf("%s cannot be opened: %w", name, reason(err))
	}
	return f, nil
}

// reason is a file error without its path.
func reason(err error) error {
	var at *fs.PathError
	if errors.As(err, &at) {
		return at.Err
	}
	return err
}

// answers are those of the functions that the settings allow: nobody is there to ask,
// so each answers with an empty object.
func (c configured) answers() map[string]string {
	answers := map[string]string{}
	for _, arn := range c.settings.Functions {
		answers[arn] = "{}"
	}
	return answers
}

// line finds a line's dialplan: the first one for "".
func (c configured) line(id string) (dialplan.Dialplan, error) {
	var ids []string
	for _, p := range c.plans {
		if p.Line == id || id == "" {
			return p, nil
		}
		ids = append(ids, p.Line)
	}
	return dialplan.Dialplan{}, fmt.Errorf("--line %s: there is no such line in %s; there are %s", id, path.Base(c.name), strings.Join(ids, ", "))
}

// instant reads the time of --at.
func instant(text string, otherwise time.Time) (time.Time, error) {
	if text == "" {
		return otherwise, nil
	}
	at, err := time.Parse(time.RFC3339, text)
	if err != nil {
		return at, fmt.Errorf("--at %q is no time: write it like 2026-03-02T02:14:00Z or 2026-03-02T02:14:00-05:00", text)
	}
	return at, nil
}
