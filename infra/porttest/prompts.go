package porttest

import (
	"bytes"
	"context"
	"testing"
	"time"

	"ringdown/shared/port"
)

// Studio is a store of prompts as its suite needs it.
type Studio struct {
	port.Prompts
	// Send puts a file to an address, and gives the status.
	Send func(address string, file []byte) int
	// Fetch reads a published prompt as the provider does.
	Fetch func(name string) (audio []byte, ok bool)
	// Pass moves the clock by which addresses end.
	Pass func(time.Duration)
}

// Prompts is the suite of the port of the same name. Open gives an empty store.
func Prompts(t *testing.T, open func(t *testing.T) Studio) {
	t.Run("what is sent is read", func(t *testing.T) {
		s := open(t)
		_, err := s.Uploaded(t.Context(), "u1", 100)
		wantError(t, "read before it was sent", err, port.ErrNotFound)
		address, err := s.Upload(t.Context(), "u1", time.Minute)
		must(t, "address", err)
		if status := s.Send(address, []byte("a recording")); status != 200 {
			t.Fatalf("sent with status %d", status)
		}
		got, err := s.Uploaded(t.Context(), "u1", 11)
		if err != nil || string(got) != "a recording" {
			t.Errorf("read %q, %v", got, err)
		}
		_, err = s.Uploaded(t.Context(), "u1", 10)
		wantError(t, "read more than wanted", err, port.ErrRefused)
	})
	t.Run("an address ends, and cannot be made up", func(t *testing.T) {
		s := open(t)
		address, err := s.Upload(t.Context(), "u1", time.Minute)
		must(t, "address", err)
		s.Pass(2 * time.Minute)
		if status := s.Send(address, []byte("late")); status != 403 {
			t.Errorf("sent late with status %d", status)
		}
		if status := s.Send(address[:bytes.IndexByte([]byte(address), '?')], []byte("forged")); status != 403 {
			t.Errorf("sent without a signature with status %d", status)
		}
		for _, life := range []time.Duration{0, -time.Second, 2 * port.UploadLongest} {
			_, err := s.Upload(t.Context(), "u1", life)
			wantError(t, name("address for %s", life), err, port.ErrRefused)
		}
	})
	t.Run("a prompt is published once, and again", func(t *testing.T) {
		s := open(t)
		for range 2 {
			must(t, "publish", s.Publish(t.Context(), "prompts/abc.mp3", []byte("sound")))
		}
		if got, ok := s.Fetch("prompts/abc.mp3"); !ok || string(got) != "sound" {
			t.Errorf("fetched %q, %v", got, ok)
		}
	})
	t.Run("cancelled", func(t *testing.T) {
		s := open(t)
		_, err := s.Upload(cancelled(), "u", time.Minute)
		wantError(t, "address", err, context.Canceled)
		_, err = s.Uploaded(cancelled(), "u", 1)
		wantError(t, "read", err, context.Canceled)
		wantError(t, "publish", s.Publish(cancelled(), "p", nil), context.Canceled)
	})
}
