package webhook

import (
	"context"
	"errors"
	"sync"
	"time"

	"ringdown/shared/vonage"
)

// readAgainAfter is the least time between two reads of the secrets: somebody who sends forged
// webhooks must not make us ask for secrets all day.
const readAgainAfter = time.Minute

// Rotation checks signatures while the account's secret may be changed: a signature that
// fits none of the secrets we hold has them read again, and is then checked once more.
//
// Why so: a function runs for hours and reads its secrets when it starts. Without this, a
// change of the secret would refuse every caller until the last of them has ended. It is
// safe for concurrent use.
type Rotation struct {
	// Read returns the secrets that hold now: the newest, and for some time the one before.
	Read func(context.Context) ([][]byte, error)

	mu      sync.Mutex
	read    time.Time
	secrets [][]byte // nil: those of the verifier
}

// Verify checks a request as the verifier does. A nil rotation never reads again.
func (t *Rotation) Verify(ctx context.Context, v vonage.Verifier, kind string, r vonage.Request, now time.Time) error {
	if t == nil {
		return v.Verify(kind, r, now)
	}
	v.Secrets = t.held(v.Secrets)
	err := v.Verify(kind, r, now)
	if !errors.Is(err, vonage.ErrForged) || !t.readAgain(ctx, now) {
		return err
	}
	v.Secrets = t.held(v.Secrets)
	return v.Verify(kind, r, now)
}

func (t *Rotation) held(otherwise [][]byte) [][]byte {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.secrets == nil {
		return otherwise
	}
	return t.secrets
}

// readAgain reports whether the secrets were read. One that could not be read leaves those we hold.
func (t *Rotation) readAgain(ctx context.Context, now time.Time) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	if !t.read.IsZero() && now.Sub(t.read) < readAgainAfter {
		return false
	}
	t.read = now
	secrets, err := t.Read(ctx)
	if err != nil || len(secrets) == 0 {
		return false
	}
	t.secrets = secrets
	return true
}
