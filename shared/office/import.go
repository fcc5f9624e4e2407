package office

import (
	"bytes"
	"context"
	"fmt"
	"slices"

	"ringdown/shared/resource"
	"ringdown/shared/settings"
)

// Import brings the settings to what some resources say, whole: what is different is saved, and what
// is not among them is deleted, if that is asked for. It goes in steps of at most
// settings.MaxChanges, each of which is valid: what is referred to comes first and goes last. It
// returns what was saved, also with an error, which is that of Save.
func (o *Office) Import(ctx context.Context, want []resource.Resource, remove bool, by settings.Author) ([]resource.Resource, error) {
	now, err := o.Store.Snapshot(ctx)
	if err != nil {
		return nil, fmt.Errorf("import settings: read what is there: %w", err)
	}
	var done []resource.Resource
	for step := range slices.Chunk(ImportChanges(now, want, remove), settings.MaxChanges) {
		saved, err := o.Save(ctx, Order{Changes: step, By: by, Did: "imported"})
		if err != nil {
			return done, err
		}
		done = append(done, saved.Changed...)
	}
	return done, nil
}

// ImportChanges are the changes from a snapshot to some resources, in the order in which they can be
// saved step by step: lines go first, because another one may want their number. The account stays in
// any case.
func ImportChanges(now resource.Snapshot, want []resource.Resource, remove bool) []settings.Change {
	var lines, puts, deletions []settings.Change
	for _, r := range want {
		was, _ := now.Find(r.Ref)
		if !was.Deleted() && bytes.Equal(was.Body, r.Body) {
			continue
		}
		c := settings.Change{Ref: r.Ref, Body: r.Body}
		if !was.Deleted() {
			c.Follow = was.Version
		}
		puts = append(puts, c)
	}
	for _, r := range now.Resources {
		wanted := slices.ContainsFunc(want, func(w resource.Resource) bool { return w.Ref == r.Ref })
		switch c := (settings.Change{Ref: r.Ref, Follow: r.Version}); {
		case !remove || r.Deleted() || wanted || r.Kind == resource.Account:
		case r.Kind == resource.Lines:
			lines = append(lines, c)
		default:
			deletions = append(deletions, c)
		}
	}
	slices.SortStableFunc(puts, func(a, b settings.Change) int { return a.Compare(b.Ref) })
	slices.SortStableFunc(deletions, func(a, b settings.Change) int { return b.Compare(a.Ref) })
	return slices.Concat(lines, puts, deletions)
}
