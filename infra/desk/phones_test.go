package desk

import (
	"bytes"
	"context"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/coder/websocket"

	"ringdown/infra/desk/phones"
	"ringdown/shared/call"
	"ringdown/shared/sound"
	"ringdown/testdata"
)

// tab is a page in a browser, as far as its socket goes.
type tab struct {
	t      *testing.T
	c      *websocket.Conn
	phones map[string]seenPhone
	told   map[string]Told // by call
	says   []string        // notices and refusals
	from   []string        // signals
	alerts []string        // status of each
	pace   float64
	posted int
	passed []string
}

type seenPhone struct {
	Holder, State, Ended, Keys, Shown, Mode, Leg string
	Listen                                       bool
	Hears                                        struct{ Sound, Text, Audio string }
	Talks                                        []struct {
		Leg, Name          string
		Held, Here, Offers bool
	}
}

// opened opens a page of the desk.
func opened(t *testing.T, d *Desk, session string) *tab {
	t.Helper()
	c, _, err := websocket.Dial(t.Context(), d.URL+phones.Path+"socket", &websocket.DialOptions{HTTPHeader: http.Header{"Origin": {d.URL}}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.CloseNow() })
	c.SetReadLimit(1 << 20)
	p := &tab{t: t, c: c, phones: map[string]seenPhone{}, told: map[string]Told{}}
	p.send("hello", "session", session)
	p.until("the phones are there", func() bool { return p.phones[phones.CallerID].State != "" && p.posted >= 0 && p.alerts != nil })
	return p
}

// send does a verb, with fields in pairs.
func (p *tab) send(do string, fields ...any) {
	p.t.Helper()
	m := map[string]any{"do": do}
	for i := 0; i < len(fields); i += 2 {
		m[fields[i].(string)] = fields[i+1]
	}
	text, err := json.Marshal(m)
	if err == nil {
		err = p.c.Write(p.t.Context(), websocket.MessageText, text)
	}
	if err != nil {
		p.t.Fatalf("%s: %v", do, err)
	}
}

// until reads messages until something is so.
func (p *tab) until(what string, so func() bool) {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.t.Context(), patience)
	defer cancel()
	for !so() {
		_, text, err := p.c.Read(ctx)
		if err != nil {
			p.t.Fatalf("%s: never: %v; phones %+v, says %q", what, err, p.phones, p.says)
		}
		p.take(text)
	}
}

func (p *tab) take(text []byte) {
	var m struct {
		Kind, ID, Says, From, Call string
		Pace                       float64
		Told                       *Told
		List                       []map[string]any
	}
	if err := json.Unmarshal(text, &m); err != nil {
		p.t.Fatalf("%s: %v", text, err)
	}
	switch m.Kind {
	case "phone":
		var s seenPhone
		if err := json.Unmarshal(text, &s); err != nil {
			p.t.Fatal(err)
		}
		p.phones[m.ID] = s
	case "notice", "refused":
		p.says = append(p.says, m.Says)
	case "signal":
		p.from = append(p.from, m.From)
	case "clock":
		p.pace = m.Pace
	case "transcript":
		if m.Told != nil {
			p.told[m.Call] = *m.Told
		}
	case "posted":
		p.posted += len(m.List)
	case "passed":
		for _, one := range m.List {
			p.passed = append(p.passed, fmt.Sprint(one["way"], " ", one["method"], " ", one["path"], " ", one["status"]))
		}
	case "alerts":
		p.alerts = []string{}
		for _, one := range m.List {
			p.alerts = append(p.alerts, fmt.Sprint(one["status"]))
		}
	}
}

func (p *tab) is(phone, state string) func() bool {
	return func() bool { return p.phones[phone].State == state }
}

func (p *tab) hears(phone, words string) func() bool {
	return func() bool { return strings.Contains(strings.ToLower(p.phones[phone].Hears.Text), words) }
}

// ended gives what came of the only call.
func (p *tab) ended() (t Told) {
	p.t.Helper()
	p.until("the call is over", func() bool { return len(p.told) > 0 })
	for _, t = range p.told {
	}
	return t
}

const (
	firstTab  = "first-tab-0000001"
	secondTab = "second-tab-000002"
)

// first is the desk of the settings that everybody starts with.
func first(t *testing.T) *Desk {
	t.Helper()
	text, err := testdata.Files.ReadFile("config/good/first.yaml")
	if err != nil {
		t.Fatal(err)
	}
	d, _ := started(t, options(t, string(text)))
	return d
}

// TestTwoTabsTalk: one plays the caller, the other the responder whose phone it took from the first.
func TestTwoTabsTalk(t *testing.T) {
	d := first(t)
	caller := opened(t, d, firstTab)
	if got := caller.phones["ana mobile"].Holder; got != "you" {
		t.Fatalf("the first tab does not hold the phones: %q", got)
	}
	responder := opened(t, d, secondTab)
	if got := responder.phones["ana mobile"].Holder; got != "another" {
		t.Fatalf("the second tab is not told that the phone is held: %q", got)
	}
	responder.send("answer", "phone", "ana mobile")
	responder.until("refused", func() bool { return len(responder.says) > 0 })
	if want := "the phone of Ana Lopez is not in this tab: take it first"; responder.says[0] != want {
		t.Errorf("says %q, want %q", responder.says[0], want)
	}
	responder.send("take", "phone", "ana mobile")
	responder.until("the phone is taken", func() bool { return responder.phones["ana mobile"].Holder == "you" })
	caller.until("the first tab is told", func() bool {
		return caller.phones["ana mobile"].Holder == "another" && slices.Contains(caller.says, "The phone of Ana Lopez was taken by another tab.")
	})

	caller.send("dial", "phone", "caller", "from", "+14155550177", "to", "acme-support")
	responder.until("it rings", responder.is("ana mobile", "ringing"))
	if got := responder.phones["ana mobile"].Shown; got == "" {
		t.Error("the phone shows no number")
	}
	responder.send("answer", "phone", "ana mobile")
	responder.until("the question is asked", responder.hears("ana mobile", "press 1"))
	if s := responder.phones["ana mobile"].Hears; s.Sound != "speech" || s.Audio != "" && !strings.HasPrefix(s.Audio, "/phones/speech/") {
		t.Errorf("hears %+v", s)
	}
	responder.send("press", "phone", "ana mobile", "keys", "1")
	responder.until("they talk", func() bool { return len(responder.phones["ana mobile"].Talks) == 1 })
	caller.until("they talk", func() bool { return len(caller.phones["caller"].Talks) == 1 })
	with, back := caller.phones["caller"].Talks[0], responder.phones["ana mobile"].Talks[0]
	if with.Name != "Ana Lopez" || !with.Held || with.Here || with.Offers == back.Offers {
		t.Errorf("the caller talks with %+v, who talks with %+v", with, back)
	}
	caller.send("signal", "phone", "caller", "to", with.Leg, "body", map[string]any{"sdp": "v=0"})
	responder.until("the signal is there", func() bool { return len(responder.from) > 0 })
	if responder.from[0] != back.Leg {
		t.Errorf("the signal is from %s, the caller is %s", responder.from[0], back.Leg)
	}
	caller.send("signal", "phone", "caller", "to", "somebody-else", "body", map[string]any{})
	caller.until("refused", func() bool { return slices.Contains(caller.says, "who should hear that is not on the line any more") })
	d.after(3*time.Second, func() { caller.send("hang up", "phone", "caller") }) // the product knows of the talk by then
	responder.until("it is over", responder.is("ana mobile", "idle"))
	if told := caller.ended(); told.Outcome != "talked with ana" {
		t.Errorf("told %+v", told)
	}
	if !slices.Contains(caller.passed, "webhook POST /voice/answer 200") || !slices.Contains(caller.passed, "order POST /v1/calls 201") {
		t.Errorf("passed were %q", caller.passed)
	}
}

// sends plays a microphone: pieces of a tone, each when it is over.
func (p *tab) sends(d *Desk, phone string, seconds float64) {
	const size = 1600
	frame := append([]byte{1, byte(len(phone))}, phone...)
	for i := range size {
		loud := int16(8000)
		if i/20%2 == 1 {
			loud = -loud
		}
		if i%800 > 500 { // syllables: an even tone is no speech
			loud /= 40
		}
		frame = binary.LittleEndian.AppendUint16(frame, uint16(loud))
	}
	left := int(seconds * 10)
	var next func()
	next = func() {
		if left--; p.c.Write(context.Background(), websocket.MessageBinary, frame) == nil && left > 0 {
			d.after(100*time.Millisecond, next)
		}
	}
	d.after(100*time.Millisecond, next)
}

// TestAMessageByMicrophone: what a microphone picks up is a message like any other, with speech in it.
func TestAMessageByMicrophone(t *testing.T) {
	d, _ := started(t, options(t, strings.Replace(settingsText, "tiers: [[ana]]", "tiers: [[ana]], emails: [t@example.com]", 1)))
	p := opened(t, d, firstTab)
	p.send("dial", "phone", "caller", "from", "withheld")
	p.until("it is recorded", func() bool { return p.phones["caller"].Listen })
	p.sends(d, "caller", 5)
	told := p.ended()
	if told.Outcome != "voicemail" || len(told.Alerts) != 1 {
		t.Fatalf("told %+v", told)
	}
	calls, err := d.calls.All()
	if err != nil || len(calls) != 1 {
		t.Fatalf("%d calls, %v", len(calls), err)
	}
	v := calls[0].Voicemail()
	audio := d.recordings.All()[v.Key].Audio
	heard, err := sound.Listen(audio)
	if err != nil || heard.Empty() || heard.Speech < 3*time.Second || v.Seconds < 4 || v.Seconds > 7 {
		t.Errorf("%v: in %d bytes of %s there are %+v; the message lasts %d s", err, len(audio), v.Key, heard, v.Seconds)
	}
	p.until("the outbox has it, and the alert is open", func() bool { return p.posted > 0 && len(p.alerts) == 1 && p.alerts[0] == "open" })
	acknowledge(t, d, calls[0])
	p.until("it is acknowledged", func() bool { return p.alerts[0] == "acknowledged" })
}

// acknowledge presses the button behind the link of an alert's first notification.
func acknowledge(t *testing.T, d *Desk, c call.Call) {
	t.Helper()
	list, _ := d.posted.since(0)
	for _, one := range list {
		text := one.(arrived).Text
		at := strings.Index(text, d.URL+"/alert/")
		if at < 0 {
			continue
		}
		link := text[at : at+strings.IndexAny(text[at:], "\n\", ")]
		_, page := fetched(t, link, "")
		for _, part := range strings.Split(string(page), `action="`)[1:] {
			action, _, _ := strings.Cut(part, `"`)
			if strings.Contains(part, "Acknowledge") {
				resp, err := http.Post(strings.ReplaceAll(action, "&amp;", "&"), "application/x-www-form-urlencoded", nil)
				if err != nil {
					t.Fatal(err)
				}
				resp.Body.Close()
				return
			}
		}
	}
	t.Fatalf("no notification of call %s has a link with a button: %+v", c.ID, list)
}

// TestWordsWithoutAMicrophone: what is typed is spoken, or lasts as long.
func TestWordsWithoutAMicrophone(t *testing.T) {
	d, _ := started(t, options(t, settingsText))
	p := opened(t, d, firstTab)
	p.send("dial", "phone", "caller")
	p.until("it is recorded", func() bool { return p.phones["caller"].Listen })
	p.send("say", "phone", "caller", "text", "The freezer in room four is broken. Please send somebody before noon.", "language", "en-US")
	if told := p.ended(); told.Outcome != "voicemail" || !strings.Contains(told.Message, "s") {
		t.Errorf("told %+v", told)
	}
}

func TestBusyDeadAndMailbox(t *testing.T) {
	d := first(t)
	p := opened(t, d, firstTab)
	for phone, mode := range map[string]string{"ana mobile": "busy", "ana office": "dead", "ben": "mailbox"} {
		p.send("mode", "phone", phone, "mode", mode)
	}
	p.until("the modes are set", func() bool {
		return p.phones["ana mobile"].Mode == "busy" && p.phones["ana office"].Mode == "dead" && p.phones["ben"].Mode == "mailbox"
	})
	p.send("dial", "phone", "caller")
	p.until("one is busy", func() bool { return p.phones["ana mobile"].Ended == "busy" })
	p.until("one does not exist", func() bool { return p.phones["ana office"].Ended == "failed (cannot_route)" })
	p.until("a mailbox answers", p.is("ben", "up"))
	p.until("the next tier is rung", p.is("cy", "ringing"))
	p.send("hang up", "phone", "cy")
	p.until("it is declined", func() bool { return p.phones["cy"].Ended == "rejected (declined)" })
	p.send("hang up", "phone", "caller")
	if told := p.ended(); strings.HasPrefix(told.Outcome, "talked") {
		t.Errorf("told %+v", told)
	}
	p.send("mode", "phone", "cy", "mode", "asleep")
	p.until("refused", func() bool { return slices.Contains(p.says, `a phone has no mode "asleep"`) })
}

// TestAScriptLeavesHeldPhonesAlone: what a visitor set holds beside calls of a terminal.
func TestAScriptLeavesHeldPhonesAlone(t *testing.T) {
	d := first(t)
	p := opened(t, d, firstTab)
	p.send("mode", "phone", "ana mobile", "mode", "busy")
	p.until("it is set", func() bool { return p.phones["ana mobile"].Mode == "busy" })
	if _, err := d.Place(Order{Script: "caller: 5s after dialling hang up\nben: answers after 1s"}); err != nil {
		t.Fatal(err)
	}
	p.until("the phone is busy", func() bool { return p.phones["ana mobile"].Ended == "busy" })
}

// TestATabThatComesBack has its phones; one that was closed has let go of them.
func TestATabThatComesBack(t *testing.T) {
	d := first(t)
	p := opened(t, d, firstTab)
	p.send("dial", "phone", "caller")
	p.until("it rings", p.is("ana mobile", "ringing"))
	p.c.CloseNow()
	p = opened(t, d, firstTab)
	if p.phones["ana mobile"].Holder != "you" || p.phones["caller"].Leg == "" {
		t.Errorf("after its return: %+v", p.phones)
	}
	other := opened(t, d, secondTab)
	p.c.Close(websocket.StatusGoingAway, "")
	other.until("the phones are free", func() bool { return other.phones["ana mobile"].Holder == "nobody" })
	other.until("its call is over", func() bool { return len(other.told) == 1 })
}

func TestTheSamePageTwiceIsTold(t *testing.T) {
	d := first(t)
	p := opened(t, d, firstTab)
	opened(t, d, firstTab)
	for {
		if _, _, err := p.c.Read(t.Context()); err != nil {
			if websocket.CloseStatus(err) != websocket.StatusPolicyViolation || !strings.Contains(err.Error(), "the same page has a newer socket") {
				t.Errorf("ended with %v", err)
			}
			return
		}
	}
}

func TestTheClockRunsFaster(t *testing.T) {
	d := first(t)
	p := opened(t, d, firstTab)
	p.send("pace", "pace", 4)
	p.until("it runs at 4", func() bool { return p.pace == 4 })
	p.send("pace", "pace", 1000)
	p.until("refused", func() bool { return slices.Contains(p.says, "the clock runs 1 to 10 times as fast as a real one") })
}

func TestFramesThatMakeNoSense(t *testing.T) {
	d := first(t)
	p := opened(t, d, firstTab)
	for _, f := range []string{"", "{", "null", `{"do":"sing"}`, `{"do":"press","phone":"caller","keys":"A"}`, `{"do":"answer"}`, `{"do":"hello","session":"first-tab-0000001"}`, `{"do":"take","phone":"ana mobile"} x`, `{"do":"dial","speed":9}`} {
		said := len(p.says)
		if err := p.c.Write(t.Context(), websocket.MessageText, []byte(f)); err != nil {
			t.Fatal(err)
		}
		p.until("it is refused: "+f, func() bool { return len(p.says) > said })
	}
	p.send("dial", "phone", "caller")
	p.until("the socket still works", p.is("caller", "dialling"))
	for range 30 {
		if p.c.Write(t.Context(), websocket.MessageBinary, []byte{7}) != nil {
			break
		}
	}
	for {
		if _, _, err := p.c.Read(t.Context()); err != nil {
			if websocket.CloseStatus(err) != websocket.StatusPolicyViolation {
				t.Errorf("ended with %v", err)
			}
			return
		}
	}
}

func TestOnlyPagesOfTheDeskOpenTheSocket(t *testing.T) {
	d := first(t)
	port := d.URL[strings.LastIndexByte(d.URL, ':'):]
	for _, tt := range []struct {
		name, host, origin string
		opens              bool
	}{
		{"its own page", "", d.URL, true},
		{"its own page by name", "localhost" + port, "http://localhost" + port, true},
		{"no browser", "", "", false},
		{"another page", "", "https://example.com", false},
		{"another port of this machine", "", "http://127.0.0.1:1", false},
		{"a sandboxed frame", "", "null", false},
		{"a name that somebody leads here", "desk.example.com" + port, "http://desk.example.com" + port, false},
		{"another scheme", "", strings.Replace(d.URL, "http:", "https:", 1), false},
	} {
		header := http.Header{}
		if tt.origin != "" {
			header.Set("Origin", tt.origin)
		}
		c, resp, err := websocket.Dial(t.Context(), d.URL+phones.Path+"socket", &websocket.DialOptions{HTTPHeader: header, Host: tt.host})
		if opens := err == nil; opens != tt.opens || !opens && resp.StatusCode != http.StatusForbidden {
			t.Errorf("%s: opens %v, %v", tt.name, opens, err)
		}
		if c != nil {
			c.CloseNow()
		}
	}
	if ip, _, _ := strings.Cut(strings.TrimPrefix(d.URL, "http://"), ":"); ip != "127.0.0.1" || d.listener.Addr().String() != strings.TrimPrefix(d.URL, "http://") {
		t.Errorf("the desk listens on %s", d.listener.Addr())
	}
}

// TestABrowserIsLedToThePhones: anything else gets the text.
func TestABrowserIsLedToThePhones(t *testing.T) {
	d := first(t)
	req, err := http.NewRequestWithContext(t.Context(), "GET", d.URL+"/", nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("accept", "text/html,application/xhtml+xml")
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	if resp.Request.URL.Path != phones.Path || resp.StatusCode != http.StatusOK || !strings.Contains(resp.Header.Get("content-security-policy"), "default-src 'none'") {
		t.Errorf("led to %s: %s, %v", resp.Request.URL, resp.Status, resp.Header)
	}
	if _, body := fetched(t, d.URL+"/", ""); !bytes.Contains(body, []byte("Place a call")) && !bytes.Contains(body, []byte("place a call")) {
		t.Errorf("a terminal gets %s", body)
	}
}
