package office

import (
	"context"
	"fmt"
	"slices"

	"ringdown/shared/dialplan"
	"ringdown/shared/port"
	"ringdown/shared/settings"
)

// Plan loads what is published and says what publishing the compiled settings would do. It writes
// nothing. The error is the store's, or that of settings.NewPlan.
func Plan(ctx context.Context, store port.Publishing, compiled []dialplan.Dialplan, withdraw bool) (settings.Plan, error) {
	published, err := load(ctx, store, compiled)
	if err != nil {
		return settings.Plan{}, err
	}
	return settings.NewPlan(compiled, published, withdraw)
}

// load reads every line that was ever published, and the dialplans that a plan compares.
func load(ctx context.Context, store port.Publishing, compiled []dialplan.Dialplan) ([]settings.Published, error) {
	lines, err := store.Lines(ctx)
	if err != nil {
		return nil, fmt.Errorf("ask which lines are in service: %w", err)
	}
	published := make([]settings.Published, 0, len(lines))
	for _, l := range lines {
		p := settings.Published{Line: l.Line, Version: l.Version, Numbers: l.Numbers}
		if len(l.Numbers) > 0 && slices.ContainsFunc(compiled, func(d dialplan.Dialplan) bool { return d.Line == l.Line }) {
			if p.Dialplan, err = store.ByVersion(ctx, l.Line, l.Version); err != nil {
				return nil, fmt.Errorf("read version %d of line %s: %w", l.Version, l.Line, err)
			}
		}
		published = append(published, p)
	}
	return published, nil
}
