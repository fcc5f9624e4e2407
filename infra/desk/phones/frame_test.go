package phones

import (
	"encoding/binary"
	"strings"
	"testing"
)

// FuzzFrames: whatever a page sends is understood or refused, and never more than a phone can do.
func FuzzFrames(f *testing.F) {
	for _, s := range []string{
		`{"do":"hello","session":"0123456789abcdef"}`, `{"do":"dial","phone":"caller","from":"withheld","to":"acme"}`, `{"do":"press","phone":"ana","keys":"1*#"}`,
		`{"do":"signal","phone":"caller","to":"x","body":{"sdp":""}}`, `{"do":"pace","pace":1e309}`, `{"do":"say","phone":"caller","text":"\ud800"}`, `[]`, `"x"`, "\x01\x06caller\x00\x01", "\x01\xff", "\x01\x01a\x00",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, frame []byte) {
		if c, err := parseCommand(frame); err == nil {
			if _, ok := verbs[c.Do]; !ok || verbs[c.Do].phone && c.Phone == "" {
				t.Errorf("%+v is taken", c)
			}
			if c.Do == "press" && strings.Trim(c.Keys, "0123456789*#") != "" {
				t.Errorf("a phone has no keys %q", c.Keys)
			}
		} else if len(err.Error()) > 400 {
			t.Errorf("the refusal repeats what came: %d bytes", len(err.Error()))
		}
		if v, err := parsePiece(frame); err == nil {
			again := append([]byte{voiceKind, byte(len(v.phone))}, v.phone...)
			for _, s := range v.samples {
				again = binary.LittleEndian.AppendUint16(again, uint16(s))
			}
			if string(again) != string(frame) || v.phone == "" || len(v.samples) == 0 || len(v.samples) > pieceMax {
				t.Errorf("%q is taken as %q with %d samples", frame, v.phone, len(v.samples))
			}
		}
	})
}

// TestAPieceIsTheOneThatCame: the low byte comes first, and the phone is named before.
func TestAPieceIsTheOneThatCame(t *testing.T) {
	v, err := parsePiece([]byte("\x01\x03ben\x01\x00\xff\xff\x00\x80"))
	if err != nil || v.phone != "ben" || len(v.samples) != 3 || v.samples[0] != 1 || v.samples[1] != -1 || v.samples[2] != -32768 {
		t.Errorf("%v, %+v", err, v)
	}
}
