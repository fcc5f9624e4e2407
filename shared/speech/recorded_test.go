package speech

import (
	"fmt"
	"strings"
	"testing"
)

func TestARecordedSentenceIsPlayedWhereItStands(t *testing.T) {
	const url = "https://cdn.example.com/a.mp3"
	for text, want := range map[string]string{
		Recorded(url):                                "play " + url,
		"Before. " + Recorded(url) + " After.":       "say Before.; play " + url + "; say After.",
		Recorded(url) + Recorded(url):                "play " + url + "; play " + url,
		"See " + url + " for more.":                  "say See " + url + " for more.",
		"<speak>A</speak> B " + Recorded(url):        "say <speak>A</speak>; say B; play " + url,
		"B <speak>A &amp; C</speak>":                 "say B; say <speak>A &amp; C</speak>",
		recordedStart + "javascript:x" + recordedEnd: "say javascript:x",
		recordedStart + url:                          "say " + url,
		"A" + recordedEnd:                            "say A",
		"<speak>A":                                   "say A",
		"A < B":                                      "say A < B",
	} {
		var got []string
		for _, p := range Speak(text, "en-US", 0) {
			if p.URL != "" {
				got = append(got, "play "+p.URL)
			} else {
				got = append(got, "say "+strings.TrimSpace(p.Text))
			}
		}
		if said := strings.Join(got, "; "); said != want {
			t.Errorf("%q:\n got %s\nwant %s", text, said, want)
		}
	}
}

func FuzzSegmentsAreTheText(f *testing.F) {
	for _, text := range []string{"", "a", "<speak>a</speak>b", Recorded("https://x/a.mp3"), "<speak", recordedStart + "<speak>" + recordedEnd + "</speak>"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if got := strings.Join(Segments(text), ""); got != text {
			t.Errorf("%q became %q", text, got)
		}
		for _, p := range Speak(text, "en-US", 0) {
			if strings.ContainsAny(p.Text, recordedStart+recordedEnd) {
				t.Errorf("%q is spoken with a mark: %q", text, fmt.Sprint(p))
			}
		}
	})
}
