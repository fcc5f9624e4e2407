package memport

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"

	"ringdown/shared/dialplan"
	"ringdown/shared/e164"
	"ringdown/shared/port"
)

var _ port.Dialplans = (*Dialplans)(nil)

// Dialplans keeps what settings compile to.
type Dialplans struct {
	mu       sync.Mutex
	versions map[planKey][]byte
	latest   map[string]int
	current  map[e164.Number]planKey
}

type planKey struct {
	line    string
	version int
}

// NewDialplans makes an empty store.
func NewDialplans() *Dialplans {
	return &Dialplans{versions: map[planKey][]byte{}, latest: map[string]int{}, current: map[e164.Number]planKey{}}
}

// ByNumber reads the current dialplan of a number.
func (s *Dialplans) ByNumber(ctx context.Context, number e164.Number) (dialplan.Dialplan, error) {
	if err := ctx.Err(); err != nil {
		return dialplan.Dialplan{}, err
	}
	s.mu.Lock()
	key, ok := s.current[number]
	s.mu.Unlock()
	if !ok {
		return dialplan.Dialplan{}, fmt.Errorf("dialplan of number %s: %w", number.Redacted(), port.ErrNotFound)
	}
	return s.ByVersion(ctx, key.line, key.version)
}

// ByVersion reads one version of a line's dialplan.
func (s *Dialplans) ByVersion(ctx context.Context, lineID string, version int) (dialplan.Dialplan, error) {
	var d dialplan.Dialplan
	if err := ctx.Err(); err != nil {
		return d, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	body, ok := s.versions[planKey{lineID, version}]
	if !ok {
		return d, fmt.Errorf("dialplan %d of line %s: %w", version, lineID, port.ErrNotFound)
	}
	err := json.Unmarshal(body, &d)
	return d, err
}

// Publish stores a dialplan and makes it current.
func (s *Dialplans) Publish(ctx context.Context, d dialplan.Dialplan) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	body, err := json.Marshal(d)
	if err != nil {
		return fmt.Errorf("publish dialplan %d of line %s: %w", d.Version, d.Line, err)
	}
	if size := packedBytes(body); size > dialplan.MaxBytes {
		return fmt.Errorf("publish dialplan %d of line %s: %d bytes of at most %d: %w", d.Version, d.Line, size, dialplan.MaxBytes, port.ErrRefused)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.latest[d.Line] != d.Version-1 {
		return fmt.Errorf("publish dialplan %d of line %s: %w", d.Version, d.Line, port.ErrConflict)
	}
	for _, n := range d.Numbers() {
		if holder, ok := s.current[n]; ok && holder.line != d.Line {
			return fmt.Errorf("publish dialplan %d of line %s: line %s has its number: %w", d.Version, d.Line, holder.line, port.ErrRefused)
		}
	}
	s.versions[planKey{d.Line, d.Version}] = body
	s.latest[d.Line] = d.Version
	for number, key := range s.current {
		if key.line == d.Line {
			delete(s.current, number)
		}
	}
	for _, n := range d.Numbers() {
		s.current[n] = planKey{d.Line, d.Version}
	}
	return nil
}

// packedBytes is the size of a dialplan as a table keeps it.
func packedBytes(body []byte) int {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	_, _ = w.Write(body) // into memory: cannot fail
	_ = w.Close()
	return b.Len()
}

// Withdraw takes a line's numbers out of service.
func (s *Dialplans) Withdraw(ctx context.Context, lineID string, version int) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	had := len(s.current)
	maps.DeleteFunc(s.current, func(_ e164.Number, key planKey) bool { return key.line == lineID && key.version == version })
	if len(s.current) < had {
		return nil
	}
	return fmt.Errorf("withdraw dialplan %d of line %s: %w", version, lineID, port.ErrConflict)
}

// Lines gives the latest version of every line.
func (s *Dialplans) Lines(ctx context.Context) ([]port.LineVersion, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []port.LineVersion
	for id, version := range s.latest {
		l := port.LineVersion{Line: id, Version: version}
		if key := (planKey{id, version}); slices.Contains(slices.Collect(maps.Values(s.current)), key) {
			var d dialplan.Dialplan
			if err := json.Unmarshal(s.versions[key], &d); err != nil {
				return nil, fmt.Errorf("list the lines: %w", err)
			}
			l.Numbers = d.Numbers()
		}
		out = append(out, l)
	}
	slices.SortFunc(out, func(a, b port.LineVersion) int { return strings.Compare(a.Line, b.Line) })
	return out, nil
}
