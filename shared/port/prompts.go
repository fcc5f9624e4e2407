package port

import (
	"context"
	"time"
)

// Prompts keeps uploaded files for a while, and the prompts that are made of them for good.
type Prompts interface {
	// Upload gives an address to which a file can be sent by PUT, by anybody who has it, within a life
	// of at most an hour.
	Upload(ctx context.Context, key string, life time.Duration) (address string, err error)
	// Uploaded reads what was sent. ErrNotFound: nothing was. ErrRefused: it has more bytes.
	Uploaded(ctx context.Context, key string, most int64) ([]byte, error)
	// Publish stores the audio of a prompt, an MP3, under a name below the shipped audio, where the
	// provider fetches it without credentials. Doing it twice is doing it once.
	Publish(ctx context.Context, name string, audio []byte) error
}

// UploadLongest is the longest life of an address of Upload.
const UploadLongest = time.Hour
