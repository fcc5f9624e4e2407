package sound

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/hajimehoshi/go-mp3"
)

// Heard is what there is to hear in a recording.
type Heard struct {
	Duration time.Duration
	Speech   time.Duration // how much of it is speech
	Last     time.Duration // when the last of it ends; 0 without any
}

// Empty reports whether nobody said anything.
func (h Heard) Empty() bool { return h.Speech < speechTimeMin }

// Listen decodes a recording (mp3, or wav with 16 bits) and hears whether somebody speaks in it. An
// error says that it cannot be decoded, and nothing about what is in it. More than durationMax is
// not listened to.
func Listen(recording []byte) (Heard, error) {
	samples, rate, err := decode(recording)
	if err != nil {
		return Heard{}, fmt.Errorf("listen to a recording of %d bytes: %w", len(recording), err)
	}
	return judge(framesOf(samples, rate), len(samples), rate), nil
}

// SecondsSpoken returns how many seconds of a recording there are until the last word in it ends; 0
// where nobody speaks.
func SecondsSpoken(recording []byte) (int, error) {
	h, err := Listen(recording)
	if err != nil || h.Empty() {
		return 0, err
	}
	return max(int(h.Last.Round(time.Second)/time.Second), 1), nil
}

func decode(recording []byte) (samples []float64, rate int, err error) {
	if bytes.HasPrefix(recording, []byte("RIFF")) {
		return decodeWAV(recording)
	}
	d, err := mp3.NewDecoder(bytes.NewReader(recording))
	if err != nil {
		return nil, 0, err
	}
	rate = d.SampleRate()
	if rate <= 0 {
		return nil, 0, errors.New("it names no sample rate")
	}
	pcm, err := io.ReadAll(io.LimitReader(d, int64(durationMax/time.Second)*int64(rate)*4))
	if err != nil && len(pcm) == 0 { // one that breaks off is heard as far as it goes
		return nil, 0, err
	}
	return mixed(pcm, 2), rate, nil // the decoder always gives two channels
}

// decodeWAV reads the sound of a RIFF file of PCM with 16 bits a sample.
func decodeWAV(file []byte) (samples []float64, rate int, err error) {
	var channels, bits int
	for rest := file[min(12, len(file)):]; len(rest) >= 8; {
		kind, size := string(rest[:4]), int(binary.LittleEndian.Uint32(rest[4:]))
		body := rest[8:]
		switch {
		case kind == "fmt " && len(body) >= 16:
			channels, rate = int(binary.LittleEndian.Uint16(body[2:])), int(binary.LittleEndian.Uint32(body[4:]))
			bits = int(binary.LittleEndian.Uint16(body[14:]))
		case kind == "data":
			if bits != 16 || channels < 1 || channels > 32 || rate < 4000 || rate > 192_000 {
				return nil, 0, fmt.Errorf("a wav file with %d bits, %d channels and %d samples a second is not read", bits, channels, rate)
			}
			body = body[:min(size, len(body), int(durationMax/time.Second)*rate*channels*2)]
			return mixed(body, channels), rate, nil
		}
		if size < 0 || size > len(body) {
			break
		}
		rest = body[size:]
		if size%2 == 1 && len(rest) > 0 { // chunks are padded to whole words
			rest = rest[1:]
		}
	}
	return nil, 0, errors.New("it holds no sound")
}

// mixed reads samples of 16 bits as numbers between -1 and 1, all channels in one.
func mixed(pcm []byte, channels int) []float64 {
	step := 2 * channels
	out := make([]float64, 0, len(pcm)/step)
	for ; len(pcm) >= step; pcm = pcm[step:] {
		sum := 0.0
		for c := range channels {
			sum += float64(int16(binary.LittleEndian.Uint16(pcm[2*c:])))
		}
		out = append(out, sum/float64(channels)/32768)
	}
	return out
}
