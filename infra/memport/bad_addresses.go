package memport

import (
	"context"
	"fmt"
	"strings"
	"sync"

	"ringdown/shared/alert"
	"ringdown/shared/port"
)

var _ port.BadAddresses = (*BadAddresses)(nil)

// BadAddresses keeps bad addresses. Its zero value is empty.
type BadAddresses struct {
	mu  sync.Mutex
	bad map[string]alert.BadAddress
}

// Bad says what is known against an address.
func (s *BadAddresses) Bad(ctx context.Context, address string) (alert.BadAddress, error) {
	if err := ctx.Err(); err != nil {
		return alert.BadAddress{}, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	b, ok := s.bad[strings.ToLower(address)]
	if !ok {
		return b, fmt.Errorf("look up whether an address is bad: %w", port.ErrNotFound)
	}
	return b, nil
}

// Mark keeps that an address is bad.
func (s *BadAddresses) Mark(ctx context.Context, b alert.BadAddress) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.bad == nil {
		s.bad = map[string]alert.BadAddress{}
	}
	b.Address = strings.ToLower(b.Address)
	s.bad[b.Address] = b
	return nil
}

// Clear forgets what is known against an address.
func (s *BadAddresses) Clear(ctx context.Context, address string) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.bad, strings.ToLower(address))
	return nil
}
