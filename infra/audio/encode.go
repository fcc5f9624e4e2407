package main

import (
	"fmt"
	"math"

	"ringdown/shared/sound/mpeg"
)

const (
	sampleRate      = mpeg.Rate
	samplesPerFrame = mpeg.FrameSamples
	bytesPerFrame   = mpeg.FrameBytes
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
	return mpeg.Encode(pcm)
}
