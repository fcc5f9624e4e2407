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
