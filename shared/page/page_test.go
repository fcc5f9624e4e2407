package page

import (
	"strings"
	"testing"
	"time"

	"ringdown/shared/alert"
	"ringdown/shared/e164"
)

// What a caller's carrier or an admin wrote must not become part of the page, wherever
// it stands.
func TestThePageEscapes(t *testing.T) {
	const evil = `"'><script>alert(1)</script>`
	n := alert.Notice{
		Kind: alert.Voicemail, Line: evil, TeamName: evil, Caller: evil, Number: evil, At: time.Unix(0, 0),
		Tried: []alert.Attempt{{Who: evil, Phone: evil, End: evil}},
	}
	for name, body := range map[string]string{"page": Call(n, []string{"https://x.example/?a=1&b=" + evil}), "apology": Apology(evil)} {
		if strings.Contains(body, "<script>") || strings.Contains(body, `"'>`) {
			t.Errorf("the %s took markup over:\n%s", name, body)
		}
	}
	if page := Call(n, []string{"https://x.example/?a=1&b=2"}); !strings.Contains(page, `src="https://x.example/?a=1&amp;b=2"`) {
		t.Errorf("the audio's address is not as it was signed:\n%s", page)
	}
}

func TestThePageSaysWhatItLacks(t *testing.T) {
	for name, c := range map[string]struct {
		notice alert.Notice
		says   []string
	}{
		"audio that is not there yet": {alert.Notice{Seconds: 12}, []string{"still being fetched", "withheld", "Nobody was rung"}},
		"a call that goes on":         {alert.Notice{Caller: "+14155550199"}, []string{"still going on"}},
		"a message without audio":     {alert.Notice{AudioMissing: true, Ended: true}, []string{"still being fetched"}},
		"no message":                  {alert.Notice{Caller: "+14155550199", Ended: true}, []string{"No message was left", "14155550199"}},
	} {
		for _, want := range c.says {
			if page := Call(c.notice, nil); !strings.Contains(page, want) || strings.Contains(page, "<audio") {
				t.Errorf("%s: the page lacks %q, or plays:\n%s", name, want, page)
			}
		}
	}
}

func TestOnlyWhatMayBeCalledBecomesALink(t *testing.T) {
	for _, tt := range []struct {
		caller e164.Caller
		want   string
	}{
		{e164.Caller{Number: "+14155550199"}, `<dd><a href="tel:+14155550199">+14155550199</a></dd>`},
		{e164.Caller{Number: "+49301234567", Came: "0301234567"}, `<dd><a href="tel:+49301234567">+49301234567 (came as 0301234567)</a></dd>`},
		{e164.Caller{}, `<dd>withheld</dd>`},
		{e164.Caller{Came: "2025550123"}, `<dd>2025550123 (unverified)</dd>`},
		{e164.Caller{Came: `"<b>" <sip:x@y>`}, `<dd>&#34;&lt;b&gt;&#34; &lt;sip:x@y&gt; (unverified)</dd>`},
		{e164.Caller{Number: "+449098790000"}, `<dd>+449098790000</dd>`}, // premium rate: the call back is what it is after
		{e164.Caller{Number: "javascript:x"}, `<dd>javascript:x</dd>`},
	} {
		n := alert.Notice{Caller: tt.caller.Number, Came: tt.caller.Came}
		if page := Call(n, nil); !strings.Contains(page, "<dt>Caller</dt>"+tt.want) {
			t.Errorf("%+v: the page lacks %q:\n%s", tt.caller, tt.want, page)
		}
	}
}

func full() alert.Notice {
	return alert.Notice{
		ID: "c1-1", Call: "c1", Kind: alert.Voicemail, Title: "Voicemail for platform", Line: "Acme support", Number: "+14155550100",
		Team: "platform", TeamName: "Platform", Caller: "+14155550199", At: time.Date(2026, 3, 2, 2, 14, 5, 0, time.UTC),
		Tried:   []alert.Attempt{{Who: "Ana Lopez", Phone: "mobile", End: "unanswered"}, {Who: "Ben Okafor", End: "declined"}},
		Seconds: 12,
	}
}

const wholePage = `
<h1>Voicemail on Acme support from +14155550199</h1>
<audio controls preload="auto" src="https://ringdown.example/audio/1"></audio>
<dl><dt>Line</dt><dd>Acme support (+14155550100)</dd><dt>Team</dt><dd>Platform</dd><dt>Caller</dt><dd><a href="tel:+14155550199">+14155550199</a></dd><dt>Time</dt><dd>Mon 2 Mar 2026 02:14:05 UTC</dd></dl>
<h2>Who was tried</h2>
<ol><li>Ana Lopez mobile <span class="end">02:14:09 UTC · unanswered</span></li><li>Ben Okafor <span class="end">02:14:30 UTC · declined</span></li></ol>
</body></html>
`

func TestTheWholePage(t *testing.T) {
	n := full()
	n.Tried[0].At, n.Tried[1].At = n.At.Add(4*time.Second), n.At.Add(25*time.Second)
	if got := Call(n, []string{"https://ringdown.example/audio/1"}); got != head+wholePage {
		t.Errorf("got:\n%s\nwant:\n%s", got, head+wholePage)
	}
}
