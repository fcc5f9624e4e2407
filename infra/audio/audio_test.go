package main

import (
	"bytes"
	"encoding/binary"
	"io"
	"math"
	"runtime"
	"testing"

	decoder "github.com/hajimehoshi/go-mp3"

	"ringdown/infra/audio/files"
)

// bytesMax of a file: it is fetched again by each call that waits.
const bytesMax = 100_000

var seconds = map[string]float64{files.Hold: 20.16, files.Ringback: 6.012}

func content(t *testing.T, name string) []byte {
	t.Helper()
	b, err := files.Read(name)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestFilesAreWholeFramesOfWhatTelephonesTake(t *testing.T) {
	for _, name := range files.Names() {
		audio := content(t, name)
		if len(audio) > bytesMax || len(audio)%bytesPerFrame != 0 {
			t.Fatalf("%s has %d bytes: want at most %d, in frames of %d", name, len(audio), bytesMax, bytesPerFrame)
		}
		for i := 0; i < len(audio); i += bytesPerFrame {
			// Sync, MPEG-2, layer III, no CRC; 32 kbit/s, 16 kHz, no padding; one channel (ISO
			// 13818-3, 2.4.1.3).
			if h := binary.BigEndian.Uint32(audio[i:]); h&0xFFFFFEC0 != 0xFFF348C0 {
				t.Fatalf("%s: frame %d begins with %08x", name, i/bytesPerFrame, h)
			}
		}
		if got := float64(len(audio)/bytesPerFrame*samplesPerFrame) / sampleRate; math.Abs(got-seconds[name]) > 0.001 {
			t.Errorf("%s lasts %.3f s, want %.3f", name, got, seconds[name])
		}
	}
}

func TestFilesAreWhatTheProgramMakes(t *testing.T) {
	for _, name := range files.Names() {
		made, err := encode(sounds[name]())
		if err != nil {
			t.Fatal(err)
		}
		got := content(t, name)
		// Elsewhere a sum of products may be rounded once instead of twice (Go
		// specification, floating-point operators), which moves a few bits.
		if runtime.GOARCH == "amd64" && !bytes.Equal(made, got) || len(made) != len(got) {
			t.Errorf("%s is not what the program makes: run go run ./infra/audio", name)
		}
	}
}

func TestMusicIsQuietAndLoopsInSilence(t *testing.T) {
	pcm := decode(t, files.Hold)
	if p := peak(pcm); p < 0.1 || p > 0.3 {
		t.Errorf("loudest sample %.2f, want between 0.1 and 0.3", p)
	}
	for from := 0; from+sampleRate <= len(pcm)-fadeSamples; from += sampleRate {
		if p := peak(pcm[from : from+sampleRate]); p < 0.02 {
			t.Errorf("nothing to hear in the second from sample %d: a caller would think the line is dead", from)
		}
	}
	if p := peak(pcm[len(pcm)-sampleRate/20:]); p > 0.02 {
		t.Errorf("the music ends at %.3f: it would click where it loops", p)
	}
}

func TestRingbackIsTheNorthAmericanTone(t *testing.T) {
	pcm := decode(t, files.Ringback)
	on, off := pcm[sampleRate/2:3*sampleRate/2], pcm[5*sampleRate/2:11*sampleRate/2]
	for _, hertz := range []float64{440, 480} {
		if s := strength(on, hertz); s < 0.05 {
			t.Errorf("%.0f Hz has a strength of %.3f while it rings", hertz, s)
		}
	}
	if s := strength(on, 620); s > 0.005 {
		t.Errorf("620 Hz, of the busy tone, has a strength of %.3f", s)
	}
	if p := peak(off); p > 0.01 {
		t.Errorf("the pause is not silent: %.3f", p)
	}
}

func TestEncodeRefusesAHalfFrame(t *testing.T) {
	if _, err := encode(make([]float64, samplesPerFrame+1)); err == nil {
		t.Error("577 samples were encoded: the end of a loop would be lost")
	}
}

// decode gives the samples of one channel.
func decode(t *testing.T, name string) []float64 {
	t.Helper()
	d, err := decoder.NewDecoder(bytes.NewReader(content(t, name)))
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	if d.SampleRate() != sampleRate {
		t.Fatalf("%s decodes to %d Hz, want %d", name, d.SampleRate(), sampleRate)
	}
	raw, err := io.ReadAll(d)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	out := make([]float64, len(raw)/4) // the decoder gives two channels of 16 bits
	for i := range out {
		out[i] = float64(int16(binary.LittleEndian.Uint16(raw[4*i:]))) / math.MaxInt16
	}
	return out
}

func peak(pcm []float64) float64 {
	var p float64
	for _, s := range pcm {
		p = max(p, math.Abs(s))
	}
	return p
}

// strength is the amplitude of one frequency (a discrete Fourier transform at one point).
func strength(pcm []float64, hertz float64) float64 {
	var re, im float64
	for i, s := range pcm {
		w := 2 * math.Pi * hertz * float64(i) / sampleRate
		re, im = re+s*math.Cos(w), im+s*math.Sin(w)
	}
	return 2 * math.Hypot(re, im) / float64(len(pcm))
}
