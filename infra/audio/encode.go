package main

import (
	"bytes"
	"fmt"
	"math"

	"github.com/braheezy/shine-mp3/pkg/mp3"
)

const (
	sampleRate = 16000
	// kilobits a second; with 16 kHz a frame then has 144 bytes exactly, never padded.
	kilobits        = 32
	kilobitsIndex   = 4   // of 32 in the table for MPEG-2 layer III (ISO 13818-3, 2.4.2.3)
	samplesPerFrame = 576 // of MPEG-2 layer III (the same)
	bytesPerFrame   = samplesPerFrame / 8 * kilobits * 1000 / sampleRate
)

// encode writes samples of -1 to 1 as MP3. The number of samples must fill its frames.
func encode(samples []float64) ([]byte, error) {
	if len(samples)%samplesPerFrame != 0 {
		return nil, fmt.Errorf("encode %d samples: not a multiple of %d, so it would end in a half-filled frame", len(samples), samplesPerFrame)
	}
	pcm := make([]int16, len(samples))
	for i, s := range samples {
		pcm[i] = int16(math.Round(max(-1, min(1, s)) * math.MaxInt16))
	}
	e := mp3.NewEncoder(sampleRate, 1)
	// The encoder has no option for the bit rate, and computes these from its default.
	e.Mpeg.Bitrate, e.Mpeg.BitrateIndex = kilobits, kilobitsIndex
	e.Mpeg.WholeSlotsPerFrame, e.Mpeg.FracSlotsPerFrame, e.Mpeg.SlotLag, e.Mpeg.Padding = bytesPerFrame, 0, 0, 0
	var out bytes.Buffer
	if err := e.Write(&out, pcm); err != nil {
		return nil, fmt.Errorf("encode %d samples: %w", len(samples), err)
	}
	return out.Bytes(), nil
}
