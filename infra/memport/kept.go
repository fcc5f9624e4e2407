package memport

import (
	"cmp"
	"maps"
	"slices"

	"ringdown/shared/alert"
	"ringdown/shared/call"
)

// All gives every call, the earliest first: for whoever writes the store down.
func (s *Calls) All() ([]call.Call, error) {
	calls, err := s.all()
	slices.SortFunc(calls, func(a, b call.Call) int { return cmp.Or(a.Arrived.Compare(b.Arrived), cmp.Compare(a.ID, b.ID)) })
	return calls, err
}

// All gives every alert, the earliest first.
func (s *Alerts) All() ([]alert.Alert, error) {
	alerts, err := s.all()
	slices.SortFunc(alerts, func(a, b alert.Alert) int { return cmp.Or(a.Raised.Compare(b.Raised), cmp.Compare(a.ID, b.ID)) })
	return alerts, err
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
