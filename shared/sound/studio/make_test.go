package studio

import (
	"bytes"
	"encoding/binary"
	"math"
	"strings"
	"testing"
)

// tone is a sound of some frequencies, each as loud.
func tone(rate int, seconds, loud float64, hertz ...float64) []float64 {
	out := make([]float64, int(float64(rate)*seconds))
	for i := range out {
		for _, h := range hertz {
			out[i] += loud * math.Sin(2*math.Pi*h*float64(i)/float64(rate))
		}
	}
	return out
}

// wavOf writes a WAV file of any format, with as many equal channels.
func wavOf(samples []float64, rate, channels, bits, format int) []byte {
	var pcm bytes.Buffer
	for _, s := range samples {
		for range channels {
			switch v := math.Round(s * (math.Pow(2, float64(bits-1)) - 1)); bits {
			case 8:
				pcm.WriteByte(byte(int(v) + 128))
			case 16:
				_ = binary.Write(&pcm, binary.LittleEndian, int16(v))
			case 24:
				n := int32(v)
				pcm.Write([]byte{byte(n), byte(n >> 8), byte(n >> 16)})
			case 32:
				_ = binary.Write(&pcm, binary.LittleEndian, int32(v))
			}
		}
	}
	var b bytes.Buffer
	b.WriteString("RIFF")
	_ = binary.Write(&b, binary.LittleEndian, uint32(36+pcm.Len()))
	b.WriteString("WAVEfmt ")
	for _, v := range []any{uint32(16), uint16(format), uint16(channels), uint32(rate), uint32(rate * channels * bits / 8), uint16(channels * bits / 8), uint16(bits)} {
		_ = binary.Write(&b, binary.LittleEndian, v)
	}
	b.WriteString("data")
	_ = binary.Write(&b, binary.LittleEndian, uint32(pcm.Len()))
	b.Write(pcm.Bytes())
	return b.Bytes()
}

// aiffOf writes an AIFF file of 16 bits; kind is AIFF or AIFC.
func aiffOf(samples []float64, rate int, kind string) []byte {
	comm := binary.BigEndian.AppendUint16(nil, 1)
	comm = binary.BigEndian.AppendUint32(comm, uint32(len(samples)))
	comm = binary.BigEndian.AppendUint16(comm, 16)
	exponent := int(math.Floor(math.Log2(float64(rate)))) // 80 bits, IEEE 754 extended
	comm = binary.BigEndian.AppendUint16(comm, uint16(16383+exponent))
	comm = binary.BigEndian.AppendUint64(comm, uint64(rate)<<(63-exponent))
	if kind == "AIFC" {
		comm = append(comm, "NONE\x0enot compressed\x00"...)
	}
	sound := make([]byte, 8)
	for _, s := range samples {
		sound = binary.BigEndian.AppendUint16(sound, uint16(int16(s*32767)))
	}
	chunk := func(id string, body []byte) []byte {
		return append(binary.BigEndian.AppendUint32([]byte(id), uint32(len(body))), body...)
	}
	body := append([]byte(kind), chunk("COMM", comm)...)
	return chunk("FORM", append(body, chunk("SSND", sound)...))
}

// heard decodes a prompt and measures a frequency in it, in dBFS.
func heard(t *testing.T, p Prompt, hertz float64) float64 {
	t.Helper()
	samples, err := samplesOf(p.MP3, MP3)
	if err != nil {
		t.Fatal(err)
	}
	middle := samples[len(samples)/4 : len(samples)*3/4]
	var sin, cos float64
	for i, s := range middle {
		sin += float64(s) * math.Sin(2*math.Pi*hertz*float64(i)/Rate)
		cos += float64(s) * math.Cos(2*math.Pi*hertz*float64(i)/Rate)
	}
	return 20 * math.Log10(2*math.Hypot(sin, cos)/float64(len(middle))+1e-9)
}

func TestEveryKindBecomesTheSamePrompt(t *testing.T) {
	for name, file := range map[string][]byte{
		"8 bit":        wavOf(tone(8000, 2, 0.3, 440), 8000, 1, 8, 1),
		"16 bit":       wavOf(tone(44100, 2, 0.3, 440), 44100, 2, 16, 1),
		"24 bit":       wavOf(tone(48000, 2, 0.3, 440), 48000, 1, 24, 1),
		"32 bit":       wavOf(tone(96000, 2, 0.3, 440), 96000, 1, 32, 1),
		"six channels": wavOf(tone(44100, 2, 0.3, 440), 44100, 6, 16, 1),
		"AIFF":         aiffOf(tone(44100, 2, 0.3, 440), 44100, "AIFF"),
		"AIFF-C":       aiffOf(tone(22050, 2, 0.3, 440), 22050, "AIFC"),
	} {
		p, err := Make(file)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if math.Abs(p.Seconds-2) > 0.05 || p.PeakDB > -9 || p.PeakDB < -12 {
			t.Errorf("%s: %.2f s, peak %.1f dB", name, p.Seconds, p.PeakDB)
		}
		// A sine of −20 dBFS RMS has its peak at −17.
		if level := heard(t, p, 440); level < -18.5 || level > -15 {
			t.Errorf("%s: 440 Hz at %.1f dB", name, level)
		}
		again, err := Make(p.MP3)
		if err != nil || again.From != MP3 || math.Abs(again.GainDB) > 2 {
			t.Errorf("%s: made again it is made louder by %.1f dB, %v", name, again.GainDB, err)
		}
		if len(p.Waveform) != waveformPoints || p.Waveform[100] == 0 {
			t.Errorf("%s: waveform %v", name, p.Waveform)
		}
	}
}

// What lies above half the rate of a prompt must not come back as a whistle below it.
func TestWhistlesDoNotFoldBack(t *testing.T) {
	p, err := Make(wavOf(tone(44100, 2, 0.3, 440, 10_000), 44100, 1, 16, 1))
	if err != nil {
		t.Fatal(err)
	}
	if level := heard(t, p, 440) - heard(t, p, 6_000); level < 50 {
		t.Errorf("the tone of 10 kHz comes back at 6 kHz, %.0f dB below the other", level)
	}
}

func TestLoudnessIsEvenedOut(t *testing.T) {
	for _, loud := range []float64{0.02, 0.1, 0.9} {
		p, err := Make(wavOf(tone(16000, 1, loud, 440), 16000, 1, 16, 1))
		if err != nil {
			t.Fatal(err)
		}
		if level := heard(t, p, 440); level < -18.5 || level > -15 {
			t.Errorf("%.2f becomes %.1f dB", loud, level)
		}
	}
}

func TestWhatIsNoRecordingIsRefusedByItsContent(t *testing.T) {
	good := wavOf(tone(16000, 1, 0.3, 440), 16000, 1, 16, 1)
	for name, tc := range map[string]struct {
		file []byte
		says string
	}{
		"nothing":         {nil, "it is empty"},
		"text":            {[]byte("Welcome to Acme"), "of no kind that is known"},
		"a picture":       {[]byte("\x89PNG\r\n\x1a\n"), "a picture"},
		"m4a":             {[]byte("\x00\x00\x00\x20ftypM4A "), "MP4 or M4A"},
		"ogg":             {[]byte("OggS\x00\x02"), "an Ogg file"},
		"a video":         {[]byte("RIFF\x00\x00\x00\x00AVI LIST"), "without sound"},
		"floating point":  {wavOf(tone(16000, 1, 0.3, 440), 16000, 1, 32, 3), "format 3"},
		"µ-law":           {wavOf(tone(8000, 1, 0.3, 440), 8000, 1, 8, 7), "format 7"},
		"a header alone":  {good[:44], "plays for 0.00 s"},
		"half a header":   {good[:20], ""},
		"silence":         {wavOf(make([]float64, 16000), 16000, 1, 16, 1), "nothing is to be heard"},
		"a click":         {good[:1000], "plays for 0."},
		"too fast":        {wavOf(tone(500, 1, 0.3, 100), 500, 1, 16, 1), "500 samples a second"},
		"broken mp3":      {append([]byte{0xff, 0xfb, 0x90, 0x00}, bytes.Repeat([]byte{0xaa}, 4000)...), ""},
		"an mp3 by name":  {[]byte("ID3\x04\x00\x00\x00\x00\x00\x00hello"), "MP3"},
		"too large":       {make([]byte, MaxBytes+1), "of at most"},
		"longer than can": {wavOf(tone(8000, 301, 0.3, 440), 8000, 1, 8, 1), "more than 300 s"},
	} {
		if _, err := Make(tc.file); err == nil || !strings.Contains(err.Error(), tc.says) {
			t.Errorf("%s: got %v, want %q", name, err, tc.says)
		}
	}
}

// A header may claim anything; memory is taken for what is there.
func TestAForgedLengthCostsNothing(t *testing.T) {
	file := wavOf(tone(16000, 1, 0.3, 440), 16000, 1, 16, 1)
	binary.LittleEndian.PutUint32(file[40:], 0xfffffff0)
	var p Prompt
	bytes := testing.Benchmark(func(b *testing.B) {
		for range b.N {
			p, _ = Make(file)
		}
	}).AllocedBytesPerOp()
	if bytes > 8<<20 {
		t.Errorf("%d bytes are taken for a second of sound", bytes)
	}
	if p.Seconds != 0 && p.Seconds > 1.1 {
		t.Errorf("it plays for %.1f s", p.Seconds)
	}
}

func FuzzMake(f *testing.F) {
	f.Add(wavOf(tone(8000, 0.3, 0.3, 440), 8000, 1, 16, 1))
	f.Add(aiffOf(tone(8000, 0.3, 0.3, 440), 8000, "AIFC"))
	f.Add([]byte("ID3"))
	f.Add([]byte{0xff, 0xfb, 0x90, 0x64})
	f.Fuzz(func(t *testing.T, file []byte) {
		if len(file) > 1<<16 {
			return
		}
		p, err := Make(file)
		if err == nil && (len(p.MP3) == 0 || p.Seconds < minSeconds || p.Hash == "") {
			t.Errorf("%+v", p)
		}
	})
}

func BenchmarkMake(b *testing.B) {
	file := wavOf(tone(44100, 10, 0.3, 440), 44100, 2, 16, 1)
	for b.Loop() {
		if _, err := Make(file); err != nil {
			b.Fatal(err)
		}
	}
}
