package vonagesim

import (
	"bytes"
	"encoding/binary"
	"testing"
	"time"

	decoder "github.com/hajimehoshi/go-mp3"
)

// hum is a piece that a microphone picked up, of one loudness.
func hum(d time.Duration, loud int16) []int16 {
	samples := make([]int16, samplesIn(d))
	for i := range samples {
		samples[i] = loud
		if i%40 < 20 { // 400 Hz
			samples[i] = -loud
		}
	}
	return samples
}

// picksUp lets a microphone pick up pieces of 100 ms, each when it is over.
func (d *desk) picksUp(leg string, from, until time.Duration, loud int16) {
	const piece = 100 * time.Millisecond
	for at := from; at < until; at += piece {
		d.clock.After(at+piece, func() {
			if err := d.net.Voice(leg, hum(piece, loud)); err != nil {
				d.t.Errorf("at %s: %v", at, err)
			}
		})
	}
}

// recorded lets a caller speak into a recording by microphone: a second of room, two of a voice, a pause
// shorter than the patience of the recording, a second of a voice, and silence.
func recorded(t *testing.T, format string) (d *desk, audio []byte, size int) {
	d = newDesk(t)
	d.reply("/answer", `[{"action":"record","format":"`+format+`","endOnSilence":3,"eventUrl":["https://app.test/record"]},{"action":"wait","timeout":1}]`)
	var url string
	d.onHook = func(h hook) {
		if h.path == "/record" {
			url, _ = h.body["recording_url"].(string)
			n, _ := h.body["size"].(float64)
			size = int(n)
		}
	}
	leg := d.net.Dial(callerNo, line, Caller())
	d.clock.After(time.Second, func() {
		d.picksUp(leg, 0, time.Second, 30)
		d.picksUp(leg, time.Second, 3*time.Second, 6000)
		d.picksUp(leg, 5*time.Second, 6*time.Second, 6000)
	})
	d.run(30 * time.Second)
	if url == "" {
		t.Fatal("nothing was recorded")
	}
	for _, f := range d.net.files {
		audio = f.body()
	}
	return d, audio, size
}

func TestAMicrophoneIsHeardInTheRecording(t *testing.T) {
	d, wav, size := recorded(t, "wav")
	if size != len(wav) {
		t.Errorf("the webhook says %d bytes of %d", size, len(wav))
	}
	leg := d.net.Legs()[0]
	if got := leg.Recordings[0].Spoken.Round(time.Second); got != 3*time.Second {
		t.Errorf("somebody spoke for %s in it, want 3s", got)
	}
	samples := make([]int16, (len(wav)-wavHeader)/2)
	if err := binary.Read(bytes.NewReader(wav[wavHeader:]), binary.LittleEndian, samples); err != nil {
		t.Fatal(err)
	}
	// The line was answered about 0.2 s after the caller dialled: what came at 2 s is near 1.8 s in it.
	begins := leg.Answered.Sub(start)
	at := func(moment time.Duration) float64 {
		from := samplesIn(time.Second + moment - begins)
		return loudness(samples[from : from+samplesIn(200*time.Millisecond)])
	}
	for moment, loud := range map[time.Duration]bool{500 * time.Millisecond: false, 1500 * time.Millisecond: true, 2700 * time.Millisecond: true, 4 * time.Second: false, 5500 * time.Millisecond: true, 7 * time.Second: false} {
		if got := at(moment); got > 3000 != loud {
			t.Errorf("at %s the recording is of loudness %.0f", moment, got)
		}
	}
	var said []time.Duration
	for _, o := range d.seen {
		if o.Kind == SawSpeaks {
			said = append(said, o.For)
		}
	}
	if len(said) != 2 || said[0].Round(time.Second) != 2*time.Second || said[1].Round(time.Second) != time.Second {
		t.Errorf("what was said lasted %v, want 2s and 1s: a pause for breath is no end", said)
	}
	// Silence of three seconds ends it: six seconds of the voice and its pauses, and those.
	if length := lengthOf(samples); length.Round(time.Second) != 10*time.Second {
		t.Errorf("the recording is %s long", length)
	}
}

func TestAMicrophoneIsEncodedAsTheProviderDoes(t *testing.T) {
	_, audio, size := recorded(t, "mp3")
	if size != len(audio) || len(audio)%frameBytes != 0 {
		t.Errorf("%d bytes, %d said, in frames of %d", len(audio), size, frameBytes)
	}
	for i := 0; i < len(audio); i += frameBytes {
		if h := binary.BigEndian.Uint32(audio[i:]); h&0xFFFFFEC0 != 0xFFF348C0 {
			t.Fatalf("a frame begins with %08x", h)
		}
	}
	m, err := decoder.NewDecoder(bytes.NewReader(audio))
	if err != nil || m.SampleRate() != sampleRate {
		t.Fatal(err)
	}
	if plays := time.Duration(m.Length()/4) * time.Second / sampleRate; plays.Round(time.Second) != 10*time.Second {
		t.Errorf("it plays for %s, want 10s", plays)
	}
}

// TestAMicrophoneThatStaysOnIsBounded: what is kept of a recording ends somewhere.
func TestAMicrophoneThatStaysOnIsBounded(t *testing.T) {
	r := &recording{from: start}
	for at := time.Minute; at < 3*voiceMax; at += time.Minute {
		r.take(start.Add(at), hum(time.Second, 6000))
	}
	if len(r.voice) > samplesIn(voiceMax) {
		t.Errorf("%s are kept", lengthOf(r.voice))
	}
	r.take(start.Add(100*time.Hour), hum(time.Second, 6000))
}
