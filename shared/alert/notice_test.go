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

// What a caller's carrier or an admin wrote into a name must not become part of the page.
func TestThePageEscapes(t *testing.T) {
	n := full()
	n.Line, n.Tried[0].Who = `<script>alert(1)</script>`, `<b>Ana</b>`
	page := n.HTML()
	if strings.Contains(page, "<script>") || strings.Contains(page, "<b>Ana") {
		t.Errorf("the page took markup over:\n%s", page)
	}
	if !strings.Contains(page, "Listen to the message (12 s)") || !strings.Contains(page, `href="https://ringdown.example/listen/c1/t"`) {
		t.Errorf("the page has no link to the message:\n%s", page)
	}
}

// A link that is not one of the web is not made clickable.
func TestThePageLinksToTheWebOnly(t *testing.T) {
	for _, address := range []string{"javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:alert(1)", "data:text/html,x", "//elsewhere.example", ""} {
		n := full()
		n.Listen = address
		if page := n.HTML(); strings.Contains(page, "href") {
			t.Errorf("%q is a link:\n%s", address, page)
		}
	}
}

// An address cannot leave its attribute.
func TestALinkStaysInItsQuotes(t *testing.T) {
	n := full()
	n.Listen = `https://ringdown.example/"onmouseover="alert(1)`
	if page := n.HTML(); !strings.Contains(page, `href="https://ringdown.example/&#34;onmouseover=&#34;alert(1)"`) {
		t.Errorf("the address is not escaped:\n%s", page)
	}
}

const wholePage = `<!doctype html><html><body style="font:16px/1.5 sans-serif">
<h2>Voicemail on Acme support from +14155550199</h2>
<table cellpadding="4">
<tr><td>Line</td><td>Acme support (+14155550100)</td></tr>
<tr><td>Team</td><td>Platform</td></tr>
<tr><td>Caller</td><td>+14155550199</td></tr>
<tr><td>Time</td><td>Mon 2 Mar 2026 02:14:05 UTC</td></tr>
<tr><td>Tried</td><td>Ana Lopez mobile: unanswered<br>Ben Okafor: declined<br></td></tr>
</table>
<p><a href="https://ringdown.example/listen/c1/t">Listen to the message (12 s)</a></p>
</body></html>
`

func TestTheWholeNoticeAsAPage(t *testing.T) {
	if got := full().HTML(); got != wholePage {
		t.Errorf("got:\n%s\nwant:\n%s", got, wholePage)
	}
}

func TestASMSIsOneLineWithTheLink(t *testing.T) {
	if got, want := full().SMS(), "Voicemail on Acme support from +14155550199 https://ringdown.example/listen/c1/t"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
