package setup

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"ringdown/shared/dialplan"
	"ringdown/shared/e164"
	"ringdown/shared/switchboard"
)

// State is what applying settings means for one line.
type State string

// The states of a line.
const (
	New       State = "new"       // no call could reach it before
	Changed   State = "changed"   // calls from now on go another way
	Unchanged State = "unchanged" // nothing is written
	Withdrawn State = "withdrawn" // its number is taken out of service
	Left      State = "left"      // no longer in the file, but in service, and stays there
)

// Step is one line of a plan.
type Step struct {
	Line    string   `json:"line"`
	State   State    `json:"state"`
	Version int      `json:"version"` // to be published; else the current one
	Changes []string `json:"changes,omitempty"`

	dialplan dialplan.Dialplan
	number   e164.Number // in service until now
}

// Plan is what applying settings would do: first the lines of the file in its order, then the others by id.
type Plan struct {
	Steps []Step `json:"steps"`
}

// NewPlan compares compiled settings with what is in service. Lines that are no longer in the settings are withdrawn only
// when asked. The error of a store is given as it is; ErrTaken is of the settings.
func NewPlan(ctx context.Context, store switchboard.Dialplans, compiled []dialplan.Dialplan, withdraw bool) (Plan, error) {
	stored, err := store.Lines(ctx)
	if err != nil {
		return Plan{}, fmt.Errorf("ask which lines are in service: %w", err)
	}
	var p Plan
	for _, d := range compiled {
		step, err := stepOf(ctx, store, stored, d)
		if err != nil {
			return Plan{}, err
		}
		p.Steps = append(p.Steps, step)
	}
	for _, l := range stored {
		if l.Number == "" || slices.ContainsFunc(compiled, func(d dialplan.Dialplan) bool { return d.Line == l.Line }) {
			continue
		}
		state := Left
		if withdraw {
			state = Withdrawn
		}
		p.Steps = append(p.Steps, Step{Line: l.Line, State: state, Version: l.Version, number: l.Number})
	}
	return p, p.takesNoNumber()
}

func stepOf(ctx context.Context, store switchboard.Dialplans, stored []switchboard.LineVersion, d dialplan.Dialplan) (Step, error) {
	s := Step{Line: d.Line, State: New}
	i := slices.IndexFunc(stored, func(l switchboard.LineVersion) bool { return l.Line == d.Line })
	if i >= 0 {
		s.Version, s.number = stored[i].Version, stored[i].Number
	}
	if s.number != "" {
		current, err := store.ByVersion(ctx, d.Line, s.Version)
		if err != nil {
			return s, fmt.Errorf("read version %d of line %s: %w", s.Version, d.Line, err)
		}
		if s.Changes, err = Changes(current, d); err != nil {
			return s, err
		}
		s.State = Changed
		if len(s.Changes) == 0 {
			s.State = Unchanged
			return s, nil
		}
	}
	s.Version++
	s.dialplan = d
	s.dialplan.Version = s.Version
	return s, nil
}

// TakenError says that a line wants the number of another one that stays in service.
type TakenError struct{ Line, Holder string }

func (e TakenError) Error() string {
	return fmt.Sprintf("line %s wants the number of line %s, which is no longer in the file but still in service: add --withdraw, or give line %s its old id", e.Line, e.Holder, e.Line)
}

func (p Plan) takesNoNumber() error {
	for _, s := range p.Steps {
		for _, holder := range p.Steps {
			if s.writes() && holder.State == Left && holder.number == s.dialplan.Number {
				return TakenError{Line: s.Line, Holder: holder.Line}
			}
		}
	}
	return nil
}

// writes says whether the step publishes a dialplan.
func (s Step) writes() bool { return s.State == New || s.State == Changed }

// Due counts the lines that something is to be done for.
func (p Plan) Due() int {
	n := 0
	for _, s := range p.Steps {
		if s.writes() || s.State == Withdrawn {
			n++
		}
	}
	return n
}

// changesShown is how many changes of one line are listed; whoever rewrites a whole line sees enough by then.
const changesShown = 30

// Write prints the plan for people.
func (p Plan) Write(w io.Writer) {
	for _, s := range p.Steps {
		switch s.State {
		case New:
			fmt.Fprintf(w, "  new        %s (%s, %s), version %d\n", s.Line, s.dialplan.Description, s.dialplan.Number, s.Version)
		case Changed:
			fmt.Fprintf(w, "  changed    %s, version %d → %d\n", s.Line, s.Version-1, s.Version)
		case Unchanged:
			fmt.Fprintf(w, "  unchanged  %s, version %d\n", s.Line, s.Version)
		case Withdrawn:
			fmt.Fprintf(w, "  withdrawn  %s: %s is taken out of service\n", s.Line, s.number)
		case Left:
			fmt.Fprintf(w, "  left       %s is not in the file and stays in service; --withdraw takes it out\n", s.Line)
		}
		shown := s.Changes[:min(len(s.Changes), changesShown)]
		if len(shown) > 0 {
			fmt.Fprintf(w, "               %s\n", strings.Join(shown, "\n               "))
		}
		if more := len(s.Changes) - len(shown); more > 0 {
			fmt.Fprintf(w, "               and %d more\n", more)
		}
	}
}
