package mutants

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"
)

// Fate is what became of a mutant.
type Fate string

// The fates.
const (
	Caught   Fate = "caught"
	Survived Fate = "SURVIVED"
	Stale    Fate = "STALE" // it no longer applies, or does not compile
)

// Result is one line of the table.
type Result struct {
	Mutant  string   `json:"mutant"`
	Rule    string   `json:"rule"`
	Fate    Fate     `json:"fate"`
	By      []string `json:"by"`      // the tests that failed, as their package and name
	Problem string   `json:"problem"` // what is wrong where it was not caught
	Seconds float64  `json:"seconds"`
}

// testTimeout bounds the tests of one mutant: some bugs make a loop endless.
const testTimeout = "120s"

// Run plays one mutant: what it names must fail, and each test that it names. Root is the folder of go.mod.
func Run(ctx context.Context, root string, m Mutant) Result {
	begun := time.Now()
	r := Result{Mutant: m.Name, Rule: m.Rule, Fate: Caught, By: []string{}}
	err := run(ctx, root, m, &r)
	switch {
	case errors.Is(err, errStale):
		r.Fate = Stale
	case err != nil:
		r.Fate = Survived
	}
	if err != nil {
		r.Problem = err.Error()
	}
	r.Seconds = time.Since(begun).Seconds()
	return r
}

// find looks for tests that catch a new mutant: those of its package, else those of calls, which play what
// other packages decide, else the transcripts.
func find(ctx context.Context, root, overlay string, m Mutant, r *Result) error {
	for _, c := range []Catch{{Package: m.Package()}, {Package: "./shared/call"}, {Package: "./infra/sim", Tests: []string{"TestCalls"}}} {
		failed, err := failing(ctx, root, overlay, c)
		if err != nil {
			return err
		}
		for _, name := range failed {
			whole := func(other string) bool { return strings.HasPrefix(other, name+"/") }
			if !slices.ContainsFunc(failed, whole) {
				r.By = append(r.By, c.named(name))
			}
		}
		if len(r.By) > 0 {
			return nil
		}
	}
	return errors.New("no test fails: write the one that states the rule")
}

var errStale = errors.New("it has to be written anew")

func run(ctx context.Context, root string, m Mutant, r *Result) error {
	folder, err := os.MkdirTemp("", "mutant")
	if err != nil {
		return fmt.Errorf("make a folder for mutant %s: %w", m.Name, err)
	}
	defer os.RemoveAll(folder)
	overlay, err := m.overlay(root, folder)
	if err != nil {
		return err
	}
	if len(m.CaughtBy) == 0 {
		return find(ctx, root, overlay, m, r)
	}
	for _, c := range m.CaughtBy {
		var failed []string
		if c.Package == "" {
			failed, err = playCampaign(ctx, root, overlay, filepath.Join(folder, "dev"), c)
		} else {
			failed, err = test(ctx, root, overlay, c)
		}
		r.By = append(r.By, failed...)
		if err != nil {
			return err
		}
	}
	return nil
}

// overlay writes the changed file into a folder outside of the tree, and what the go command needs to take
// it in place of the real one.
func (m Mutant) overlay(root, folder string) (string, error) {
	file, err := filepath.Abs(filepath.Join(root, filepath.FromSlash(m.File)))
	if err != nil {
		return "", fmt.Errorf("find %s: %w", m.File, err)
	}
	text, err := os.ReadFile(file)
	if err != nil {
		return "", fmt.Errorf("mutant %s: %w: %w", m.Name, errStale, err)
	}
	changed, err := m.Apply(string(text))
	if err != nil {
		return "", fmt.Errorf("%w: %w", errStale, err)
	}
	mutated, list := filepath.Join(folder, "mutated.go"), filepath.Join(folder, "overlay.json")
	replace, err := json.Marshal(map[string]map[string]string{"Replace": {file: mutated}})
	if err != nil {
		return "", fmt.Errorf("write the overlay of mutant %s: %w", m.Name, err)
	}
	return list, errors.Join(os.WriteFile(mutated, []byte(changed), 0o600), os.WriteFile(list, replace, 0o600))
}

// test runs what is named, and returns it if all of it failed.
func test(ctx context.Context, root, overlay string, c Catch) (by []string, err error) {
	failed, err := failing(ctx, root, overlay, c)
	for _, name := range c.Tests {
		if slices.Contains(failed, name) {
			by = append(by, c.named(name))
		} else if err == nil {
			err = fmt.Errorf("%s does not fail", c.named(name))
		}
	}
	return by, err
}

func (c Catch) named(test string) string { return strings.TrimPrefix(c.Package, "./") + " " + test }

// failing runs tests and returns those that failed, and those they are part of.
func failing(ctx context.Context, root, overlay string, c Catch) ([]string, error) {
	var patterns []string
	for _, name := range c.Tests {
		patterns = append(patterns, "^"+strings.ReplaceAll(regexp.QuoteMeta(name), "/", "$/^")+"$")
	}
	args := []string{"test", "-json", "-vet=off", "-timeout=" + testTimeout, "-overlay=" + overlay, "-run=" + strings.Join(patterns, "|"), c.Package}
	if usesRapid(filepath.Join(root, c.Package)) {
		args = append(args, "-rapid.nofailfile")
	}
	out, _ := goCommand(ctx, root, args...)
	failed, broken := failedTests(out)
	if broken {
		return nil, fmt.Errorf("%w: %s does not compile with it:\n%s", errStale, c.Package, outputOf(out))
	}
	return failed, nil
}

// usesRapid reports whether a package has tests that draw their cases: these write each failure into the
// tree, unless they are told not to.
func usesRapid(folder string) bool {
	files, _ := filepath.Glob(filepath.Join(folder, "*_test.go"))
	return slices.ContainsFunc(files, func(file string) bool {
		text, err := os.ReadFile(file)
		return err == nil && bytes.Contains(text, []byte(`"pgregory.net/rapid"`))
	})
}

// event is a line of go test -json (package test2json).
type event struct{ Action, Test, Output string }

func events(out []byte) (all []event) {
	for _, line := range bytes.Split(out, []byte("\n")) {
		var e event
		if json.Unmarshal(line, &e) == nil {
			all = append(all, e)
		}
	}
	return all
}

// failedTests are the tests that failed, or that panicked; broken says that there was nothing to run.
func failedTests(out []byte) (failed []string, broken bool) {
	for _, e := range events(out) {
		broken = broken || e.Action == "build-fail"
		if e.Action == "fail" && e.Test != "" {
			failed = append(failed, e.Test)
		}
	}
	return failed, broken
}

func outputOf(out []byte) string {
	var b strings.Builder
	for _, e := range events(out) {
		b.WriteString(e.Output)
	}
	return b.String()
}

// playCampaign plays random calls with the bug in place; a broken invariant has caught it.
func playCampaign(ctx context.Context, root, overlay, binary string, c Catch) ([]string, error) {
	if out, err := goCommand(ctx, root, "build", "-overlay="+overlay, "-o", binary, "./infra/dev"); err != nil {
		return nil, fmt.Errorf("%w: the command does not compile with it: %w\n%s", errStale, err, out)
	}
	play := exec.CommandContext(ctx, binary, "sim", "--core", "--seed", c.Seed, "--calls", c.Calls)
	play.Dir = root
	if err := play.Run(); err == nil {
		return nil, fmt.Errorf("a campaign of %s calls from seed %s holds every invariant", c.Calls, c.Seed)
	}
	return []string{"campaign " + c.Seed + " " + c.Calls}, nil
}

// goCommand gives what the go command prints.
func goCommand(ctx context.Context, root string, args ...string) ([]byte, error) {
	command := exec.CommandContext(ctx, "go", args...)
	command.Dir = root
	return command.CombinedOutput()
}

// Sum is what came of all, in a sentence.
func Sum(results []Result) string {
	fates, seconds, played := map[Fate]int{}, 0.0, 0
	for _, r := range results {
		fates[r.Fate]++
		seconds += r.Seconds
		if slices.ContainsFunc(r.By, func(by string) bool { return strings.HasPrefix(by, "campaign ") }) {
			played++
		}
	}
	return fmt.Sprintf("%d mutants: %d caught, %d of them by the campaign; %d survive, %d no longer apply; %.0f s",
		len(results), fates[Caught], played, fates[Survived], fates[Stale], seconds)
}
