package memport

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"sync"

	"ringdown/shared/call"
	"ringdown/shared/port"
)

var _ port.Reservations = (*Reservations)(nil)

// Reservations keeps for which call each user is rung.
type Reservations struct {
	mu     sync.Mutex
	stored map[string][]byte
}

// NewReservations makes an empty store.
func NewReservations() *Reservations { return &Reservations{stored: map[string][]byte{}} }

// Find reads a user's reservation.
func (s *Reservations) Find(ctx context.Context, user string) (r call.Reservation, err error) {
	if err := ctx.Err(); err != nil {
		return r, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	body, ok := s.stored[user]
	if !ok {
		return r, fmt.Errorf("find the reservation of user %s: %w", user, port.ErrNotFound)
	}
	return r, json.Unmarshal(body, &r)
}

// Take writes a reservation over the version before it; to take the same one again changes nothing.
func (s *Reservations) Take(ctx context.Context, r call.Reservation) error {
	was, err := s.Find(ctx, r.User)
	if ctx.Err() != nil {
		return err
	}
	body, err := json.Marshal(r)
	if err != nil {
		return fmt.Errorf("reserve user %s: %w", r.User, err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if bytes.Equal(s.stored[r.User], body) {
		return nil
	}
	if stored, ok := s.stored[r.User]; ok {
		if err := json.Unmarshal(stored, &was); err != nil {
			return fmt.Errorf("reserve user %s: %w", r.User, err)
		}
	}
	if was.Version != r.Version-1 {
		return fmt.Errorf("reserve user %s for call %s: %w", r.User, r.Call, port.ErrConflict)
	}
	s.stored[r.User] = body
	return nil
}
