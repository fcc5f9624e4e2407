package alert

import (
	"strings"
	"testing"
	"time"
)

func full() Notice {
	return Notice{
		ID: "c1-1", Call: "c1", Kind: Voicemail, Title: "Voicemail for platform", Line: "Acme support", Number: "+14155550100",
		Team: "platform", TeamName: "Platform", Caller: "+14155550199", At: time.Date(2026, 3, 2, 2, 14, 5, 0, time.UTC),
		Tried:   []Attempt{{Who: "Ana Lopez", Phone: "mobile", End: "unanswered"}, {Who: "Ben Okafor", End: "declined"}},
		Seconds: 12, Listen: "https://ringdown.example/listen/c1/t", Expires: time.Date(2026, 3, 3, 2, 14, 0, 0, time.UTC),
	}
}

const wholeText = `Voicemail on Acme support from +14155550199
Voicemail for platform

Line:   Acme support (+14155550100)
Team:   Platform
Caller: +14155550199
Time:   Mon 2 Mar 2026 02:14:05 UTC
Tried:  Ana Lopez mobile: unanswered; Ben Okafor: declined
Message of 12 s: https://ringdown.example/listen/c1/t
(the link works until Tue 3 Mar 02:14 UTC)
`

func TestTheWholeNoticeAsText(t *testing.T) {
	if got := full().Text(); got != wholeText {
		t.Errorf("got:\n%s\nwant:\n%s", got, wholeText)
	}
}

// What is not known is left out or said to be so; nothing reads "from ,".
func TestWhatIsNotKnown(t *testing.T) {
	n := Notice{Kind: Missed, Line: "Acme support", Number: "+14155550100", At: time.Date(2026, 3, 2, 2, 14, 5, 0, time.UTC)}
	text := n.Text()
	for _, want := range []string{"Missed call on Acme support from a withheld number", "Tried:  nobody"} {
		if !strings.Contains(text, want) {
			t.Errorf("the text lacks %q:\n%s", want, text)
		}
	}
	for _, not := range []string{"Team:", "Message", "link", "http"} {
		if strings.Contains(text, not) {
			t.Errorf("the text has %q:\n%s", not, text)
		}
	}
}

func TestAPersonReadsTheirOwnLanguage(t *testing.T) {
	a := Decide(Alert{ID: "c1-1"}, Raised{Notice: Notice{ID: "c1-1", Call: "c1", Language: "en-US"}, Rule: BuiltIn("support")}, at(0)).Alert
	zoe := Person{ID: "zoe", Language: "de-DE", Timezone: "Europe/Berlin", Contacts: []Contact{{Kind: Email, Address: "zoe@example.com"}}}
	a = Decide(a, StepBegun{People: []Person{zoe, ana}}, at(0)).Alert
	read := map[string]string{}
	for _, n := range a.Notifications {
		read[n.User] = a.NoticeFor(n).Reader.Language
	}
	if read["zoe"] != "de-DE" || read["ana"] != "en-US" || read[""] != "en-US" {
		t.Errorf("read %v, want Zoe's own and the line's for all others", read)
	}
}
