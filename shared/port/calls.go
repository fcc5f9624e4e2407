package port

import (
	"context"
	"io"
	"time"

	"ringdown/shared/call"
)

// Calls keeps the calls. Reading changes nothing, so an error of a read means that it was not done.
type Calls interface {
	// Load reads a call as it was saved last, never an older one. ErrNotFound.
	Load(ctx context.Context, id string) (call.Call, error)
	// Save writes the call if the stored version is one less than its own (none for version 1),
	// else ErrConflict. When nobody knows whether it was written, load: the version tells.
	Save(ctx context.Context, c call.Call) error
	// Overdue gives the ids of calls whose deadline is before the instant, the earliest first, at
	// most limit. It may be a moment behind Save.
	Overdue(ctx context.Context, before time.Time, limit int) ([]string, error)
	// OnDay gives the calls that arrived at a line ("" is every line) on a day in UTC, the latest
	// first, at most limit.
	OnDay(ctx context.Context, lineID string, day time.Time, limit int) ([]call.Call, error)
}

// Recordings keeps the audio of messages and talks.
type Recordings interface {
	// Keep stores the audio under a key, once: keeping it again changes nothing, so it is done
	// again where nobody knows whether it was done. It reads the audio to its end or to its first
	// error.
	Keep(ctx context.Context, key, contentType string, audio io.Reader) error
	// Address gives a URL at which the audio can be played for that long. ErrNotFound.
	Address(ctx context.Context, key string, life time.Duration) (string, error)
}
