package porttest

import (
	"context"
	"strings"
	"testing"

	"ringdown/shared/port"
	"ringdown/shared/sound/studio"
)

// Voices is the suite of the port of the same name.
func Voices(t *testing.T, open func(t *testing.T) port.Voices) {
	t.Run("what is said can be made a prompt", func(t *testing.T) {
		for _, text := range []string{"Our office is closed until Monday.", "<speak>Closed <break time=\"300ms\"/> until Monday.</speak>"} {
			audio, err := open(t).Say(t.Context(), text, "Amy")
			must(t, "say", err)
			if made, err := studio.Make(audio); err != nil || made.Seconds < 0.5 {
				t.Errorf("%q came as %d bytes that make a prompt of %.1f s, error %v", text, len(audio), made.Seconds, err)
			}
		}
	})
	t.Run("what nobody can say is refused", func(t *testing.T) {
		for name, c := range map[string][2]string{
			"no such voice": {"Hello", "Nobody"}, "no SSML": {"<speak>Hello", "Amy"}, "too long": {strings.Repeat("word ", 700), "Amy"},
		} {
			_, err := open(t).Say(t.Context(), c[0], c[1])
			wantError(t, name, err, port.ErrRefused)
		}
	})
	t.Run("a voice without the better engine speaks all the same", func(t *testing.T) {
		audio, err := open(t).Say(t.Context(), "Closed.", "Russell") // standard alone (Amazon Polly, available voices)
		if err != nil || len(audio) == 0 {
			t.Errorf("%d bytes, error %v", len(audio), err)
		}
	})
	t.Run("a cancelled context", func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if _, err := open(t).Say(ctx, "Hello", "Amy"); err == nil {
			t.Error("it was said")
		}
	})
}
