package sound

import (
	"bytes"
	"encoding/binary"
	"math"
	"math/rand/v2"
	"os"
	"testing"
	"time"
)

const rate = 16000

// wav writes samples between -1 and 1 as a file of one channel.
func wav(samples []float64) []byte {
	var b bytes.Buffer
	put := func(v any) { _ = binary.Write(&b, binary.LittleEndian, v) } // a buffer takes everything
	b.WriteString("RIFF")
	put(uint32(36 + 2*len(samples)))
	b.WriteString("WAVEfmt ")
	for _, v := range []any{uint32(16), uint16(1), uint16(1), uint32(rate), uint32(2 * rate), uint16(2), uint16(16)} {
		put(v)
	}
	b.WriteString("data")
	put(uint32(2 * len(samples)))
	for _, s := range samples {
		put(int16(s * 32767))
	}
	return b.Bytes()
}

// sounding makes seconds of a sound from its value at a moment.
func sounding(seconds float64, at func(t float64) float64) []float64 {
	out := make([]float64, int(seconds*rate))
	for i := range out {
		out[i] = at(float64(i) / rate)
	}
	return out
}

// voice is a rough one: harmonics of a gliding pitch with some breath, louder and softer four times
// a second.
func voice(loudness float64) func(t float64) float64 {
	breath := noise(0.1)
	return func(t float64) float64 {
		pitch := 130 + 25*math.Sin(2*math.Pi*0.7*t)
		sum := 0.0
		for h := 1.0; h <= 12; h++ {
			sum += math.Sin(2*math.Pi*pitch*h*t+h*h) / (1 + math.Abs(h-5)/2)
		}
		return loudness / 3 * (sum + breath(t)) * math.Pow(math.Sin(2*math.Pi*2*t), 2)
	}
}

func sine(frequency, loudness float64) func(t float64) float64 {
	return func(t float64) float64 { return loudness * math.Sin(2*math.Pi*frequency*t) }
}

func noise(loudness float64) func(t float64) float64 {
	r := rand.New(rand.NewPCG(1, 2))
	return func(float64) float64 { return loudness * (2*r.Float64() - 1) }
}

func both(a, b func(t float64) float64) func(t float64) float64 {
	return func(t float64) float64 { return a(t) + b(t) }
}

func TestOnlySpeechIsAMessage(t *testing.T) {
	later := func(after float64, of func(float64) float64) func(float64) float64 {
		return func(t float64) float64 {
			if t < after {
				return 0
			}
			return of(t)
		}
	}
	for name, tt := range map[string]struct {
		of      []float64
		atLeast time.Duration // of speech; 0: the message is empty
	}{
		"nothing at all":             {nil, 0},
		"silence":                    {sounding(8, sine(100, 0)), 0},
		"the noise of a line":        {sounding(8, noise(0.002)), 0},
		"a loud fan":                 {sounding(8, noise(0.1)), 0},
		"a dial tone":                {sounding(8, sine(425, 0.3)), 0},
		"a key held down":            {sounding(8, both(sine(770, 0.3), sine(1336, 0.3))), 0},
		"a fax machine":              {sounding(4, sine(1100, 0.5)), 0},
		"a hum":                      {sounding(8, sine(50, 0.2)), 0},
		"a click":                    {sounding(4, func(t float64) float64 { return noise(0.9)(t) * math.Exp(-200*t) }), 0},
		"a voice":                    {sounding(5, voice(0.3)), 2 * time.Second},
		"a soft voice":               {sounding(5, voice(0.06)), time.Second},
		"a voice over a noisy line":  {sounding(5, both(voice(0.2), noise(0.01))), 2 * time.Second},
		"a voice after nine seconds": {sounding(12, later(9, voice(0.3))), time.Second},
		"a short word":               {append(sounding(1, noise(0.001)), append(sounding(0.7, voice(0.3)), sounding(1, noise(0.001))...)...), speechTimeMin},
	} {
		t.Run(name, func(t *testing.T) {
			h, err := Listen(wav(tt.of))
			if err != nil {
				t.Fatal(err)
			}
			if h.Empty() != (tt.atLeast == 0) || h.Speech < tt.atLeast {
				t.Errorf("heard %v of speech in %v, want at least %v", h.Speech, h.Duration, tt.atLeast)
			}
			if want := time.Duration(len(tt.of)) * time.Second / rate; h.Duration != want {
				t.Errorf("it lasts %v, want %v", h.Duration, want)
			}
		})
	}
}

func TestTheShippedMusicIsNoMessage(t *testing.T) {
	for _, file := range []string{"hold.mp3", "ringback.mp3"} {
		b, err := os.ReadFile("../../infra/audio/files/" + file)
		if err != nil {
			t.Fatal(err)
		}
		if h, err := Listen(b); err != nil || !h.Empty() || h.Duration < 5*time.Second {
			t.Errorf("%s: heard %+v, %v", file, h, err)
		}
	}
}

func TestWhatCannotBeDecodedIsAnErrorAndNoSilence(t *testing.T) {
	file := wav(sounding(1, voice(0.3)))
	for name, b := range map[string][]byte{
		"nothing": {}, "a page": []byte("<html>not found</html>"), "a header alone": file[:20], "no sound": file[:36], "eight bits": bytes.Replace(file, []byte{16, 0, 'd'}, []byte{8, 0, 'd'}, 1),
	} {
		if h, err := Listen(b); err == nil {
			t.Errorf("%s: heard %+v, want an error", name, h)
		}
	}
	if h, err := Listen(file[:len(file)/2]); err != nil || h.Empty() {
		t.Errorf("one that breaks off: %+v, %v", h, err)
	}
}

// FuzzListen holds that no bytes bring it down, and that there is never more speech than sound.
func FuzzListen(f *testing.F) {
	f.Add(wav(sounding(0.2, voice(0.3))))
	f.Add([]byte("RIFF....WAVE"))
	f.Add([]byte{0xff, 0xf3, 0x14, 0xc4})
	f.Fuzz(func(t *testing.T, recording []byte) {
		if h, err := Listen(recording); err == nil && h.Speech > h.Duration+frameTime {
			t.Errorf("%v of speech in %v", h.Speech, h.Duration)
		}
	})
}

func BenchmarkListen(b *testing.B) {
	file := wav(sounding(20, voice(0.3)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Listen(file); err != nil {
			b.Fatal(err)
		}
	}
}
