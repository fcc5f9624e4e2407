package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"strings"

	"ringdown/infra/mutants"
)

const mutantsAbout = `Puts each deliberate bug of infra/mutants into the product, one at a time and without writing into the tree, and runs the
tests that must fail. Prints how each was caught. Exit code 1 when one survives, or no longer applies.`

func runMutants(args []string, in io.Reader, out, errOut io.Writer) int {
	o := newOptions("mutants", "", mutantsAbout, in, out, errOut)
	only := o.String("only", "", "play those alone whose name or file holds `TEXT`")
	asJSON := o.Bool("json", false, "print JSON")
	if code, done := o.read(args); done {
		return code
	}
	if _, err := os.Stat("go.mod"); err != nil {
		return o.failed("this plays mutants of the source: run it where go.mod is")
	}
	all, err := mutants.All()
	if err != nil {
		return o.failed("%v", err)
	}
	results := []mutants.Result{}
	for _, m := range all {
		if !strings.Contains(m.Name, *only) && !strings.Contains(m.File, *only) {
			continue
		}
		r := mutants.Run(context.Background(), ".", m)
		results = append(results, r)
		if !*asJSON {
			printMutant(out, r)
		}
	}
	if len(results) == 0 {
		return o.failed("no mutant's name or file holds %q", *only)
	}
	if *asJSON {
		o.writeJSON(results)
	} else {
		fmt.Fprintln(out, mutants.Sum(results))
	}
	for _, r := range results {
		if r.Fate != mutants.Caught {
			return exitFailed
		}
	}
	return exitWell
}

// printMutant writes a row of the table as soon as it is known: all of them take minutes.
func printMutant(w io.Writer, r mutants.Result) {
	fmt.Fprintf(w, "%-8s %6.1f s  %s: %s\n", r.Fate, r.Seconds, r.Mutant, r.Rule)
	if len(r.By) > 0 {
		fmt.Fprintf(w, "%19s%s\n", "", strings.Join(r.By, ", "))
	}
	if r.Problem != "" {
		fmt.Fprintf(w, "%19s%s\n", "", strings.ReplaceAll(strings.TrimSpace(r.Problem), "\n", "\n"+strings.Repeat(" ", 19)))
	}
}
