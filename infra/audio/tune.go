package main

import "math"

// The music: eight bars, two for each chord, plucked softly over a low pad. A beat of
// 0.63 s makes the whole a whole number of MP3 frames.
const (
	beatSamples = sampleRate * 63 / 100
	bars        = 8
	beatsPerBar = 4
	// quiet is how loud it gets: a caller should be able to talk to somebody beside it.
	quiet = 0.18
	// fadeSamples at the end, because players leave a short gap where the music loops.
	fadeSamples = beatSamples * 3 / 2
)

// chords in MIDI note numbers: C major 7, A minor 7, F major 7, G 6. None goes below
// G3 or above what a telephone line carries.
var chords = [][]int{{60, 64, 67, 71}, {57, 60, 64, 67}, {65, 69, 72, 76}, {55, 59, 62, 64}}

// pattern is which note of the chord, an octave higher where it is 4 or more, is
// plucked on each half beat; a rest is -1.
var pattern = []int{0, 2, 3, 5, 4, 3, 2, -1, 1, 2, 4, 3, 2, 1, 0, -1}

func holdMusic() []float64 {
	out := make([]float64, bars*beatsPerBar*beatSamples)
	half := beatSamples / 2
	for i := range len(out) / half {
		chord := chords[i/(4*beatsPerBar)%len(chords)]
		if n := pattern[i%len(pattern)]; n >= 0 {
			pluck(out[i*half:], pitch(chord[n%4]+12*(n/4)), 0.7)
		}
		if i%(4*beatsPerBar) == 0 {
			for _, note := range chord {
				pad(out[i*half:], pitch(note), 4*beatsPerBar*half, 0.12)
			}
		}
	}
	for i := range fadeSamples {
		out[len(out)-1-i] *= float64(i) / fadeSamples
	}
	return level(out, quiet)
}

// pluck adds a note that begins at once and dies away, with two overtones.
func pluck(out []float64, hertz, loud float64) {
	const length, attack = 3 * sampleRate / 2, sampleRate / 100
	for i := range min(length, len(out)) {
		t := float64(i) / sampleRate
		decay := math.Exp(-3*t) * min(1, float64(i)/attack) * min(1, float64(length-i)/sampleRate)
		w := 2 * math.Pi * hertz * t
		out[i] += loud * decay * (math.Sin(w) + 0.35*math.Exp(-2*t)*math.Sin(2*w) + 0.12*math.Exp(-4*t)*math.Sin(3*w))
	}
}

// pad adds a note that swells and sinks.
func pad(out []float64, hertz float64, length int, loud float64) {
	for i := range min(length, len(out)) {
		swell := math.Sin(math.Pi * float64(i) / float64(length))
		w := 2 * math.Pi * hertz * float64(i) / sampleRate
		out[i] += loud * swell * (math.Sin(w) + 0.3*math.Sin(2*w))
	}
}

// ringback is the North American tone, 440 and 480 Hz for two seconds of six (ITU-T
// E.180 supplement 2), filled up to a whole number of frames.
func ringback() []float64 {
	const on, edge = 2 * sampleRate, sampleRate / 50
	out := make([]float64, (6*sampleRate+samplesPerFrame-1)/samplesPerFrame*samplesPerFrame)
	for i := range on {
		t := float64(i) / sampleRate
		out[i] = min(1, float64(i)/edge, float64(on-i)/edge) * (math.Sin(2*math.Pi*440*t) + math.Sin(2*math.Pi*480*t))
	}
	return level(out, quiet)
}

// level makes the loudest sample as loud as said.
func level(out []float64, peak float64) []float64 {
	var loudest float64
	for _, s := range out {
		loudest = max(loudest, math.Abs(s))
	}
	for i := range out {
		out[i] *= peak / loudest
	}
	return out
}

// pitch is the frequency of a MIDI note number, equally tempered around A4 = 440 Hz (ISO 16).
func pitch(note int) float64 { return 440 * math.Pow(2, float64(note-69)/12) }
