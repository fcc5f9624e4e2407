package speech

import (
	"testing"
	"time"
)

// An estimate too short cuts a sentence, so every letter counts.
func TestAnEstimateIsOnTheLongSide(t *testing.T) {
	short, longer := TextDuration("Please hold"), TextDuration("Please hold.")
	if longer <= short {
		t.Errorf("%s for one character more than %s", longer, short)
	}
	if got := Duration([]Prompt{{Text: "Please hold.", Loop: 3}, {Pause: time.Second}, {URL: "https://x.example/a.mp3"}}); got != 3*longer+time.Second+audioTime {
		t.Errorf("three times, a pause and a recording last %s", got)
	}
}

func TestAPauseLastsAsLongAsTheProviderMakesIt(t *testing.T) {
	for ssml, want := range map[string]time.Duration{
		`<speak><break time="3600s"/></speak>`: 10 * time.Second,
		`<speak><break time="-5s"/></speak>`:   0,
		`<speak><break/></speak>`:              time.Second,
	} {
		if got := BreakTime(ssml); got != want {
			t.Errorf("%s lasts %s, want %s", ssml, got, want)
		}
	}
}
