package port

import (
	"context"

	"ringdown/shared/call"
)

// Reservations keeps for which call each user is rung, one for a user, so that two calls do not
// ring the same person.
type Reservations interface {
	// Find reads a user's reservation as it was taken last, never an older one. ErrNotFound.
	Find(ctx context.Context, user string) (call.Reservation, error)
	// Take writes the reservation if the stored version is one less than its own (none for version
	// 1), else ErrConflict. When nobody knows whether it was written, it may stand for a leg that
	// is dialled all the same.
	Take(ctx context.Context, r call.Reservation) error
}
