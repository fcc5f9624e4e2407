package memport

import (
	"context"
	"fmt"
	"net/url"
	"strconv"
	"sync"
	"time"

	"ringdown/shared/port"
	"ringdown/shared/token"
)

var _ port.Prompts = (*Prompts)(nil)

// Prompts keeps uploads and prompts.
type Prompts struct {
	BaseURL string
	Key     []byte
	Now     func() time.Time

	mu        sync.Mutex
	uploads   map[string][]byte
	published map[string][]byte
}

// Upload gives an address to send a file to.
func (s *Prompts) Upload(ctx context.Context, key string, life time.Duration) (string, error) {
	if err := ctx.Err(); err != nil {
		return "", err
	}
	if life < time.Second || life > port.UploadLongest {
		return "", fmt.Errorf("address for the upload %s for %s: not between a second and %s: %w", key, life, port.UploadLongest, port.ErrRefused)
	}
	end := strconv.FormatInt(s.Now().Add(life).Unix(), 10)
	return s.BaseURL + "/uploads/" + url.PathEscape(key) + "?until=" + end + "&token=" + token.Sign(s.Key, "upload", key, end), nil
}

// Take keeps what was sent to an address that is still good.
func (s *Prompts) Take(key, until, mac string, file []byte) error {
	end, err := strconv.ParseInt(until, 10, 64)
	if err != nil || !token.Check(s.Key, mac, "upload", key, until) || s.Now().Unix() >= end {
		return fmt.Errorf("take the upload %s: %w", key, port.ErrRefused)
	}
	s.Restore(key, file)
	return nil
}

// Restore keeps a file as if it had been sent.
func (s *Prompts) Restore(key string, file []byte) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.uploads == nil {
		s.uploads = map[string][]byte{}
	}
	s.uploads[key] = file
}

// Uploaded reads what was sent.
func (s *Prompts) Uploaded(ctx context.Context, key string, most int64) ([]byte, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	file, ok := s.uploads[key]
	switch {
	case !ok:
		return nil, fmt.Errorf("read the upload %s: %w", key, port.ErrNotFound)
	case int64(len(file)) > most:
		return nil, fmt.Errorf("read the upload %s: %d bytes of at most %d: %w", key, len(file), most, port.ErrRefused)
	}
	return file, nil
}

// Publish stores the audio of a prompt.
func (s *Prompts) Publish(ctx context.Context, name string, audio []byte) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.published == nil {
		s.published = map[string][]byte{}
	}
	s.published[name] = audio
	return nil
}

// Published gives the audio of a prompt.
func (s *Prompts) Published(name string) ([]byte, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	audio, ok := s.published[name]
	return audio, ok
}
