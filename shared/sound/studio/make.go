package studio

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"math"

	"ringdown/shared/sound/mpeg"
)

// Prompt is what becomes of an upload.
type Prompt struct {
	MP3      []byte  // 16 kHz, mono
	Hash     string  // of MP3: its name
	From     Kind    // what the upload was
	Seconds  float64 // it plays
	PeakDB   float64 // of the upload, in dBFS; 0 is full scale
	LoudDB   float64 // root mean square of the upload where there is something to hear, in dBFS
	GainDB   float64 // by which it was made louder or softer
	Waveform []uint8 // loudness over time, 0 to 255, for a picture
}

// Make makes a prompt of an uploaded file. An error says what was found and what to do, for the person
// who uploaded it.
func Make(file []byte) (Prompt, error) {
	if len(file) > MaxBytes {
		return Prompt{}, fmt.Errorf("the file has %d bytes, of at most %d: shorten it, or save it as MP3", len(file), MaxBytes)
	}
	kind, err := KindOf(file)
	if err != nil {
		return Prompt{}, err
	}
	samples, err := samplesOf(file, kind)
	if err != nil {
		return Prompt{}, err
	}
	p := Prompt{From: kind, Seconds: float64(len(samples)) / Rate}
	if p.Seconds < minSeconds {
		return Prompt{}, fmt.Errorf("it plays for %.2f s: upload a recording of %.1f s at least", p.Seconds, minSeconds)
	}
	peak, loud := levels(samples)
	if loud < silenceRMS {
		return Prompt{}, errors.New("nothing is to be heard in it: record it again, louder")
	}
	gain := math.Min(gainMax, math.Min(targetRMS/loud, peakMax/peak))
	for i := range samples {
		samples[i] *= float32(gain)
	}
	p.PeakDB, p.LoudDB, p.GainDB = decibels(peak), decibels(loud), decibels(gain)
	p.Waveform = waveform(samples)
	if p.MP3, err = encode(samples); err != nil {
		return Prompt{}, err
	}
	sum := sha256.Sum256(p.MP3)
	p.Hash = hex.EncodeToString(sum[:])
	return p, nil
}

// samplesOf decodes a whole file to the rate of prompts. A length in a header is not believed.
func samplesOf(file []byte, kind Kind) (samples []float32, err error) {
	// The decoders are other people's, and the file is anybody's: whatever they do with it must not
	// end the function.
	defer func() {
		if r := recover(); r != nil {
			samples, err = nil, fmt.Errorf("it is broken (%s): save it anew", kind)
		}
	}()
	src, err := open(file, kind)
	if err != nil {
		return nil, err
	}
	if src.rate < rateMin || src.rate > rateMax {
		return nil, fmt.Errorf("it has %d samples a second: save it with 8000 to 192000, such as 44100", src.rate)
	}
	r := newResampler(src.rate, Rate)
	for {
		block, err := src.next()
		if errors.Is(err, io.EOF) {
			return r.end(samples), nil
		}
		if err != nil {
			return nil, fmt.Errorf("it is broken after %.1f s (%w): save it anew", float64(len(samples))/Rate, err)
		}
		if samples = r.push(samples, block); len(samples) > MaxSeconds*Rate {
			return nil, fmt.Errorf("it plays for more than %d s: shorten it", MaxSeconds)
		}
	}
}

func decibels(x float64) float64 { return math.Round(200*math.Log10(math.Max(x, 1e-6))) / 10 }

// blockSamples is what loudness is measured over: 20 ms.
const blockSamples = Rate / 50

// levels are the peak, and the loudness of the blocks that are within 20 dB of the loudest: pauses do
// not count.
func levels(samples []float32) (peak, loud float64) {
	var blocks []float64
	loudest := 0.0
	for start := 0; start < len(samples); start += blockSamples {
		sum := 0.0
		block := samples[start:min(start+blockSamples, len(samples))]
		for _, s := range block {
			peak = math.Max(peak, math.Abs(float64(s)))
			sum += float64(s) * float64(s)
		}
		power := sum / float64(len(block))
		blocks = append(blocks, power)
		loudest = math.Max(loudest, power)
	}
	sum, n := 0.0, 0
	for _, power := range blocks {
		if power >= loudest/100 {
			sum += power
			n++
		}
	}
	return peak, math.Sqrt(sum / float64(max(n, 1)))
}

func waveform(samples []float32) []uint8 {
	out := make([]uint8, 0, waveformPoints)
	for i := range waveformPoints {
		peak := float32(0)
		for _, s := range samples[i*len(samples)/waveformPoints : (i+1)*len(samples)/waveformPoints] {
			peak = max(peak, s, -s)
		}
		out = append(out, uint8(math.Min(255, float64(peak)*255)))
	}
	return out
}

// encode writes MP3, with silence at the end where a frame is not full.
func encode(samples []float32) ([]byte, error) {
	pcm := make([]int16, len(samples))
	for i, s := range samples {
		pcm[i] = int16(math.Round(max(-1, min(1, float64(s))) * math.MaxInt16))
	}
	return mpeg.Encode(pcm)
}
