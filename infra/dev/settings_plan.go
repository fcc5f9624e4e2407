package main

import (
	"fmt"
	"io"
	"strings"

	"ringdown/shared/e164"
	"ringdown/shared/settings"
)

// changesShown is how many changes of one line are listed; whoever rewrites a whole line sees
// enough by then.
const changesShown = 30

// writePlan prints a plan for people.
func writePlan(w io.Writer, p settings.Plan) {
	for _, e := range p.Effects {
		switch e.State {
		case settings.LineNew:
			fmt.Fprintf(w, "  new        %s (%s, %s), version %d\n", e.Line, e.Dialplan.Description, spelled(e.Dialplan.Numbers()), e.Version)
		case settings.LineChanged:
			fmt.Fprintf(w, "  changed    %s, version %d → %d\n", e.Line, e.Version-1, e.Version)
		case settings.LineUnchanged:
			fmt.Fprintf(w, "  unchanged  %s, version %d\n", e.Line, e.Version)
		case settings.LineWithdrawn:
			fmt.Fprintf(w, "  withdrawn  %s: %s is taken out of service\n", e.Line, spelled(e.Numbers))
		case settings.LineLeft:
			fmt.Fprintf(w, "  left       %s is not in the file and stays in service; --withdraw takes it out\n", e.Line)
		}
		shown := e.Changes[:min(len(e.Changes), changesShown)]
		if len(shown) > 0 {
			fmt.Fprintf(w, "               %s\n", strings.Join(shown, "\n               "))
		}
		if more := len(e.Changes) - len(shown); more > 0 {
			fmt.Fprintf(w, "               and %d more\n", more)
		}
	}
}

// spelled lists numbers for people.
func spelled(numbers []e164.Number) string {
	var out []string
	for _, n := range numbers {
		out = append(out, string(n))
	}
	return strings.Join(out, ", ")
}
