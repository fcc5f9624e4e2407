package port

import (
	"context"

	"ringdown/shared/dialplan"
	"ringdown/shared/e164"
)

// Dialplans keeps what settings compile to.
type Dialplans interface {
	// ByNumber reads the current dialplan of a number. ErrNotFound.
	ByNumber(ctx context.Context, number e164.Number) (dialplan.Dialplan, error)
	Publishing
}

// Publishing is what publishing settings asks of the dialplans. A version of a line never changes, so a
// reader may remember it.
type Publishing interface {
	// ByVersion reads one version of a line's dialplan, current or not. ErrNotFound.
	ByVersion(ctx context.Context, lineID string, version int) (dialplan.Dialplan, error)
	// Publish stores the dialplan and makes it the current one of its number, if the current version of
	// the line is one less than its own (none for version 1), else ErrConflict. ErrRefused: it is too
	// large, or its number belongs to another line.
	Publish(ctx context.Context, d dialplan.Dialplan) error
	// Withdraw takes the number out of service, if the line's current version is this one, else
	// ErrConflict. Its versions can still be read.
	Withdraw(ctx context.Context, lineID string, version int) error
	// Lines gives the latest version of every line that was ever published, ordered by the lines' ids. It
	// is for people who look after settings; no call asks for it.
	Lines(ctx context.Context) ([]LineVersion, error)
}

// LineVersion is how far a line has come.
type LineVersion struct {
	Line    string
	Version int           // the latest; the next to publish is one more
	Numbers []e164.Number // in service with that version; none when the line was withdrawn
	Digest  string        // of that version's content; "" where it was published without
}
