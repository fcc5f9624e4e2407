package memport

import (
	"context"
	"encoding/binary"
	"fmt"
	"math"
	"unicode/utf8"

	"ringdown/shared/port"
	"ringdown/shared/speech"
)

var _ port.Voices = (*Voices)(nil)

// Voices hums: a tone of the length that the text would take. It knows the voices by name, and refuses
// what Amazon Polly refuses.
type Voices struct {
	// Speak is a program of the machine that reads out; nil, or one that has no such voice: the hum.
	Speak func(ctx context.Context, text string, v speech.Voice) (wav []byte, ok bool)
}

const (
	humRate = 16000
	humHz   = 220
	// sayCharactersMax is what Polly takes (SynthesizeSpeech, limits: 3,000 billed characters).
	sayCharactersMax = 3000
)

// Say gives a WAV file.
func (s *Voices) Say(ctx context.Context, text, voice string) ([]byte, error) {
	v, ok := speech.VoiceNamed(voice)
	plain := speech.Plain(text)
	_, wellFormed := speech.SplitSSML(text)
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case !ok || v.Name != voice:
		return nil, fmt.Errorf("there is no voice %q: %w", voice, port.ErrRefused)
	case speech.IsSSML(text) && !wellFormed:
		return nil, fmt.Errorf("the text is no well-formed SSML: %w", port.ErrRefused)
	case utf8.RuneCountInString(plain) > sayCharactersMax:
		return nil, fmt.Errorf("the text has more than %d characters: %w", sayCharactersMax, port.ErrRefused)
	}
	if s.Speak != nil {
		if wav, ok := s.Speak(ctx, plain, v); ok {
			return wav, nil
		}
	}
	return hum(int(speech.TextDuration(text).Seconds() * humRate)), nil
}

// hum is a WAV file of one channel, 16 bits a sample.
func hum(samples int) []byte {
	wav := make([]byte, 0, 44+2*samples)
	wav = append(wav, "RIFF"...)
	wav = binary.LittleEndian.AppendUint32(wav, uint32(36+2*samples))
	wav = append(wav, "WAVEfmt "...)
	for _, field := range []any{uint32(16), uint16(1), uint16(1), uint32(humRate), uint32(2 * humRate), uint16(2), uint16(16)} {
		wav, _ = binary.Append(wav, binary.LittleEndian, field) // numbers: never fails
	}
	wav = append(wav, "data"...)
	wav = binary.LittleEndian.AppendUint32(wav, uint32(2*samples))
	for i := range samples {
		wav = binary.LittleEndian.AppendUint16(wav, uint16(int16(8000*math.Sin(2*math.Pi*humHz*float64(i)/humRate))))
	}
	return wav
}
