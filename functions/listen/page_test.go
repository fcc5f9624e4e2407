package listen

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
	for name, body := range map[string]string{"page": listenPage(n, "https://x.example/?a=1&b="+evil), "apology": apology(evil)} {
		if strings.Contains(body, "<script>") || strings.Contains(body, `"'>`) {
			t.Errorf("the %s took markup over:\n%s", name, body)
		}
	}
	if page := listenPage(n, "https://x.example/?a=1&b=2"); !strings.Contains(page, `src="https://x.example/?a=1&amp;b=2"`) {
		t.Errorf("the audio's address is not as it was signed:\n%s", page)
	}
}

func TestThePageSaysWhatItLacks(t *testing.T) {
	for name, c := range map[string]struct {
		notice alert.Notice
		says   []string
	}{
		"audio that is not there yet": {alert.Notice{Seconds: 12}, []string{"still being fetched", "withheld", "Nobody was rung"}},
		"no message":                  {alert.Notice{Caller: "+14155550199"}, []string{"No message was left", "14155550199"}},
	} {
		for _, want := range c.says {
			if page := listenPage(c.notice, ""); !strings.Contains(page, want) || strings.Contains(page, "<audio") {
				t.Errorf("%s: the page lacks %q, or plays:\n%s", name, want, page)
			}
		}
	}
}

func TestOnlyANumberBecomesALink(t *testing.T) {
	for caller, want := range map[string]string{
		"+14155550199": `<dt>Caller</dt><dd><a href="tel:+14155550199">+14155550199</a></dd>`,
		"":             `<dt>Caller</dt><dd>withheld</dd>`,
		"javascript:x": `<dt>Caller</dt><dd>javascript:x</dd>`,
	} {
		if page := listenPage(alert.Notice{Caller: e164.Number(caller)}, ""); !strings.Contains(page, want) {
			t.Errorf("%q: the page lacks %q:\n%s", caller, want, page)
		}
	}
}
