package phones

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"
	"unicode/utf8"
)

const (
	// frameBytesMax bounds what a page sends at once: a second of sound, or an offer to talk.
	frameBytesMax = 64 << 10
	// sampleRate of what a microphone picks up.
	sampleRate = 16000
	// pieceMax is how many samples come at once, a second.
	pieceMax = sampleRate
	// wordsMax bounds what somebody has said without a microphone.
	wordsMax = 300
	// nameMax bounds the names of phones and of sessions.
	nameMax = 200
	// voiceKind begins a frame of sound.
	voiceKind = 1
)

// command is what a visitor does, a text frame. Which fields a verb needs stands beside the verb.
type command struct {
	Do       string          `json:"do"`
	Session  string          `json:"session"`  // hello: the tab's, so that it is known again
	Phone    string          `json:"phone"`    // its id; caller is the tab's own
	From     string          `json:"from"`     // dial: a number, or withheld
	To       string          `json:"to"`       // dial: a line's number; signal: a leg
	Keys     string          `json:"keys"`     // press
	Text     string          `json:"text"`     // say
	Language string          `json:"language"` // say
	Mode     string          `json:"mode"`     // mode
	Pace     float64         `json:"pace"`     // pace
	Body     json.RawMessage `json:"body"`     // signal
}

// piece is what a microphone picked up, a binary frame: a byte of kind, a byte with the length of the
// phone's id, the id, and samples of 16 bits, the low byte first.
type piece struct {
	phone   string
	samples []int16
}

var (
	keysPattern     = regexp.MustCompile(`^[0-9*#]{1,20}$`)
	languagePattern = regexp.MustCompile(`^([A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,2})?$`)
	sessionPattern  = regexp.MustCompile(`^[A-Za-z0-9-]{16,64}$`)
)

// parseCommand reads a text frame. The error says to whoever wrote the page what is wrong with it.
func parseCommand(frame []byte) (c command, err error) {
	if !utf8.Valid(frame) {
		return c, errors.New("a text frame is not UTF-8")
	}
	d := json.NewDecoder(bytes.NewReader(frame))
	d.DisallowUnknownFields()
	if err := d.Decode(&c); err != nil {
		return command{}, fmt.Errorf("a text frame is one JSON object of known fields: %w", err)
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return command{}, errors.New("a text frame has something after its JSON object")
	}
	v, ok := verbs[c.Do]
	switch {
	case !ok:
		return command{}, fmt.Errorf("there is no verb %.40q", c.Do)
	case v.phone && c.Phone == "" || len(c.Phone) > nameMax || len(c.From) > nameMax || len(c.To) > nameMax:
		return command{}, fmt.Errorf("%s: name a phone, and nothing longer than %d bytes", c.Do, nameMax)
	case utf8.RuneCountInString(c.Text) > wordsMax:
		return command{}, fmt.Errorf("say: at most %d characters at once", wordsMax)
	case !languagePattern.MatchString(c.Language):
		return command{}, fmt.Errorf("say: %.40q is no language, write one like en-US", c.Language)
	case c.Do == "press" && !keysPattern.MatchString(c.Keys):
		return command{}, errors.New("press: a phone has the keys 0 to 9, * and #; at most 20 at once")
	case c.Do == "hello" && !sessionPattern.MatchString(c.Session):
		return command{}, errors.New("hello: a session is 16 to 64 letters and digits")
	}
	return c, nil
}

// parsePiece reads a binary frame.
func parsePiece(frame []byte) (piece, error) {
	if len(frame) < 2 || frame[0] != voiceKind {
		return piece{}, errors.New("a binary frame begins with 1, for sound")
	}
	name, sound := int(frame[1]), frame[2:]
	if name == 0 || name > len(sound) {
		return piece{}, errors.New("a binary frame names the phone whose microphone it is of")
	}
	id, sound := string(sound[:name]), sound[name:]
	if len(sound) == 0 || len(sound)%2 != 0 || len(sound)/2 > pieceMax || !utf8.ValidString(id) {
		return piece{}, fmt.Errorf("a binary frame has 1 to %d samples of 16 bits", pieceMax)
	}
	p := piece{phone: id, samples: make([]int16, len(sound)/2)}
	for i := range p.samples {
		p.samples[i] = int16(binary.LittleEndian.Uint16(sound[2*i:]))
	}
	return p, nil
}
