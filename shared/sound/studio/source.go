package studio

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"

	"github.com/go-audio/aiff"
	"github.com/go-audio/audio"
	"github.com/go-audio/wav"
	"github.com/hajimehoshi/go-mp3"
)

// source gives a recording block by block, mixed to one channel; full scale is 1.
type source struct {
	rate int
	next func() ([]float32, error) // io.EOF at the end; the block is good until the next
}

// blockFrames is how many frames are read at once.
const blockFrames = 4096

// open makes a source of a file.
func open(file []byte, kind Kind) (source, error) {
	switch kind {
	case WAV:
		return openWAV(file)
	case AIFF:
		return openAIFF(file)
	}
	return openMP3(file)
}

func openMP3(file []byte) (source, error) {
	d, err := mp3.NewDecoder(bytes.NewReader(file))
	if err != nil {
		return source{}, fmt.Errorf("it cannot be decoded as MP3 (%w): save it as WAV", err)
	}
	raw := make([]byte, 4*blockFrames) // 16 bits of two channels, whatever the file has
	out := make([]float32, blockFrames)
	next := func() ([]float32, error) {
		n, err := io.ReadFull(d, raw)
		if n < 4 {
			if err == nil || errors.Is(err, io.ErrUnexpectedEOF) {
				err = io.EOF
			}
			return nil, err
		}
		for i := range n / 4 {
			left, right := int16(binary.LittleEndian.Uint16(raw[4*i:])), int16(binary.LittleEndian.Uint16(raw[4*i+2:]))
			out[i] = (float32(left) + float32(right)) / 2 / 32768
		}
		return out[:n/4], nil
	}
	return source{d.SampleRate(), next}, nil
}

// The formats of samples (RFC 2361); 65534 says that the real one stands further on.
const formatPCM, formatExtensible = 1, 65534

func openWAV(file []byte) (source, error) {
	d := wav.NewDecoder(bytes.NewReader(file))
	d.ReadInfo()
	if err := d.Err(); err != nil {
		return source{}, fmt.Errorf("it cannot be read as WAV (%w): save it anew", err)
	}
	// The library decodes floating point and telephone codings as loud noise, without an error.
	if d.WavAudioFormat != formatPCM && (d.WavAudioFormat != formatExtensible || !extensiblePCM(file)) {
		return source{}, fmt.Errorf("it is a WAV file of format %d: save it as WAV with 16 bits PCM", d.WavAudioFormat)
	}
	if err := d.FwdToPCM(); err != nil {
		return source{}, fmt.Errorf("it is a WAV file without sound (%w): save it anew", err)
	}
	bits := int(d.BitDepth)
	return intSource(int(d.SampleRate), int(d.NumChans), bits, bits == 8, d.PCMBuffer)
}

// extensiblePCM looks for the sub-format of PCM, whose first two bytes are its format.
func extensiblePCM(file []byte) bool {
	const subFormat = "\x01\x00\x00\x00\x00\x00\x10\x00\x80\x00\x00\xaa\x00\x38\x9b\x71"
	i := bytes.Index(file, []byte("fmt "))
	return i >= 0 && len(file) >= i+48 && string(file[i+32:i+48]) == subFormat
}

func openAIFF(file []byte) (source, error) {
	d := aiff.NewDecoder(bytes.NewReader(file))
	if !d.IsValidFile() {
		return source{}, errors.New("it cannot be read as AIFF: save it anew, as WAV")
	}
	if err := d.FwdToPCM(); err != nil {
		return source{}, fmt.Errorf("it is an AIFF file without sound (%w): save it as WAV", err)
	}
	return intSource(d.SampleRate, int(d.NumChans), int(d.BitDepth), false, d.PCMBuffer)
}

// intSource reads whole numbers. Those of eight bits in a WAV file have no sign.
func intSource(rate, channels, bits int, unsigned bool, read func(*audio.IntBuffer) (int, error)) (source, error) {
	if channels < 1 || channels > channelsMax || bits != 8 && bits != 16 && bits != 24 && bits != 32 {
		return source{}, fmt.Errorf("it has %d channels of %d bits: save it as WAV with one or two channels of 16 bits", channels, bits)
	}
	buffer := &audio.IntBuffer{Format: &audio.Format{NumChannels: channels, SampleRate: rate}, Data: make([]int, blockFrames*channels)}
	out := make([]float32, blockFrames)
	full := float32(int64(1) << (bits - 1))
	next := func() ([]float32, error) {
		buffer.Data = buffer.Data[:cap(buffer.Data)]
		n, err := read(buffer)
		frames := n / channels
		if frames == 0 {
			if err == nil {
				err = io.EOF
			}
			return nil, err
		}
		for i := range frames {
			sum := float32(0)
			for c := range channels {
				v := float32(buffer.Data[i*channels+c])
				if unsigned {
					v -= 128
				}
				sum += v
			}
			out[i] = sum / float32(channels) / full
		}
		return out[:frames], nil
	}
	return source{rate, next}, nil
}
