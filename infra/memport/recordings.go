package memport

import (
	"context"
	"fmt"
	"io"
	"strconv"
	"strings"
	"sync"
	"time"

	"ringdown/shared/port"
	"ringdown/shared/token"
)

var _ port.Archive = (*Recordings)(nil)

// addressLongest is how long an address may live: a week, as a presigned one of S3
// (Signature Version 4, X-Amz-Expires).
const addressLongest = 7 * 24 * time.Hour

// recordingBytesMax bounds one recording: ten minutes of the provider's mp3 are 2.4 MB.
const recordingBytesMax = 32 << 20

// Recordings keeps audio. Its addresses expire, as presigned ones do.
type Recordings struct {
	BaseURL string
	Key     []byte
	Now     func() time.Time

	mu     sync.Mutex
	stored map[string]Recording
}

// Recording is one kept message.
type Recording struct {
	ContentType string
	Audio       []byte
	KeptAt      time.Time // zero where an older desk wrote it down without
}

// Keep stores audio under a key, once.
func (s *Recordings) Keep(ctx context.Context, key, contentType string, audio io.Reader) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	body, err := io.ReadAll(io.LimitReader(audio, recordingBytesMax+1))
	if err != nil {
		return fmt.Errorf("read the audio of %s: %w", key, err)
	}
	if len(body) > recordingBytesMax {
		return fmt.Errorf("the audio of %s has more than %d bytes: %w", key, recordingBytesMax, port.ErrRefused)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.stored == nil {
		s.stored = map[string]Recording{}
	}
	if _, ok := s.stored[key]; !ok {
		s.stored[key] = Recording{ContentType: contentType, Audio: body, KeptAt: s.Now()}
	}
	return nil
}

// Address gives a URL that plays the audio for a while.
func (s *Recordings) Address(ctx context.Context, key string, life time.Duration) (string, error) {
	if err := ctx.Err(); err != nil {
		return "", err
	}
	if life < time.Second || life > addressLongest {
		return "", fmt.Errorf("address of %s for %s: not between a second and %s: %w", key, life, addressLongest, port.ErrRefused)
	}
	s.mu.Lock()
	_, ok := s.stored[key]
	s.mu.Unlock()
	if !ok {
		return "", fmt.Errorf("address of %s: %w", key, port.ErrNotFound)
	}
	end := strconv.FormatInt(s.Now().Add(life).Unix(), 10)
	return s.BaseURL + "/recordings/" + key + "?until=" + end + "&token=" + token.Sign(s.Key, "recording file", key, end), nil
}

// Play gives a recording to whoever has an address that is still good.
func (s *Recordings) Play(key, until, mac string) (Recording, error) {
	end, err := strconv.ParseInt(until, 10, 64)
	if err != nil || !token.Check(s.Key, mac, "recording file", key, until) || s.Now().Unix() >= end {
		return Recording{}, fmt.Errorf("play %s: %w", key, port.ErrRefused)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	r, ok := s.stored[key]
	if !ok {
		return Recording{}, fmt.Errorf("play %s: %w", key, port.ErrNotFound)
	}
	if !strings.HasPrefix(r.ContentType, "audio/") {
		r.ContentType = "application/octet-stream" // a browser must not run what a phone call left behind
	}
	return r, nil
}

// Copy keeps audio under another key as well.
func (s *Recordings) Copy(ctx context.Context, from, to string) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	r, ok := s.stored[from]
	if !ok {
		return fmt.Errorf("copy %s: %w", from, port.ErrNotFound)
	}
	s.stored[to] = r
	return nil
}

// Delete forgets audio.
func (s *Recordings) Delete(ctx context.Context, key string) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.stored, key)
	return nil
}
