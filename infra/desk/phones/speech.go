package phones

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"net/http"
	"os/exec"
	"strings"
	"sync"
	"time"
)

// SpeechPath is where the pages fetch what is spoken.
const SpeechPath = "/phones/speech/"

const (
	// sentencesMax bounds the sentences kept, some hundred kilobytes each.
	sentencesMax = 200
	// speakersMax is how many sentences are spoken at a time.
	speakersMax = 2
	// speakTime is how long one may take; a long one takes 50 ms.
	speakTime     = 10 * time.Second
	speechProgram = "espeak-ng"
	wavHeader     = 44
)

// Speech speaks sentences by a program of the machine. Without one the browser's own voices do.
type Speech struct {
	program string
	voices  map[string]bool // languages as the program writes them

	mu        sync.Mutex
	sentences map[string]*sentence
	order     []string
	turns     chan struct{}
}

// sentence is spoken when it is first asked for.
type sentence struct {
	text, voice string
	once        sync.Once
	wav         []byte
}

// NewSpeech finds the program, and which languages it knows.
func NewSpeech(ctx context.Context) *Speech {
	s := &Speech{voices: map[string]bool{}, sentences: map[string]*sentence{}, turns: make(chan struct{}, speakersMax)}
	path, err := exec.LookPath(speechProgram)
	if err != nil {
		return s
	}
	ctx, cancel := context.WithTimeout(ctx, speakTime)
	defer cancel()
	list, err := exec.CommandContext(ctx, path, "--voices").Output()
	if err != nil {
		return s
	}
	for line := range strings.Lines(string(list)) {
		if columns := strings.Fields(line); len(columns) > 1 {
			s.voices[strings.ToLower(columns[1])] = true
		}
	}
	s.program = path
	return s
}

// Speaks reports whether the machine has a voice.
func (s *Speech) Speaks() bool { return s.program != "" }

// voice is the program's for a language, the provider's own where none is named; "" without one.
func (s *Speech) voice(language string) string {
	if language == "" {
		language = "en-US"
	}
	language = strings.ToLower(language)
	primary, _, _ := strings.Cut(language, "-")
	switch {
	case s.program == "":
		return ""
	case s.voices[language]:
		return language
	case s.voices[primary]:
		return primary
	}
	return ""
}

// expect makes a sentence known, so that it can be fetched. Only what the network speaks can be.
func (s *Speech) expect(text, language string) (key string) {
	voice := s.voice(language)
	if voice == "" {
		return ""
	}
	sum := sha256.Sum256([]byte(voice + "\n" + text))
	key = hex.EncodeToString(sum[:16]) + ".wav"
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.sentences[key] == nil {
		s.sentences[key] = &sentence{text: text, voice: voice}
		if s.order = append(s.order, key); len(s.order) > sentencesMax {
			delete(s.sentences, s.order[0])
			s.order = s.order[1:]
		}
	}
	return key
}

// spoken is the audio of a sentence, nil where the program fails.
func (s *Speech) spoken(said *sentence) []byte {
	said.once.Do(func() {
		s.turns <- struct{}{}
		defer func() { <-s.turns }()
		ctx, cancel := context.WithTimeout(context.Background(), speakTime)
		defer cancel()
		c := exec.CommandContext(ctx, s.program, "--stdin", "--stdout", "-v", said.voice)
		c.Stdin = strings.NewReader(said.text)
		wav, err := c.Output()
		if err != nil || len(wav) <= wavHeader || !bytes.HasPrefix(wav, []byte("RIFF")) {
			return
		}
		// A program that writes into a pipe does not know the lengths when it writes the header.
		binary.LittleEndian.PutUint32(wav[4:], uint32(len(wav)-8))
		binary.LittleEndian.PutUint32(wav[40:], uint32(len(wav)-wavHeader))
		said.wav = wav
	})
	return said.wav
}

// ReadOut speaks any text in a language: a WAV file, and false where the machine has no voice for it.
func (s *Speech) ReadOut(text, language string) ([]byte, bool) {
	voice := s.voice(language)
	if voice == "" {
		return nil, false
	}
	wav := s.spoken(&sentence{text: text, voice: voice})
	return wav, wav != nil
}

// ServeHTTP gives the audio of a sentence that was spoken.
func (s *Speech) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	said := s.sentences[r.PathValue("key")]
	s.mu.Unlock()
	if said == nil {
		http.NotFound(w, r)
		return
	}
	wav := s.spoken(said)
	if wav == nil {
		http.Error(w, "the machine's voice failed; the page speaks by the browser's, or shows the words", http.StatusServiceUnavailable)
		return
	}
	w.Header().Set("Content-Type", "audio/wav")
	w.Header().Set("Cache-Control", "private, max-age=3600")
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(wav))
}

// samples are words as a microphone would pick them up, nil without a voice.
func (s *Speech) samples(text, language string) []int16 {
	voice := s.voice(language)
	if voice == "" || strings.TrimSpace(text) == "" {
		return nil
	}
	wav := s.spoken(&sentence{text: text, voice: voice})
	if wav == nil {
		return nil
	}
	rate := int(binary.LittleEndian.Uint32(wav[24:]))
	in := make([]int16, (len(wav)-wavHeader)/2)
	for i := range in {
		in[i] = int16(binary.LittleEndian.Uint16(wav[wavHeader+2*i:]))
	}
	if rate <= 0 || len(in) == 0 {
		return nil
	}
	out := make([]int16, len(in)*sampleRate/rate)
	for i := range out { // between its neighbours: a telephone's ear hears no difference
		place := float64(i) * float64(rate) / sampleRate
		at := int(place)
		next := min(at+1, len(in)-1)
		out[i] = int16(float64(in[at]) + (place-float64(at))*(float64(in[next])-float64(in[at])))
	}
	return out
}
