package mpeg

import (
	"bytes"
	"encoding/binary"
	"io"
	"math"
	"testing"

	decoder "github.com/hajimehoshi/go-mp3"
)

// TestWhatIsEncodedIsHeard: with every loudness, frames of all kinds decode to what went in. That a strict
// decoder takes them is shown where there is one, in the browser's tests.
func TestWhatIsEncodedIsHeard(t *testing.T) {
	for _, loud := range []float64{0, 30, 300, 3000, 20000} {
		in := make([]int16, Rate+1)
		noise := uint32(1)
		for i := range in {
			noise = noise*1664525 + 1013904223
			swell := math.Sin(2*math.Pi*3*float64(i)/Rate) + 1
			in[i] = int16(loud / 2 * swell * (math.Sin(2*math.Pi*440*float64(i)/Rate) + float64(noise>>24)/2560))
		}
		audio, err := Encode(in)
		if err != nil {
			t.Fatal(err)
		}
		if want := (len(in)/FrameSamples + 1) * FrameBytes; len(audio) != want {
			t.Errorf("%d bytes, want %d", len(audio), want)
		}
		for i := 0; i < len(audio); i += FrameBytes {
			if h := binary.BigEndian.Uint32(audio[i:]); h&0xFFFFFEC0 != 0xFFF348C0 {
				t.Fatalf("frame %d begins with %08x", i/FrameBytes, h)
			}
		}
		m, err := decoder.NewDecoder(bytes.NewReader(audio))
		if err != nil {
			t.Fatal(err)
		}
		pcm, err := io.ReadAll(m)
		if err != nil {
			t.Fatal(err)
		}
		out := make([]float64, len(pcm)/4)
		for i := range out {
			out[i] = float64(int16(binary.LittleEndian.Uint16(pcm[4*i:])))
		}
		if loud >= 300 {
			if got := likeness(in, out); got < 0.95 {
				t.Errorf("at %v what comes out is like what went in by %.2f", loud, got)
			}
		}
	}
}

// likeness is the best correlation over the delay of encoder and decoder.
func likeness(in []int16, out []float64) (best float64) {
	for delay := 400; delay < 1800 && delay+8000 < len(out); delay++ {
		xy, xx, yy := 0.0, 1e-9, 1e-9
		for i := range 4000 {
			x, y := float64(in[4000+i]), out[4000+i+delay-400]
			xy, xx, yy = xy+x*y, xx+x*x, yy+y*y
		}
		best = max(best, xy/math.Sqrt(xx*yy))
	}
	return best
}
