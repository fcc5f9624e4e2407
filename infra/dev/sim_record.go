package main

import (
	"fmt"
	"maps"
	"os"
	"os/exec"
	"slices"
	"strings"
	"time"

	"ringdown/infra/sim"
)

// recordCampaign writes what a campaign saw into a document, between the marks that name its speed: so the
// figures there are those of a run, with what it takes to repeat it.
func recordCampaign(file string, c sim.Campaigning, r sim.Report, took time.Duration) error {
	text, err := os.ReadFile(file)
	if err != nil {
		return fmt.Errorf("read the document that figures are written into: %w", err)
	}
	name := "handlers"
	if c.Speed == sim.Core {
		name = "core"
	}
	from, until := "<!-- campaign "+name+" -->\n", "<!-- end -->"
	before, rest, found := strings.Cut(string(text), from)
	_, after, ended := strings.Cut(rest, until)
	if !found || !ended {
		return fmt.Errorf("write figures into %s: it has no line %q with %q after it", file, strings.TrimSpace(from), until)
	}
	if err := os.WriteFile(file, []byte(before+from+figures(c, r, took)+until+after), 0o644); err != nil {
		return fmt.Errorf("write figures: %w", err)
	}
	return nil
}

// figures are those of a campaign, in sentences.
func figures(c sim.Campaigning, r sim.Report, took time.Duration) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%d calls in %d worlds, from seed %d at commit %s: %.0f calls a second, %s of their time.\n", r.Calls, r.Worlds, c.Seed, commit(), float64(r.Calls)/took.Seconds(), r.Virtual.Round(time.Hour))
	fmt.Fprintf(&b, "Outcomes: %s. ", countsOf(r.Outcomes))
	if n := r.Failing(); n > 0 {
		fmt.Fprintf(&b, "%d worlds broke an invariant (%s); seeds %s. ", n, countsOf(r.Broken), strings.Trim(fmt.Sprint(r.Seeds[:min(len(r.Seeds), 8)]), "[]"))
	} else {
		b.WriteString("No world broke an invariant. ")
	}
	fmt.Fprintf(&b, "Faults that struck: %s.", countsOf(r.Faults))
	if never := r.Never(); len(never) > 0 {
		fmt.Fprintf(&b, " Never seen: %s.", strings.Join(never, ", "))
	} else {
		b.WriteString(" Every event, order, state, end, reply, fault, switch and sentence that can be seen was.")
	}
	b.WriteString("\n")
	return b.String()
}

func countsOf(counts map[string]int) string {
	var out []string
	for _, name := range slices.Sorted(maps.Keys(counts)) {
		out = append(out, fmt.Sprintf("%s %d", name, counts[name]))
	}
	return strings.Join(out, ", ")
}

// commit names the source that is played; "unknown" where git does not tell.
func commit() string {
	out, err := exec.Command("git", "rev-parse", "--short", "HEAD").Output()
	if err != nil {
		return "unknown"
	}
	return strings.TrimSpace(string(out))
}
