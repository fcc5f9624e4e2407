package setup

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"ringdown/shared/e164"
	"ringdown/shared/switchboard"
)

// Applied is how far a plan got: sentences, in the order of the deeds.
type Applied struct {
	Done []string `json:"done"`
	Left []string `json:"left"` // not done
}

// OvertakenError says that somebody else published the line first. It wraps switchboard.ErrConflict.
type OvertakenError struct {
	Line    string
	Version int // that we wanted to publish, and somebody else did
}

func (e OvertakenError) Error() string {
	return fmt.Sprintf("somebody else was faster: version %d of line %s was published meanwhile, and nothing of yours was written over it", e.Version, e.Line)
}

// Unwrap makes it a version conflict.
func (e OvertakenError) Unwrap() error { return switchboard.ErrConflict }

// deed is one write.
type deed struct {
	step     Step
	withdraw bool
}

func (d deed) String() string {
	if d.withdraw {
		return fmt.Sprintf("line %s: withdrawn at version %d", d.step.Line, d.step.current())
	}
	return fmt.Sprintf("line %s: version %d published", d.step.Line, d.step.Version)
}

// Apply writes what the plan says, line by line. Each line changes at once and as a whole; between lines it may stop, and
// then Applied says what was done, and a new plan has the rest. The error is an OvertakenError or the store's.
func Apply(ctx context.Context, store switchboard.Dialplans, p Plan) (Applied, error) {
	deeds := p.deeds()
	a := Applied{Done: []string{}, Left: []string{}}
	for i, d := range deeds {
		if err := d.do(ctx, store); err != nil {
			for _, left := range deeds[i:] {
				a.Left = append(a.Left, left.String())
			}
			return a, err
		}
		a.Done = append(a.Done, d.String())
	}
	return a, nil
}

func (d deed) do(ctx context.Context, store switchboard.Dialplans) error {
	var err error
	if d.withdraw {
		err = store.Withdraw(ctx, d.step.Line, d.step.current())
	} else {
		err = store.Publish(ctx, d.step.dialplan)
	}
	switch {
	case errors.Is(err, switchboard.ErrConflict):
		return OvertakenError{Line: d.step.Line, Version: d.step.current() + 1}
	case err != nil:
		return fmt.Errorf("write line %s: %w", d.step.Line, err)
	}
	return nil
}

// current is the version the step found.
func (s Step) current() int {
	if s.writes() {
		return s.Version - 1
	}
	return s.Version
}

// deeds puts the writes in an order in which no line has to take a number that another one still has: the lines that go
// come first, then each that finds its number free. Where lines exchange their numbers in a ring, one is
// withdrawn for the moment it takes to publish the others.
func (p Plan) deeds() []deed {
	var out []deed
	var waiting []Step
	holder := map[e164.Number]string{}
	for _, s := range p.Steps {
		switch {
		case s.State == Withdrawn:
			out = append(out, deed{s, true})
			continue
		case s.writes():
			waiting = append(waiting, s)
		}
		if s.number != "" {
			holder[s.number] = s.Line
		}
	}
	for len(waiting) > 0 {
		i := 0
		for i < len(waiting) && holder[waiting[i].dialplan.Number] != "" && holder[waiting[i].dialplan.Number] != waiting[i].Line {
			i++
		}
		if i == len(waiting) { // a ring: let go of one number
			i = slices.IndexFunc(waiting, func(s Step) bool { return s.number != "" })
			if i < 0 { // two lines want one number: the store will refuse the second
				for _, s := range waiting {
					out = append(out, deed{s, false})
				}
				return out
			}
			out = append(out, deed{waiting[i], true})
			delete(holder, waiting[i].number)
			waiting[i].number = ""
			continue
		}
		s := waiting[i]
		out = append(out, deed{s, false})
		if s.number != "" && s.number != s.dialplan.Number {
			delete(holder, s.number)
		}
		holder[s.dialplan.Number] = s.Line
		waiting = append(waiting[:i:i], waiting[i+1:]...)
	}
	return out
}
