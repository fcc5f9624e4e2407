package settings

import (
	"fmt"
	"slices"

	"ringdown/shared/dialplan"
	"ringdown/shared/e164"
)

// State is what publishing settings means for one line.
type State string

// The states of a line.
const (
	LineNew       State = "new"       // no call could reach it before
	LineChanged   State = "changed"   // calls from now on go another way
	LineUnchanged State = "unchanged" // nothing is written
	LineWithdrawn State = "withdrawn" // its number is taken out of service
	LineLeft      State = "left"      // no longer in the settings, but in service, and stays there
)

// Published is how far a line has come until now.
type Published struct {
	Line     string
	Version  int               // the latest
	Numbers  []e164.Number     // in service with that version; none when the line was withdrawn
	Dialplan dialplan.Dialplan // of that version; needed for a line that is in service and in the settings
}

// Effect is what a plan means for one line.
type Effect struct {
	Line    string   `json:"line"`
	State   State    `json:"state"`
	Version int      `json:"version"` // to be published; else the current one
	Changes []string `json:"changes,omitempty"`

	Dialplan dialplan.Dialplan `json:"-"` // to be published
	Numbers  []e164.Number     `json:"-"` // in service until now
}

// Plan is what publishing settings would do: first the lines of the settings in their order, then
// the others by id.
type Plan struct {
	Effects []Effect `json:"steps"`
}

// NewPlan compares compiled settings with what is published. Lines that are no longer in the
// settings are withdrawn only when asked. The error is a TakenError, or says that two dialplans
// cannot be compared.
func NewPlan(compiled []dialplan.Dialplan, published []Published, withdraw bool) (Plan, error) {
	var p Plan
	for _, d := range compiled {
		e, err := effectOf(published, d)
		if err != nil {
			return Plan{}, err
		}
		p.Effects = append(p.Effects, e)
	}
	for _, l := range published {
		if len(l.Numbers) == 0 || slices.ContainsFunc(compiled, func(d dialplan.Dialplan) bool { return d.Line == l.Line }) {
			continue
		}
		state := LineLeft
		if withdraw {
			state = LineWithdrawn
		}
		p.Effects = append(p.Effects, Effect{Line: l.Line, State: state, Version: l.Version, Numbers: l.Numbers})
	}
	return p, p.takesNoNumber()
}

func effectOf(published []Published, d dialplan.Dialplan) (Effect, error) {
	e := Effect{Line: d.Line, State: LineNew}
	i := slices.IndexFunc(published, func(l Published) bool { return l.Line == d.Line })
	if i >= 0 {
		e.Version, e.Numbers = published[i].Version, published[i].Numbers
	}
	if len(e.Numbers) > 0 {
		var err error
		if e.Changes, err = Changes(published[i].Dialplan, d); err != nil {
			return e, err
		}
		e.State = LineChanged
		if len(e.Changes) == 0 {
			e.State = LineUnchanged
			return e, nil
		}
	}
	e.Version++
	e.Dialplan = d
	e.Dialplan.Version = e.Version
	return e, nil
}

// TakenError says that a line wants the number of another one that stays in service.
type TakenError struct{ Line, Holder string }

func (e TakenError) Error() string {
	return fmt.Sprintf("line %s wants the number of line %s, which is no longer in the settings but still in service: withdraw line %s, or give line %s its old id", e.Line, e.Holder, e.Holder, e.Line)
}

func (p Plan) takesNoNumber() error {
	for _, e := range p.Effects {
		for _, holder := range p.Effects {
			if e.publishes() && holder.State == LineLeft && slices.ContainsFunc(e.Dialplan.Numbers(), func(n e164.Number) bool { return slices.Contains(holder.Numbers, n) }) {
				return TakenError{Line: e.Line, Holder: holder.Line}
			}
		}
	}
	return nil
}

// publishes reports whether a dialplan of the line is to be published.
func (e Effect) publishes() bool { return e.State == LineNew || e.State == LineChanged }

// Due counts the lines that something is to be written for.
func (p Plan) Due() int {
	n := 0
	for _, e := range p.Effects {
		if e.publishes() || e.State == LineWithdrawn {
			n++
		}
	}
	return n
}
