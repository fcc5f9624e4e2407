package sim

import (
	"testing"
	"time"

	"ringdown/infra/vonagesim"
	"ringdown/shared/sound"
)

// TestTheNetworksRecordingsAreHeardForWhatTheyAre: the network plays recordings without words; what
// the product hears in them has to be what the person on the phone did.
func TestTheNetworksRecordingsAreHeardForWhatTheyAre(t *testing.T) {
	second := time.Second
	for _, format := range []string{"mp3", "wav"} {
		for name, tt := range map[string]struct {
			length, from, until time.Duration
			empty               bool
		}{
			"silence":            {8 * second, 0, 0, true},
			"speech alone":       {12 * second, 0, 12 * second, false},
			"speech and silence": {12 * second, 2 * second, 7 * second, false},
			"one word":           {4 * second, 2 * second, 2*second + 600*time.Millisecond, false},
			"after nine seconds": {20 * second, 9 * second, 12 * second, false},
			"a cough":            {8 * second, second, second + 100*time.Millisecond, true},
		} {
			h, err := sound.Listen(vonagesim.Recorded(format, tt.length, tt.from, tt.until))
			if err != nil || h.Empty() != tt.empty {
				t.Errorf("%s, %s: heard %+v, %v", format, name, h, err)
			}
			spoken, until, ok := vonagesim.Hear(vonagesim.Recorded(format, tt.length, tt.from, tt.until))
			if ok != (format == "mp3") {
				t.Errorf("%s, %s: is of the network's making: %v", format, name, ok)
			}
			if seconds, err := sound.SecondsSpoken(vonagesim.Recorded(format, tt.length, tt.from, tt.until)); ok && (err != nil || seconds != secondsHeard(spoken, until)) {
				t.Errorf("%s, %s: %d s are heard, %v; without decoding %d s", format, name, seconds, err, secondsHeard(spoken, until))
			}
		}
	}
}
