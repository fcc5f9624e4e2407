package port

import (
	"context"
	"time"

	"ringdown/shared/dialplan"
	"ringdown/shared/e164"
	"ringdown/shared/resource"
	"ringdown/shared/verify"
)

// Settings keeps settings as resources, and publishes what they compile to. One head counts the
// saves; every write is on the condition that nobody else has moved it on since it was read.
type Settings interface {
	// Snapshot reads the head and the latest version of every resource as of one epoch, in one
	// request for each megabyte. A store that nobody saved to gives the zero Snapshot.
	Snapshot(ctx context.Context) (resource.Snapshot, error)
	// Lines is that of Dialplans.
	Lines(ctx context.Context) ([]LineVersion, error)
	// Save writes all of a save or nothing. ErrConflict: the head has moved on, a line of it was
	// published by somebody else, or its Once was answered before. ErrRefused: it is larger than the
	// store takes at once, or another line has a number of it.
	Save(ctx context.Context, s Save) error
	// PublishLine publishes one line as of an epoch. ErrConflict: the head has moved on, or somebody
	// else published the line. ErrRefused as Save.
	PublishLine(ctx context.Context, epoch int, p Publication) error
	// CatchUp clears the head's Behind, if its epoch is this one, else ErrConflict.
	CatchUp(ctx context.Context, epoch int) error
	// Versions lists a resource's versions below one, newest first, at most so many.
	Versions(ctx context.Context, ref resource.Ref, below, most int) ([]resource.Resource, error)
	// Records lists the audit records of a month after a number, oldest first, at most so many.
	Records(ctx context.Context, month string, after, most int) ([]resource.Record, error)
	// Proofs reads which contacts of a user are proven to be theirs; version 0 where nobody has tried.
	Proofs(ctx context.Context, user string) (verify.Proofs, error)
	// Prove writes them if the stored version is one less than theirs (none for version 1), else
	// ErrConflict.
	Prove(ctx context.Context, p verify.Proofs) error
	// Answered gives what was answered to a request that was made before. ErrNotFound.
	Answered(ctx context.Context, key string) (Once, error)
}

// Save is one save of settings.
type Save struct {
	Epoch   int           // that it follows; the head's
	Head    resource.Head // that it makes: epoch one more
	Changed []resource.Resource
	Record  resource.Record
	Publish []Publication
	Once    *Once // nil: the request may be repeated
}

// Writes counts the store's writes of a save: head, record and Once, two for each resource, and
// those of each line.
func (s Save) Writes() int {
	n := 3 + 2*len(s.Changed)
	for _, p := range s.Publish {
		n += 2 + len(p.Numbers)
		if p.Dialplan != nil {
			n += len(p.Dialplan.Numbers())
		}
	}
	return n
}

// Publication makes a dialplan the current one of its line, or withdraws the line.
type Publication struct {
	Line     string
	Follows  int                // the version it follows
	Numbers  []e164.Number      // in service until now
	Dialplan *dialplan.Dialplan // of the next version; nil: the line is withdrawn
	Digest   string             // of the dialplan
	// From names the lines that give up one of its numbers in the same save, by the number.
	From map[e164.Number]string
}

// Once is the answer to a request that its sender named, so that a repeat of it is not done twice.
type Once struct {
	Key     string // of the sender and the name
	Request string // digest of the request
	Answer  []byte
	Until   time.Time // it is kept
}

// MaxSaveWrites is how many writes one save may have (DynamoDB guide, TransactWriteItems).
const MaxSaveWrites = 100
