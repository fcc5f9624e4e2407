package memport

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"ringdown/shared/call"
)

// All gives every call, the earliest first: for whoever writes the store down.
func (s *Calls) All() ([]call.Call, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var calls []call.Call
	for id, item := range s.stored {
		c, err := item.call()
		if err != nil {
			return nil, fmt.Errorf("read call %s: %w", id, err)
		}
		calls = append(calls, c)
	}
	slices.SortFunc(calls, func(a, b call.Call) int { return cmp.Or(a.Arrived.Compare(b.Arrived), cmp.Compare(a.ID, b.ID)) })
	return calls, nil
}

// Restore puts a call back as it was written down, whatever version the store has.
func (s *Calls) Restore(c call.Call) error {
	body, err := json.Marshal(c)
	if err != nil {
		return fmt.Errorf("restore call %s: %w", c.ID, err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.stored[c.ID] = storedCall{version: c.Version, deadline: c.Deadline, body: body}
	return nil
}

// All gives every recording by its key. The audio is not to be changed.
func (s *Recordings) All() map[string]Recording {
	s.mu.Lock()
	defer s.mu.Unlock()
	return maps.Clone(s.stored)
}

// Restore puts a recording back.
func (s *Recordings) Restore(key string, r Recording) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.stored == nil {
		s.stored = map[string]Recording{}
	}
	s.stored[key] = r
}
