package office

import (
	"context"
	"errors"
	"fmt"

	"ringdown/shared/port"
	"ringdown/shared/settings"
)

// Applied is how far a plan got: sentences, in the order of the writes.
type Applied struct {
	Done []string `json:"done"`
	Left []string `json:"left"` // not done
}

// OvertakenError says that somebody else published the line first. It wraps port.ErrConflict.
type OvertakenError struct {
	Line    string
	Version int // that we wanted to publish, and somebody else did
}

func (e OvertakenError) Error() string {
	return fmt.Sprintf("somebody else was faster: version %d of line %s was published meanwhile, and nothing of yours was written over it", e.Version, e.Line)
}

// Unwrap makes it a version conflict.
func (e OvertakenError) Unwrap() error { return port.ErrConflict }

// Apply writes what the plan says, line by line. Each line changes at once and as a whole; between
// lines it may stop, and then Applied says what was done, and a new plan has the rest. The error is an
// OvertakenError or the store's.
func Apply(ctx context.Context, store port.Publishing, p settings.Plan) (Applied, error) {
	writes := p.Writes()
	a := Applied{Done: []string{}, Left: []string{}}
	for i, w := range writes {
		if err := write(ctx, store, w); err != nil {
			for _, left := range writes[i:] {
				a.Left = append(a.Left, left.String())
			}
			return a, err
		}
		a.Done = append(a.Done, w.String())
	}
	return a, nil
}

func write(ctx context.Context, store port.Publishing, w settings.Write) error {
	var err error
	if w.Withdraw {
		err = store.Withdraw(ctx, w.Line, w.Version)
	} else {
		err = store.Publish(ctx, w.Dialplan)
	}
	switch {
	case errors.Is(err, port.ErrConflict):
		return OvertakenError{Line: w.Line, Version: w.Version + 1}
	case err != nil:
		return fmt.Errorf("write line %s: %w", w.Line, err)
	}
	return nil
}
