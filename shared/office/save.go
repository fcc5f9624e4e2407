package office

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"ringdown/shared/dialplan"
	"ringdown/shared/port"
	"ringdown/shared/resource"
	"ringdown/shared/settings"
)

// Office reads and saves settings.
type Office struct {
	Store port.Settings
	Now   func() time.Time
	// Wait lets the time pass before a save that somebody else overtook is tried again; it returns
	// early with the context's error.
	Wait func(ctx context.Context, tries int) error
}

// saveTriesMax bounds how often a save begins anew because somebody else saved meanwhile. Each try
// that fails is a save of somebody else that succeeded.
const saveTriesMax = 60

// Saved is what a save came to.
type Saved struct {
	Epoch   int
	Changed []resource.Resource // none: nothing was different, and nothing was written
	Same    []resource.Resource // that were to be changed, and are like that already
	Lines   []string            // whose callers have other dialplans from now on
	Faults  []settings.Fault    // warnings
	Effects []settings.Effect   // of a trial: what would change for callers
	Once    *port.Once          // the answer of an earlier request of the same name
}

// Order is what somebody wants saved.
type Order struct {
	Changes []settings.Change
	By      settings.Author
	Did     string     // created, changed, deleted, restored
	Once    *port.Once // nil: the request has no name
	// Answer makes the answer that is kept for a repeat of the request.
	Answer func(Saved) []byte
}

// ErrAnotherRequest means that a name was used before, for another request.
var ErrAnotherRequest = errors.New("this Idempotency-Key was used for another request")

// Save applies changes to the settings that are in force, and publishes what they compile to. The
// errors of settings.Edit come back as they are, and mean that nothing was saved; so do
// ErrAnotherRequest, port.ErrConflict, where others save all the time, and port.ErrRefused. With
// another error nobody knows: read again.
func (o *Office) Save(ctx context.Context, want Order) (Saved, error) {
	if len(want.Changes) > settings.MaxChanges {
		return Saved{}, fmt.Errorf("save %d changes: at most %d go at once: %w", len(want.Changes), settings.MaxChanges, port.ErrRefused)
	}
	for tries := 1; ; tries++ {
		saved, err := o.try(ctx, want)
		if !errors.Is(err, port.ErrConflict) || tries == saveTriesMax {
			return saved, err
		}
		if err := o.Wait(ctx, tries); err != nil {
			return Saved{}, fmt.Errorf("save settings: %w", err)
		}
	}
}

// try saves once: two reads, one write.
func (o *Office) try(ctx context.Context, want Order) (Saved, error) {
	if want.Once != nil {
		switch earlier, err := o.Store.Answered(ctx, want.Once.Key); {
		case err == nil && earlier.Request != want.Once.Request:
			return Saved{}, ErrAnotherRequest
		case err == nil:
			return Saved{Once: &earlier}, nil
		case !errors.Is(err, port.ErrNotFound):
			return Saved{}, fmt.Errorf("save settings: %w", err)
		}
	}
	before, edited, err := o.edit(ctx, want)
	if err != nil {
		return Saved{}, err
	}
	saved := Saved{Epoch: before.Head.Epoch, Changed: edited.Changed, Faults: edited.Faults}
	for _, c := range want.Changes {
		if same, ok := before.Find(c.Ref); ok && !slices.ContainsFunc(edited.Changed, func(r resource.Resource) bool { return r.Ref == c.Ref }) {
			saved.Same = append(saved.Same, same)
		}
	}
	if len(edited.Changed) == 0 {
		return saved, nil
	}
	lines, err := o.Store.Lines(ctx)
	if err != nil {
		return Saved{}, fmt.Errorf("save settings: ask which lines are in service: %w", err)
	}
	publications, err := publications(edited.Compiled, lines, edited.After)
	if err != nil {
		return Saved{}, err
	}
	saved.Epoch++
	for _, p := range publications {
		saved.Lines = append(saved.Lines, p.Line)
	}
	save := saveOf(before, edited, want)
	if want.Once != nil {
		once := *want.Once
		once.Answer = want.Answer(saved)
		save.Once = &once
	}
	return saved, o.write(ctx, save, publications)
}

// write publishes the lines in the same transaction, if all fits into one; else after it, one by
// one. Where an earlier save still publishes, this one does too: it may not count on what it read.
func (o *Office) write(ctx context.Context, save port.Save, lines []port.Publication) error {
	behind := save.Head.Behind
	save.Head.Behind = false
	save.Publish = lines
	if behind || !fits(save) {
		save.Publish, save.Head.Behind = nil, true
	}
	if err := o.Store.Save(ctx, save); err != nil {
		return fmt.Errorf("save settings: %w", err)
	}
	if !save.Head.Behind {
		return nil
	}
	if _, err := o.CatchUp(ctx); err != nil && !errors.Is(err, port.ErrConflict) {
		return nil // it is saved; the next save or the sweep goes on publishing
	}
	return nil
}

// edit reads what is in force and applies the changes.
func (o *Office) edit(ctx context.Context, want Order) (resource.Snapshot, settings.Edited, error) {
	before, err := o.Store.Snapshot(ctx)
	if err != nil {
		return before, settings.Edited{}, fmt.Errorf("read the settings: %w", err)
	}
	edited, err := settings.Edit(before, want.Changes, want.By)
	return before, edited, err
}

// saveOf is the save of an edit, with its audit record behind the last one.
func saveOf(before resource.Snapshot, e settings.Edited, want Order) port.Save {
	record := resource.Record{At: want.By.At, Who: want.By.Who, Name: want.By.Name, From: want.By.From, Did: want.Did, Detail: e.Details}
	for _, r := range e.Changed {
		record.What = append(record.What, r.Ref)
	}
	head := e.After.Head
	record, head.Chain = before.Head.Chain.Follow(record)
	return port.Save{Epoch: before.Head.Epoch, Head: head, Changed: e.Changed, Record: record}
}

// Trial says what a save would come to, and writes nothing.
func (o *Office) Trial(ctx context.Context, want Order) (Saved, error) {
	before, edited, err := o.edit(ctx, want)
	if err != nil {
		return Saved{}, err
	}
	saved := Saved{Epoch: before.Head.Epoch, Changed: edited.Changed, Faults: edited.Faults}
	saved.Effects, err = settings.EffectsOf(before, edited.Compiled)
	for _, e := range saved.Effects {
		if e.State != settings.LineUnchanged {
			saved.Lines = append(saved.Lines, e.Line)
		}
	}
	return saved, err
}

// Compiled gives the dialplans that the settings with some changes compile to, and the warnings that come
// with them. It writes nothing, and whatever is in force is what the changes follow.
func (o *Office) Compiled(ctx context.Context, want Order) ([]dialplan.Dialplan, []settings.Fault, error) {
	before, err := o.Store.Snapshot(ctx)
	if err != nil {
		return nil, nil, fmt.Errorf("read the settings: %w", err)
	}
	changes := slices.Clone(want.Changes)
	for i := range changes {
		latest, _ := before.Find(changes[i].Ref)
		if changes[i].Follow = latest.Version; latest.Deleted() {
			changes[i].Follow = 0
		}
	}
	edited, err := settings.Edit(before, changes, want.By)
	return edited.Compiled, edited.Faults, err
}
