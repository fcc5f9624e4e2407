package vonagesim

import (
	"bytes"
	"encoding/binary"
	"math"
	"slices"
	"time"
)

// Recordings are 16 kHz mono: mp3 at a constant 32 kbit/s, wav at 16 bit
// (Vonage's recording guide).
const (
	sampleRate   = 16000
	frameSamples = 576 // of an MPEG-2 layer III frame
	frameBytes   = 144 // 72 × 32000 / 16000
)

func (f *file) contentType() string {
	if f.format == "wav" {
		return "audio/wav"
	}
	return "audio/mpeg"
}

// body is playable audio of the recording's length: a noise with the loudness of syllables where
// somebody spoke, and silence where nobody did. The network carries no words, but for those that
// came by a microphone (voice.go).
func (f *file) body() []byte {
	if f.audio != nil {
		return f.audio
	}
	if f.format == "wav" {
		return f.wav()
	}
	return f.mp3()
}

// size is the length of body in bytes.
func (f *file) size() int {
	if f.audio != nil {
		return len(f.audio)
	}
	if f.format == "wav" {
		return wavHeader + 2*samplesIn(f.length)
	}
	return frameBytes * framesIn(f.length)
}

const wavHeader = 44

func samplesIn(d time.Duration) int { return int(d.Seconds() * sampleRate) }
func framesIn(d time.Duration) int  { return (samplesIn(d) + frameSamples - 1) / frameSamples }

// spokenAt reports whether somebody spoke at a moment of the recording.
func (f *file) spokenAt(at time.Duration) bool {
	return slices.ContainsFunc(f.spoken, func(s span) bool { return s.from <= at && at < s.until })
}

// syllables is how loud a voice is from one stretch of 36 ms to the next, in steps of 1.5 dB under
// its loudest.
var syllables = [...]int{0, 4, 2, 9, 24, 6, 1, 3, 11, 30, 10, 2, 0, 7, 22}

func (f *file) wav() []byte {
	samples := samplesIn(f.length)
	b := wavHead(samples)
	noise := uint32(1)
	for i := range samples {
		noise = noise*1664525 + 1013904223 // the usual linear generator: any noise will do
		value := 0.0
		if f.spokenAt(time.Duration(i) * time.Second / sampleRate) {
			step := syllables[i/frameSamples%len(syllables)]
			value = 4000 * math.Pow(2, -float64(step)/4) * (float64(noise>>8)/(1<<23) - 1)
		}
		b = binary.LittleEndian.AppendUint16(b, uint16(int16(value)))
	}
	return b
}

// wavHead begins a wav file of so many samples.
func wavHead(samples int) []byte {
	b := make([]byte, 0, wavHeader+2*samples)
	word := binary.LittleEndian.AppendUint32
	half := binary.LittleEndian.AppendUint16
	b = word(append(b, "RIFF"...), uint32(36+2*samples))
	b = half(half(word(append(b, "WAVEfmt "...), 16), 1), 1) // linear PCM, mono
	b = half(half(word(word(b, sampleRate), 2*sampleRate), 2), 16)
	return word(append(b, "data"...), uint32(2*samples))
}

// mp3 is made of frames of 36 ms, each by itself. Its header says MPEG-2, layer III, no CRC, 32
// kbit/s, 16 kHz, mono.
func (f *file) mp3() []byte {
	out := make([]byte, 0, f.size())
	for i := range framesIn(f.length) {
		out = append(out, mp3Frame(i, f.spokenAt(time.Duration(i)*frameSamples*time.Second/sampleRate))...)
	}
	return out
}

// mp3Frame is one frame: all coefficients up to about 4 kHz, with signs that differ from frame to
// frame, where somebody speaks; none where nobody does.
func mp3Frame(n int, spoken bool) []byte {
	const pairs = 144
	used, gain := 0, 0
	if spoken {
		used, gain = pairs, 186-syllables[n%len(syllables)]
	}
	var side bits
	side.put(0, 9)                    // main_data_begin, private
	side.put(uint(used*5), 12)        // part2_3_length: no scale factors
	side.put(uint(used), 9)           // big_values
	side.put(uint(gain), 8)           // global_gain
	side.put(0, 9+1)                  // scalefac_compress, window_switching
	side.put(1<<10|1<<5|1, 15)        // tables: 1 in all regions
	side.put(7, 4)                    // region0_count
	side.put(7, 3)                    // region1_count
	side.put(0, 2)                    // scalefac_scale, count1table_select
	signs := uint32(n)*2654435761 + 1 // any that differ will do
	for range used {
		signs = signs*1664525 + 1013904223
		side.put(0b000, 3)           // (1,1) in table 1
		side.put(uint(signs>>30), 2) // and their signs
	}
	frame := make([]byte, frameBytes)
	copy(frame, mp3Head)
	copy(frame[4:], side.bytes())
	return frame
}

// bits is a writer of bits, most significant first.
type bits struct{ b []bool }

func (w *bits) put(value uint, width int) {
	for i := width - 1; i >= 0; i-- {
		w.b = append(w.b, value>>i&1 == 1)
	}
}

func (w *bits) bytes() []byte {
	out := make([]byte, (len(w.b)+7)/8)
	for i, on := range w.b {
		if on {
			out[i/8] |= 0x80 >> (i % 8)
		}
	}
	return out
}

// Recorded is the audio of a recording in which somebody spoke from one moment until another.
func Recorded(format string, length, from, until time.Duration) []byte {
	return (&file{format: format, length: length, spoken: []span{{from, until}}}).body()
}

// Hear finds in a recording how long somebody speaks in it, and until when, without decoding it. ok is false for audio that is not of this network's own making.
func Hear(recording []byte) (spoken, until time.Duration, ok bool) {
	if len(recording) == 0 || len(recording)%frameBytes != 0 {
		return 0, 0, false
	}
	for i := 0; i*frameBytes < len(recording); i++ {
		frame := recording[i*frameBytes : (i+1)*frameBytes]
		if !bytes.HasPrefix(frame, mp3Head) {
			return 0, 0, false
		}
		if frame[5]&0x7f != 0 || frame[6]>>3 != 0 { // part2_3_length: there is something to decode
			spoken += frameTime
			until = time.Duration(i+1) * frameTime
		}
	}
	return spoken, until, true
}

// frameTime is how long a frame of mp3 plays.
const frameTime = frameSamples * time.Second / sampleRate

// mp3Head begins a frame.
var mp3Head = []byte{0xff, 0xf3, 0x48, 0xc4}
