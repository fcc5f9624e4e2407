package porttest

import (
	"bytes"
	"context"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"ringdown/shared/port"
)

// Library is a store of recordings as its suite needs it: with a way to open an
// address, as a browser would, and a clock to pass time with.
type Library struct {
	port.Archive
	// Open gives what the address plays; a status other than 200 has no audio.
	Open func(address string) (status int, contentType string, audio []byte)
	// Pass moves the clock by which addresses end.
	Pass func(time.Duration)
}

// Recordings is the suite of the port of the same name. Open gives an empty store.
func Recordings(t *testing.T, open func(t *testing.T) Library) {
	t.Run("keep", func(t *testing.T) { recordingsKeep(t, open) })
	t.Run("address", func(t *testing.T) { recordingsAddress(t, open) })
	t.Run("copy and delete", func(t *testing.T) { recordingsCopied(t, open(t)) })
	t.Run("cancelled", func(t *testing.T) {
		l := open(t)
		wantError(t, "copy", l.Copy(cancelled(), "a", "b"), context.Canceled)
		wantError(t, "delete", l.Delete(cancelled(), "a"), context.Canceled)
		wantError(t, "keep", l.Keep(cancelled(), "a", "audio/mpeg", strings.NewReader("audio")), context.Canceled)
		_, err := l.Address(cancelled(), "a", time.Minute)
		wantError(t, "address", err, context.Canceled)
		_, err = l.Address(t.Context(), "a", time.Minute)
		wantError(t, "address of what was not kept", err, port.ErrNotFound)
	})
}

// wantPlays opens a fresh address of the key.
func wantPlays(t *testing.T, l Library, key, contentType string, audio []byte) {
	t.Helper()
	address, err := l.Address(t.Context(), key, time.Minute)
	must(t, "address", err)
	status, gotType, got := l.Open(address)
	if status != 200 || gotType != contentType || !bytes.Equal(got, audio) {
		t.Errorf("%s plays with status %d: %d bytes of %q, want %d of %q", key, status, len(got), gotType, len(audio), contentType)
	}
}

func recordingsKeep(t *testing.T, open func(t *testing.T) Library) {
	t.Run("it plays as it was kept", func(t *testing.T) {
		l := open(t)
		audio := bytes.Repeat([]byte{0xff, 0xfb, 0x00, '\n'}, 50_000)
		must(t, "keep", l.Keep(t.Context(), "voicemail/call-1/r-1", "audio/mpeg", bytes.NewReader(audio)))
		wantPlays(t, l, "voicemail/call-1/r-1", "audio/mpeg", audio)
	})
	t.Run("once: keeping it again changes nothing", func(t *testing.T) {
		l := open(t)
		must(t, "keep", l.Keep(t.Context(), "a", "audio/mpeg", strings.NewReader("first")))
		wantError(t, "keep again", l.Keep(t.Context(), "a", "audio/wav", strings.NewReader("second")), nil)
		wantPlays(t, l, "a", "audio/mpeg", []byte("first"))
	})
	t.Run("one key leaves another alone", func(t *testing.T) {
		l := open(t)
		must(t, "keep", l.Keep(t.Context(), "a/1", "audio/mpeg", strings.NewReader("one")))
		must(t, "keep", l.Keep(t.Context(), "a/12", "audio/wav", strings.NewReader("twelve")))
		wantPlays(t, l, "a/1", "audio/mpeg", []byte("one"))
		wantPlays(t, l, "a/12", "audio/wav", []byte("twelve"))
	})
	t.Run("audio that breaks off is not kept", func(t *testing.T) {
		l := open(t)
		broken := errors.New("connection lost")
		audio := io.MultiReader(strings.NewReader("the first ha"), iotest.ErrReader(broken))
		wantError(t, "keep", l.Keep(t.Context(), "a", "audio/mpeg", audio), broken)
		_, err := l.Address(t.Context(), "a", time.Minute)
		wantError(t, "address", err, port.ErrNotFound)
		wantError(t, "keep it whole", l.Keep(t.Context(), "a", "audio/mpeg", strings.NewReader("the whole")), nil)
		wantPlays(t, l, "a", "audio/mpeg", []byte("the whole"))
	})
	t.Run("a file without end is refused", func(t *testing.T) {
		wantError(t, "keep", open(t).Keep(t.Context(), "a", "audio/mpeg", endless{}), port.ErrRefused)
	})
	t.Run("what is not audio cannot run in a browser", func(t *testing.T) {
		l := open(t)
		must(t, "keep", l.Keep(t.Context(), "a", "text/html", strings.NewReader("<script>")))
		wantPlays(t, l, "a", "application/octet-stream", []byte("<script>"))
	})
}

type endless struct{}

func (endless) Read(p []byte) (int, error) { return len(p), nil }

func recordingsAddress(t *testing.T, open func(t *testing.T) Library) {
	t.Run("a key nobody kept is not found", func(t *testing.T) {
		_, err := open(t).Address(t.Context(), "nothing", time.Minute)
		wantError(t, "address", err, port.ErrNotFound)
	})
	t.Run("it plays for that long, as often as wanted, and then no more", func(t *testing.T) {
		l := open(t)
		must(t, "keep", l.Keep(t.Context(), "a", "audio/mpeg", strings.NewReader("audio")))
		address, err := l.Address(t.Context(), "a", 10*time.Minute)
		must(t, "address", err)
		for _, tt := range []struct {
			pass time.Duration
			want int
		}{{0, 200}, {9 * time.Minute, 200}, {2 * time.Minute, 403}} {
			l.Pass(tt.pass)
			if status, _, audio := l.Open(address); status != tt.want || (status == 200) != (string(audio) == "audio") {
				t.Errorf("after another %s: status %d with %q, want %d", tt.pass, status, audio, tt.want)
			}
		}
	})
	t.Run("it opens nothing else", func(t *testing.T) {
		l := open(t)
		must(t, "keep", l.Keep(t.Context(), "mine", "audio/mpeg", strings.NewReader("mine")))
		must(t, "keep", l.Keep(t.Context(), "ours", "audio/mpeg", strings.NewReader("ours")))
		address, err := l.Address(t.Context(), "mine", time.Minute)
		must(t, "address", err)
		if status, _, audio := l.Open(strings.Replace(address, "mine", "ours", 1)); status != 403 {
			t.Errorf("an address bent to another key: status %d with %q, want 403", status, audio)
		}
	})
	t.Run("a life that no address can have is refused", func(t *testing.T) {
		l := open(t)
		must(t, "keep", l.Keep(t.Context(), "a", "audio/mpeg", strings.NewReader("audio")))
		for _, life := range []time.Duration{0, -time.Second, 8 * 24 * time.Hour} {
			_, err := l.Address(t.Context(), "a", life)
			wantError(t, name("address for %s", life), err, port.ErrRefused)
		}
	})
}

func recordingsCopied(t *testing.T, l Library) {
	must(t, "keep", l.Keep(t.Context(), "voicemail/c/1", "audio/mpeg", strings.NewReader("audio")))
	wantError(t, "copy what is not there", l.Copy(t.Context(), "voicemail/c/2", "held/voicemail/c/2"), port.ErrNotFound)
	must(t, "copy", l.Copy(t.Context(), "voicemail/c/1", "held/voicemail/c/1"))
	must(t, "delete", l.Delete(t.Context(), "voicemail/c/1"))
	must(t, "delete again", l.Delete(t.Context(), "voicemail/c/1"))
	_, err := l.Address(t.Context(), "voicemail/c/1", time.Minute)
	wantError(t, "address of what is deleted", err, port.ErrNotFound)
	wantPlays(t, l, "held/voicemail/c/1", "audio/mpeg", []byte("audio"))
}
