package memport

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"sync"

	"ringdown/shared/dialplan"
	"ringdown/shared/port"
	"ringdown/shared/resource"
	"ringdown/shared/verify"
)

var _ port.Settings = (*Settings)(nil)

// Settings keeps settings as resources, beside the dialplans that they compile to.
type Settings struct {
	*Dialplans

	mu       sync.Mutex
	head     resource.Head
	versions map[resource.Ref][]resource.Resource // oldest first
	records  map[string][]resource.Record         // by month
	once     map[string]port.Once
	digests  map[string]string // of lines' current versions
	proofs   map[string]verify.Proofs
}

// NewSettings makes an empty store that publishes to these dialplans.
func NewSettings(d *Dialplans) *Settings {
	return &Settings{
		Dialplans: d, versions: map[resource.Ref][]resource.Resource{}, records: map[string][]resource.Record{},
		once: map[string]port.Once{}, digests: map[string]string{}, proofs: map[string]verify.Proofs{},
	}
}

// Snapshot reads the head and every resource.
func (s *Settings) Snapshot(ctx context.Context) (resource.Snapshot, error) {
	if err := ctx.Err(); err != nil {
		return resource.Snapshot{}, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	out := resource.Snapshot{Head: s.head}
	for _, versions := range s.versions {
		out.Resources = append(out.Resources, versions[len(versions)-1])
	}
	slices.SortFunc(out.Resources, func(a, b resource.Resource) int { return a.Compare(b.Ref) })
	return out, nil
}

// Lines gives the latest version of every line.
func (s *Settings) Lines(ctx context.Context) ([]port.LineVersion, error) {
	lines, err := s.Dialplans.Lines(ctx)
	s.mu.Lock()
	defer s.mu.Unlock()
	for i := range lines {
		lines[i].Digest = s.digests[lines[i].Line]
	}
	return lines, err
}

// Save writes all of a save or nothing.
func (s *Settings) Save(ctx context.Context, save port.Save) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	attempt := fmt.Sprintf("save epoch %d of the settings", save.Head.Epoch)
	switch {
	case save.Writes() > port.MaxSaveWrites:
		return fmt.Errorf("%s: %d writes of at most %d: %w", attempt, save.Writes(), port.MaxSaveWrites, port.ErrRefused)
	case save.Epoch != s.head.Epoch || save.Head.Epoch != save.Epoch+1:
		return fmt.Errorf("%s: the head is at %d: %w", attempt, s.head.Epoch, port.ErrConflict)
	}
	if save.Once != nil {
		if _, ok := s.once[save.Once.Key]; ok {
			return fmt.Errorf("%s: it was answered before: %w", attempt, port.ErrConflict)
		}
	}
	if err := s.publish(save.Publish); err != nil {
		return fmt.Errorf("%s: %w", attempt, err)
	}
	s.head = save.Head
	for _, r := range save.Changed {
		s.versions[r.Ref] = append(s.versions[r.Ref], copied(r))
	}
	if save.Record.Number > 0 {
		s.records[save.Record.Month] = append(s.records[save.Record.Month], copied(save.Record))
	}
	if save.Once != nil {
		s.once[save.Once.Key] = copied(*save.Once)
	}
	return nil
}

// PublishLine publishes one line as of an epoch.
func (s *Settings) PublishLine(ctx context.Context, epoch int, p port.Publication) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	attempt := fmt.Sprintf("publish line %s as of epoch %d", p.Line, epoch)
	if s.head.Epoch != epoch {
		return fmt.Errorf("%s: the head is at %d: %w", attempt, s.head.Epoch, port.ErrConflict)
	}
	if err := s.publish([]port.Publication{p}); err != nil {
		return fmt.Errorf("%s: %w", attempt, err)
	}
	return nil
}

// CatchUp says that every line is published.
func (s *Settings) CatchUp(ctx context.Context, epoch int) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.head.Epoch != epoch {
		return fmt.Errorf("say that epoch %d is published: the head is at %d: %w", epoch, s.head.Epoch, port.ErrConflict)
	}
	s.head.Behind = false
	return nil
}

// publish writes all publications or none, as one transaction would: each is checked against what
// was there before.
func (s *Settings) publish(all []port.Publication) error {
	d := s.Dialplans
	d.mu.Lock()
	defer d.mu.Unlock()
	bodies := make([][]byte, len(all))
	for i, p := range all {
		if d.latest[p.Line] != p.Follows {
			return fmt.Errorf("line %s is at version %d: %w", p.Line, d.latest[p.Line], port.ErrConflict)
		}
		for _, n := range p.Numbers {
			if d.current[n].line != p.Line {
				return fmt.Errorf("line %s no longer has its number: %w", p.Line, port.ErrConflict)
			}
		}
		if p.Dialplan == nil {
			continue
		}
		var err error
		if bodies[i], err = json.Marshal(p.Dialplan); err != nil || packedBytes(bodies[i]) > dialplan.MaxBytes {
			return fmt.Errorf("dialplan %d of line %s does not fit, %v: %w", p.Dialplan.Version, p.Line, err, port.ErrRefused)
		}
		for _, n := range p.Dialplan.Numbers() {
			if holder := d.current[n].line; holder != "" && holder != p.Line && holder != p.From[n] {
				return fmt.Errorf("line %s has a number of line %s: %w", holder, p.Line, port.ErrRefused)
			}
		}
	}
	for _, p := range all {
		for _, n := range p.Numbers {
			delete(d.current, n)
		}
	}
	for i, p := range all {
		s.digests[p.Line] = p.Digest
		if p.Dialplan == nil {
			continue
		}
		d.latest[p.Line] = p.Dialplan.Version
		d.versions[planKey{p.Line, p.Dialplan.Version}] = bodies[i]
		for _, n := range p.Dialplan.Numbers() {
			d.current[n] = planKey{p.Line, p.Dialplan.Version}
		}
	}
	return nil
}

// Versions lists a resource's versions, newest first.
func (s *Settings) Versions(ctx context.Context, ref resource.Ref, below, most int) ([]resource.Resource, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []resource.Resource
	for _, r := range slices.Backward(s.versions[ref]) {
		if r.Version < below && len(out) < most {
			out = append(out, copied(r))
		}
	}
	return out, nil
}

// Records lists the audit of a month, oldest first.
func (s *Settings) Records(ctx context.Context, month string, after, most int) ([]resource.Record, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []resource.Record
	for _, r := range s.records[month] {
		if r.Number > after && len(out) < most {
			out = append(out, copied(r))
		}
	}
	return out, nil
}

// Proofs reads which contacts of a user are proven.
func (s *Settings) Proofs(ctx context.Context, user string) (verify.Proofs, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	p, ok := s.proofs[user]
	if !ok {
		p.User = user
	}
	return copied(p), ctx.Err()
}

// Prove writes them.
func (s *Settings) Prove(ctx context.Context, p verify.Proofs) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.proofs[p.User].Version != p.Version-1 {
		return fmt.Errorf("prove contacts of %s, version %d: %w", p.User, p.Version, port.ErrConflict)
	}
	s.proofs[p.User] = copied(p)
	return nil
}

// Answered gives what was answered before.
func (s *Settings) Answered(ctx context.Context, key string) (port.Once, error) {
	if err := ctx.Err(); err != nil {
		return port.Once{}, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	once, ok := s.once[key]
	if !ok {
		return once, fmt.Errorf("an earlier answer: %w", port.ErrNotFound)
	}
	return once, nil
}

// copied goes through JSON, as a store does: what it keeps is nobody else's.
func copied[T any](v T) T {
	var out T
	text, err := resource.JSON(v)
	if err == nil {
		err = json.Unmarshal(text, &out)
	}
	if err != nil {
		panic(err) // plain data; a store that keeps half of it would be kinder than the real one
	}
	return out
}
