package vonagesim

import (
	"bytes"
	"encoding/binary"
	"math"
	"time"
)

// Recordings are 16 kHz mono: mp3 at a constant 32 kbit/s, wav at 16 bit
// (Vonage's recording guide).
const (
	sampleRate   = 16000
	frameSamples = 576 // of an MPEG-2 layer III frame
	frameBytes   = 144 // 72 × 32000 / 16000
	toneHz       = 440
)

func (f *file) contentType() string {
	if f.format == "wav" {
		return "audio/wav"
	}
	return "audio/mpeg"
}

// body is playable audio of the recording's length: a quiet tone. The network
// carries no voices.
func (f *file) body() []byte {
	if f.format == "wav" {
		return toneWAV(f.length)
	}
	return toneMP3(f.length)
}

// size is the length of body in bytes.
func (f *file) size() int {
	if f.format == "wav" {
		return wavHeader + 2*samplesIn(f.length)
	}
	return frameBytes * framesIn(f.length)
}

const wavHeader = 44

func samplesIn(d time.Duration) int { return int(d.Seconds() * sampleRate) }
func framesIn(d time.Duration) int  { return (samplesIn(d) + frameSamples - 1) / frameSamples }

func toneWAV(length time.Duration) []byte {
	samples := samplesIn(length)
	b := make([]byte, 0, wavHeader+2*samples)
	word := binary.LittleEndian.AppendUint32
	half := binary.LittleEndian.AppendUint16
	b = word(append(b, "RIFF"...), uint32(36+2*samples))
	b = half(half(word(append(b, "WAVEfmt "...), 16), 1), 1) // linear PCM, mono
	b = half(half(word(word(b, sampleRate), 2*sampleRate), 2), 16)
	b = word(append(b, "data"...), uint32(2*samples))
	for i := range samples {
		b = half(b, uint16(int16(2000*math.Sin(2*math.Pi*toneHz*float64(i)/sampleRate))))
	}
	return b
}

// toneMP3 repeats one frame. Its header says MPEG-2, layer III, no CRC, 32
// kbit/s, 16 kHz, mono; its only coefficient is the one nearest to toneHz.
func toneMP3(length time.Duration) []byte {
	const pairsBefore = toneHz * 2 * frameSamples / sampleRate / 2
	var side bits
	huffman := pairsBefore + 3              // part2_3_length
	side.put(0, 9)                          // main_data_begin, private
	side.put(uint(huffman), 12)             // no scale factors: Huffman bits only
	side.put(pairsBefore+1, 9)              // big_values
	side.put(200, 8)                        // global_gain
	side.put(0, 9+1)                        // scalefac_compress, window_switching
	side.put(1, 5)                          // tables: 1 in all regions
	side.put(1, 5)                          //
	side.put(1, 5)                          //
	side.put(7, 4)                          // region0_count
	side.put(7, 3)                          // region1_count
	side.put(0, 2)                          // scalefac_scale, count1table_select
	side.put(1<<pairsBefore-1, pairsBefore) // (0,0) is "1" in table 1
	side.put(0b010, 3)                      // (1,0) is "01", then the sign
	frame := make([]byte, frameBytes)
	copy(frame, []byte{0xff, 0xf3, 0x48, 0xc4})
	copy(frame[4:], side.bytes())
	return bytes.Repeat(frame, framesIn(length))
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
