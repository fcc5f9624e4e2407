// Package pollyport is the port of voices, in Amazon Polly.
//
// It is apart from package awsport, whose Env it takes, so that only the function that makes prompts
// carries the client. The voices of a call are the phone provider's own and not these: they are for
// recordings, which sound the same in every call. To read out elsewhere, write another adapter of the port.
package pollyport

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/polly"
	"github.com/aws/aws-sdk-go-v2/service/polly/types"

	"ringdown/shared/awsport"
	"ringdown/shared/port"
)

var _ port.Voices = (*Voices)(nil)

// audioBytesMax bounds what is read: far more than 3,000 characters, the most that Polly reads out in
// one go (SynthesizeSpeech, limits), come to.
const audioBytesMax = 8 << 20

// sampleRate is the highest that Polly gives as MP3.
const sampleRate = "24000"

// Voices asks Polly.
type Voices struct{ client *polly.Client }

// NewVoices makes the port.
func NewVoices(e *awsport.Env) *Voices {
	return &Voices{polly.NewFromConfig(e.Config(awsport.PatientAttempt))}
}

// Say asks for the neural form of the voice, and for the standard one where the voice or the region has
// no other.
func (s *Voices) Say(ctx context.Context, text, voice string) ([]byte, error) {
	in := &polly.SynthesizeSpeechInput{
		Text: &text, TextType: types.TextTypeText, VoiceId: types.VoiceId(voice), Engine: types.EngineNeural,
		OutputFormat: types.OutputFormatMp3, SampleRate: aws.String(sampleRate),
	}
	if strings.HasPrefix(text, "<speak") {
		in.TextType = types.TextTypeSsml
	}
	out, err := s.client.SynthesizeSpeech(ctx, in)
	var noEngine *types.EngineNotSupportedException
	if errors.As(err, &noEngine) {
		in.Engine = types.EngineStandard
		out, err = s.client.SynthesizeSpeech(ctx, in)
	}
	if err != nil {
		return nil, fmt.Errorf("read %d characters out by the voice %s: %w", len([]rune(text)), voice, awsport.Explain(err))
	}
	defer out.AudioStream.Close()
	audio, err := io.ReadAll(io.LimitReader(out.AudioStream, audioBytesMax))
	if err != nil {
		return nil, fmt.Errorf("read what the voice %s says: %w", voice, err)
	}
	return audio, nil
}
