package port

import "errors"

// The errors of the ports. Each says that the thing was not done; whatever else a port returns
// means that nobody knows whether it was.
var (
	// ErrNotFound: there is no such thing.
	ErrNotFound = errors.New("not found")
	// ErrConflict: somebody else was faster; load again.
	ErrConflict = errors.New("version conflict")
	// ErrRefused: asking again in the same words is of no use.
	ErrRefused = errors.New("refused")
	// ErrThrottled: ask again later.
	ErrThrottled = errors.New("throttled")
)

// Refusal is ErrRefused for a reason that stands on the record: it names no address and quotes nobody.
type Refusal struct{ Reason string }

// Error is the reason.
func (r *Refusal) Error() string { return r.Reason }

// Is reports whether the refusal is that error.
func (r *Refusal) Is(target error) bool { return target == ErrRefused }
