package desk

import (
	"bytes"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"ringdown/infra/vonagesim"
	"ringdown/shared/settings"
	"ringdown/testdata"
)

// patience is how long a test waits for something that happens on the real clock.
const patience = 20 * time.Second

// settingsText is of a line that takes messages at once, whose sentences are short.
const settingsText = `version: 1
users:
  - {id: ana, name: Ana, phones: [{number: +14155550101}]}
teams:
  - {id: t, name: t, tiers: [[ana]]}
lines:
  - id: notes
    number: +14155550120
    team: t
    mode: voicemail
    voicemail: {silenceSeconds: 3}
    messages: {welcome: {text: Hi.}, recording: {text: Go.}}
`

func options(t *testing.T, text string) Options {
	t.Helper()
	s, problems := settings.Parse([]byte(text), nil)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return Options{Settings: s, Address: "127.0.0.1:0", Log: slog.New(slog.DiscardHandler), Pace: 10}
}

// started serves a desk to the end of the test.
func started(t *testing.T, o Options) (*Desk, Client) {
	t.Helper()
	d, err := Open(o)
	if err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- d.Serve(t.Context()) }()
	t.Cleanup(func() {
		select {
		case err := <-ended:
			if err != nil {
				t.Error(err)
			}
		case <-time.After(patience):
			t.Error("the desk did not end")
		}
	})
	return d, Client{Address: strings.TrimPrefix(d.URL, "http://")}
}

// screen is a terminal that the desk writes to while a test reads it.
type screen struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (s *screen) Write(b []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.text.Write(b)
}

func (s *screen) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.text.String()
}

// followed places a call and follows it to its end.
func followed(t *testing.T, c Client, o Order) (lines []string, told Told) {
	t.Helper()
	p, err := c.Place(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	told, err = c.Follow(t.Context(), p, func(m Moment) { lines = append(lines, m.Who+" "+m.What) })
	if err != nil {
		t.Fatal(err)
	}
	return lines, told
}

func fetched(t *testing.T, url, ranges string) (*http.Response, []byte) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), "GET", url, nil)
	if err != nil {
		t.Fatal(err)
	}
	if ranges != "" {
		req.Header.Set("range", ranges)
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp, body
}

var source = regexp.MustCompile(`<audio[^>]* src="([^"]+)"`)

// TestAMessageIsPlayedInABrowser: a caller leaves a message, the alert has a link, the
// page behind it an address that is played in parts, as browsers ask for audio.
func TestAMessageIsPlayedInABrowser(t *testing.T) {
	o := options(t, settingsText)
	o.Outbox = filepath.Join(t.TempDir(), "outbox")
	printed := &screen{}
	o.Out = printed
	_, c := started(t, o)
	lines, told := followed(t, c, Order{From: "withheld", Script: "caller: at tone speak 8s; 9s after tone press hash"})
	if told.Outcome != "voicemail" || len(told.Rung) != 0 || len(told.Alerts) != 1 || told.Alerts[0] != "voicemail to t" || told.Message == "none" {
		t.Fatalf("told %+v\n%s", told, strings.Join(lines, "\n"))
	}
	files, _ := filepath.Glob(filepath.Join(o.Outbox, "*.txt"))
	if len(files) != 1 {
		t.Fatalf("the outbox has %v", files)
	}
	text, err := os.ReadFile(files[0])
	if err != nil || !strings.Contains(printed.String(), string(text)) {
		t.Fatalf("%v; printed %q, written %q", err, printed, text)
	}
	link := regexp.MustCompile(`http://\S+/listen/\S+`).FindString(string(text))
	resp, page := fetched(t, link, "")
	found := source.FindSubmatch(page)
	if resp.StatusCode != http.StatusOK || found == nil {
		t.Fatalf("the page: %s\n%s", resp.Status, page)
	}
	audio := strings.ReplaceAll(string(found[1]), "&amp;", "&")
	_, whole := fetched(t, audio, "")
	resp, part := fetched(t, audio, "bytes=100-199")
	if resp.StatusCode != http.StatusPartialContent || !bytes.Equal(part, whole[100:200]) || resp.Header.Get("content-type") != "audio/mpeg" {
		t.Errorf("a part of the audio: %s, %s, %d bytes", resp.Status, resp.Header.Get("content-type"), len(part))
	}
	direct := regexp.MustCompile(`(?m)^Audio: (\S+)$`).FindSubmatch(text)
	if direct == nil {
		t.Fatalf("no address of the audio in the alert:\n%s", text)
	}
	if _, body := fetched(t, string(direct[1]), ""); !bytes.Equal(body, whole) {
		t.Error("the address in the alert gives other audio than the page")
	}
}

// TestTwoCallsAtOnceAreToldApart: every line of a transcript belongs to its own call.
func TestTwoCallsAtOnceAreToldApart(t *testing.T) {
	text, err := testdata.Files.ReadFile("config/good/first.yaml")
	if err != nil {
		t.Fatal(err)
	}
	_, c := started(t, options(t, string(text)))
	var placed []Placed
	for range 2 {
		p, err := c.Place(t.Context(), Order{Script: "caller: 700ms after dialling hang up"})
		if err != nil {
			t.Fatal(err)
		}
		placed = append(placed, p)
	}
	for _, p := range placed {
		dials, rings := 0, 0
		told, err := c.Follow(t.Context(), p, func(m Moment) {
			if strings.HasPrefix(m.What, "dials") {
				dials++
			}
			if m.Ordered && strings.HasPrefix(m.What, "ring") {
				rings++
			}
		})
		if err != nil || told.Outcome != "missed" || dials != 1 || rings != len(told.Rung) {
			t.Errorf("%v: %+v with %d callers and %d rings", err, told, dials, rings)
		}
	}
}

func TestABrokenStateIsSetAside(t *testing.T) {
	for name, text := range map[string]string{
		"no JSON":         `{"version":1,"callbackKey":x`,
		"empty":           "",
		"cut short":       `{"version":1,"callbackKey":"AAAA"`,
		"another version": `{"version":99,"callbackKey":"AAAA","signatureSecret":"AAAA"}`,
		"without secrets": `{"version":1,"callbackKey":null}`,
	} {
		t.Run(name, func(t *testing.T) {
			file := filepath.Join(t.TempDir(), "desk.json")
			if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
			var log bytes.Buffer
			k, err := readState(file, slog.New(slog.NewTextHandler(&log, nil)))
			if err != nil || len(k.CallbackKey) != secretSize || len(k.Calls) != 0 {
				t.Errorf("%v, %+v", err, k)
			}
			if !strings.Contains(log.String(), "set aside, and the desk begins empty") {
				t.Errorf("nobody is told: %q", &log)
			}
			aside, _ := filepath.Glob(file + ".broken-*")
			if len(aside) != 1 {
				t.Fatalf("set aside as %v", aside)
			}
			if kept, _ := os.ReadFile(aside[0]); string(kept) != text {
				t.Errorf("set aside as %q", kept)
			}
			if _, err := os.Stat(file); err == nil {
				t.Error("the broken file is still in its place")
			}
		})
	}
}

func TestOrdersThatAreRefused(t *testing.T) {
	d, c := started(t, options(t, settingsText))
	for _, o := range []struct {
		name  string
		order Order
		says  string
	}{
		{"no such phone", Order{Script: "ben: busy"}, `nobody has a phone called "ben"; there are ana`},
		{"no such line", Order{To: "sales"}, "there is no line sales on this desk; there are notes"},
		{"no number", Order{From: "12"}, "from: not a phone number in international form: 2 digits; write 7 to 15 with the country code, like +14155550100; or write withheld"},
		{"two callers", Order{Script: "caller: from withheld\ncaller 2: from withheld"}, "the script has 2 callers: place a call for each"},
		{"no words", Order{Script: "ana: sings"}, `script line 1: ana: "sings" is not understood; write like: answers after 4s, or 1s after hearing "press 1" press 1`},
	} {
		if _, err := c.Place(t.Context(), o.order); err == nil || err.Error() != o.says {
			t.Errorf("%s: %v, want %s", o.name, err, o.says)
		}
	}
	body, err := json.Marshal(Order{})
	if err != nil {
		t.Fatal(err)
	}
	resp, err := http.Post(d.URL+"/desk/call", "text/plain", bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	if resp.StatusCode != http.StatusUnsupportedMediaType {
		t.Errorf("a call that a page in a browser could place is answered with %s", resp.Status)
	}
	for path, status := range map[string]int{
		"/desk/calls/nobody/transcript": http.StatusNotFound, "/desk/dialplans/notes/7": http.StatusNotFound, "/desk/dialplans/notes/x": http.StatusBadRequest,
		"/desk/calls?date=today": http.StatusBadRequest, "/v1/calls": http.StatusUnauthorized, "/voice/answer": http.StatusMethodNotAllowed, "/": http.StatusOK,
	} {
		if resp, body := fetched(t, d.URL+path, ""); resp.StatusCode != status {
			t.Errorf("GET %s: %s %s, want %d", path, resp.Status, body, status)
		}
	}
}

// TestEveryPhoneIsThereFromTheStart: a call of the run before may still ring somebody.
func TestEveryPhoneIsThereFromTheStart(t *testing.T) {
	text, err := testdata.Files.ReadFile("config/good/first.yaml")
	if err != nil {
		t.Fatal(err)
	}
	d, c := started(t, options(t, string(text)))
	d.network.Dial("14155550199", "14155550100", vonagesim.Caller(vonagesim.AfterDialling(2*time.Second).HangUp()))
	id := d.book.first()
	if _, err := c.Follow(t.Context(), Placed{Call: id, Transcript: "/desk/calls/" + id + "/transcript"}, func(m Moment) {
		if strings.Contains(m.What, "(failed") {
			t.Errorf("%s: %s", m.Who, m.What)
		}
	}); err != nil {
		t.Error(err)
	}
}

// first is the call placed first.
func (b *book) first() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.order[0]
}
