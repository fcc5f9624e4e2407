package memport

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"sync"
	"time"

	"ringdown/shared/port"
)

// shelf keeps things that live, by id and version, as the bytes a table would hold.
type shelf[T any] struct {
	kind   string
	markOf func(T) mark

	mu     sync.Mutex
	stored map[string]kept[T]
}

// mark is what a table looks at.
type mark struct {
	id       string
	version  int
	deadline time.Time
}

type kept[T any] struct {
	mark
	body []byte
}

func newShelf[T any](kind string, markOf func(T) mark) shelf[T] {
	return shelf[T]{kind: kind, markOf: markOf, stored: map[string]kept[T]{}}
}

func (k kept[T]) read() (T, error) {
	var t T
	err := json.Unmarshal(k.body, &t)
	return t, err
}

// Load reads one.
func (s *shelf[T]) Load(ctx context.Context, id string) (T, error) {
	var none T
	if err := ctx.Err(); err != nil {
		return none, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	k, ok := s.stored[id]
	if !ok {
		return none, fmt.Errorf("load %s %s: %w", s.kind, id, port.ErrNotFound)
	}
	return k.read()
}

// Save writes one over the version before it.
func (s *shelf[T]) Save(ctx context.Context, t T) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	m := s.markOf(t)
	body, err := json.Marshal(t)
	if err != nil {
		return fmt.Errorf("save %s %s: %w", s.kind, m.id, err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.stored[m.id].version != m.version-1 {
		return fmt.Errorf("save %s %s version %d: %w", s.kind, m.id, m.version, port.ErrConflict)
	}
	s.stored[m.id] = kept[T]{m, body}
	return nil
}

// Restore puts one back as it was written down, whatever version the store has.
func (s *shelf[T]) Restore(t T) error {
	m := s.markOf(t)
	body, err := json.Marshal(t)
	if err != nil {
		return fmt.Errorf("restore %s %s: %w", s.kind, m.id, err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.stored[m.id] = kept[T]{m, body}
	return nil
}

// Overdue gives the ids of those whose deadline has passed.
func (s *shelf[T]) Overdue(ctx context.Context, before time.Time, limit int) ([]string, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	var ids []string
	for id, k := range s.stored {
		if !k.deadline.IsZero() && k.deadline.Before(before) {
			ids = append(ids, id)
		}
	}
	slices.SortFunc(ids, func(a, b string) int {
		return cmp.Or(s.stored[a].deadline.Compare(s.stored[b].deadline), cmp.Compare(a, b))
	})
	return ids[:min(max(limit, 0), len(ids))], nil
}

// all gives every one, in no order.
func (s *shelf[T]) all() ([]T, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []T
	for id, k := range s.stored {
		t, err := k.read()
		if err != nil {
			return nil, fmt.Errorf("read %s %s: %w", s.kind, id, err)
		}
		out = append(out, t)
	}
	return out, nil
}
