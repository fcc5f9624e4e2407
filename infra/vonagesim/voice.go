package vonagesim

import (
	"encoding/binary"
	"math"
	"time"
)

const (
	// voiceLoud is how loud a voice is at least, of 32767: 38 dB under the loudest. A quiet room is softer.
	voiceLoud = 400
	// voicePause is how long somebody is silent between two things said.
	voicePause = 700 * time.Millisecond
	// voiceGap is how late samples may come before what is missing counts as silence.
	voiceGap = 500 * time.Millisecond
	// voiceMax bounds what is kept of one recording; what comes later is silence in it.
	voiceMax = 10 * time.Minute
)

// Voice takes what a phone's microphone picks up, 16 kHz mono, in pieces as they come. What is loud
// enough is speech: it ends a silence as Speak does, and a recording that runs holds it.
func (n *Network) Voice(uuid string, samples []int16) error {
	return n.with(uuid, "speak", func(l *leg) {
		if l.answeredAt.IsZero() || len(samples) == 0 {
			return
		}
		for _, r := range []*recording{l.recording, l.background} {
			if r != nil && r.running {
				r.take(l.n.clock.Now(), samples)
			}
		}
		if loudness(samples) >= voiceLoud {
			l.utter(lengthOf(samples))
		}
	})
}

// Others lists the legs that a leg can talk with now.
func (n *Network) Others(uuid string) []string {
	var others []string
	n.do(func() {
		l := n.byUUID[uuid]
		if l == nil || l.room == nil || !l.room.started {
			return
		}
		for _, m := range l.room.members {
			if m != l {
				others = append(others, m.uuid)
			}
		}
	})
	return others
}

func lengthOf(samples []int16) time.Duration {
	return time.Duration(len(samples)) * time.Second / sampleRate
}

// loudness is the root mean square.
func loudness(samples []int16) float64 {
	sum := 0.0
	for _, s := range samples {
		sum += float64(s) * float64(s)
	}
	return math.Sqrt(sum / float64(len(samples)))
}

// utter says that the person spoke during a piece that has just come. The next one comes in as long.
func (l *leg) utter(piece time.Duration) {
	now := l.n.clock.Now()
	until := now.Add(piece)
	if !l.uttering {
		l.uttering = true
		l.spoke = append(l.spoke, [2]time.Time{now.Add(-piece), until})
		if l.barging && l.n.o.Switches.SpeechBargesIn {
			l.bargeIn("")
		}
		l.awaitPause()
	}
	l.spoke[len(l.spoke)-1][1] = until
	l.speaking, l.speakTill = "", until
	l.soundOfRecording()
	l.unlessEnded(piece, l.soundOfRecording)
}

// awaitPause notices when the person has said something to its end.
func (l *leg) awaitPause() {
	l.unlessEnded(l.speakTill.Add(voicePause).Sub(l.n.clock.Now()), func() {
		if !l.uttering {
			return
		}
		if l.n.clock.Now().Sub(l.speakTill) < voicePause {
			l.awaitPause()
			return
		}
		l.utteranceEnds()
	})
}

// utteranceEnds tells what was said: only now it is known for how long.
func (l *leg) utteranceEnds() {
	if !l.uttering {
		return
	}
	l.uttering = false
	last := &l.spoke[len(l.spoke)-1]
	if now := l.n.clock.Now(); last[1].After(now) {
		last[1] = now
	}
	l.observe(Observation{Kind: SawSpeaks, For: last[1].Sub(last[0]).Round(100 * time.Millisecond)})
}

// take keeps a piece at its place in the recording.
func (r *recording) take(now time.Time, samples []int16) {
	place := samplesIn(now.Sub(r.from)) - len(samples)
	if place-len(r.voice) > samplesIn(voiceGap) {
		r.voice = append(r.voice, make([]int16, min(place, samplesIn(voiceMax))-min(len(r.voice), samplesIn(voiceMax)))...)
	}
	if len(r.voice)+len(samples) <= samplesIn(voiceMax) {
		r.voice = append(r.voice, samples...)
	}
}

// sounding is the audio of a recording that a microphone was used in, nil without.
func (r *recording) sounding(f *file) []byte {
	if len(r.voice) == 0 {
		return nil
	}
	samples := make([]int16, samplesIn(f.length))
	copy(samples, r.voice)
	if f.format == "wav" {
		return append(wavHead(len(samples)), wavBody(samples)...)
	}
	return encoded(samples)
}

// wavBody writes samples as a wav file holds them.
func wavBody(samples []int16) []byte {
	b := make([]byte, 0, 2*len(samples))
	for _, s := range samples {
		b = binary.LittleEndian.AppendUint16(b, uint16(s))
	}
	return b
}
