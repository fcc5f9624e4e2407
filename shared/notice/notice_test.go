package notice

import (
	"bytes"
	"encoding/json"
	"os"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/warthog618/sms"
	"github.com/warthog618/sms/encoding/gsm7"

	"ringdown/shared/alert"
	"ringdown/shared/speech/words"
)

func sample() Message {
	at := time.Date(2026, 3, 2, 2, 14, 5, 0, time.UTC)
	return Message{Notice: alert.Notice{
		ID: "c1-1", Call: "c1", Kind: alert.Voicemail, Line: "Acme support", Number: "+14155550100",
		Team: "platform", TeamName: "Platform", Caller: "+4930901820", At: at, Ended: true,
		Tried:   []alert.Attempt{{Who: "Ana Lopez", Phone: "mobile", At: at, End: "unanswered"}, {Who: "Ben Okafor", At: at, End: "declined"}},
		Seconds: 42, Listen: "https://ringdown.example/listen/c1/t", Expires: at.AddDate(0, 0, 1),
	}}
}

func TestTheSubjectSaysFirstWhatToDo(t *testing.T) {
	for _, tt := range []struct {
		change func(*Message)
		want   string
	}{
		{func(*Message) {}, "Voicemail, 42 s, from +49 3090 1820: Acme support"},
		{func(m *Message) { m.Seconds = 125 }, "Voicemail, 2 min 5 s, from +49 3090 1820: Acme support"},
		{func(m *Message) { m.Seconds = 0 }, "Voicemail from +49 3090 1820: Acme support"},
		{func(m *Message) { m.Kind, m.Caller = alert.Missed, "" }, "Missed call from a withheld number: Acme support"},
		{func(m *Message) { m.Kind, m.Caller = alert.Callback, "+14155550123" }, "Please call back +1 415 555 0123: Acme support"},
		{func(m *Message) { m.Kind, m.Caller, m.Came = alert.Call, "", "{line}" }, "Call from {line} (unverified): Acme support"},
		{func(m *Message) { m.Language = "de-CH" }, "Nachricht, 42 s, von +49 3090 1820: Acme support"},
		{func(m *Message) { m.Language = "ja-JP" }, "留守番電話 42秒、発信者 +49 3090 1820：Acme support"},
	} {
		m := sample()
		tt.change(&m)
		if got := m.Subject(); got != tt.want {
			t.Errorf("got %q, want %q", got, tt.want)
		}
	}
}

func TestTimesAreTheReadersWithTheNameOfTheirZone(t *testing.T) {
	m := sample()
	for zone, want := range map[string]string{
		"": "2 Mar 2026 02:14 UTC", "Europe/Berlin": "2 Mar 2026 03:14 CET", "America/New_York": "1 Mar 2026 21:14 EST",
		"America/Sao_Paulo": "1 Mar 2026 23:14 UTC-03", "Local": "2 Mar 2026 02:14 UTC", "no such": "2 Mar 2026 02:14 UTC",
	} {
		m.Timezone = zone
		if got := m.clock(m.At); got != want {
			t.Errorf("%q: got %q, want %q", zone, got, want)
		}
	}
}

func TestLaterNoticesSayWhatIsNew(t *testing.T) {
	for _, tt := range []struct {
		news   News
		state  State
		person string
		want   string
	}{
		{"", "", "", ""}, {MessageThere, "", "", "The message is there now."}, {CalledAgain, "", "", "Called again: 2 calls so far."},
		{PassedOn, "", "Ana", "Passed on to you by Ana."}, {Silent, "", "Ana", "Passed on to you because Ana did not acknowledge."},
		{Silent, "", "", "Passed on to you because nobody has acknowledged."}, {MessageThere, Acknowledged, "Ben", "Ben sees to it."},
		{"", Resolved, "Ben", "Resolved by Ben."},
	} {
		m := sample()
		m.News, m.State, m.Person = tt.news, tt.state, tt.person
		if got := m.Status(); got != tt.want || tt.want != "" && !strings.Contains(m.Text(), tt.want) {
			t.Errorf("got %q, want %q, and in the text:\n%s", got, tt.want, m.Text())
		}
	}
}

// The own table of the alphabet is held against that of a library, character by character.
func TestTheAlphabetOfTextMessages(t *testing.T) {
	for r := rune(1); r <= 0xffff; r++ {
		if r >= 0xd800 && r < 0xe000 || r == 0x1b { // halves of pairs; the escape itself
			continue
		}
		packed, err := gsm7.Encode([]byte(string(r)))
		n, ok := Septets(string(r))
		if ok != (err == nil) || ok && n != len(packed) {
			t.Errorf("%q: %d, %v; the library: %d, %v", r, n, ok, len(packed), err)
		}
	}
}

func TestSegmentsAreThoseOfTheLibrary(t *testing.T) {
	for _, text := range []string{
		"a", strings.Repeat("a", 160), strings.Repeat("a", 161), strings.Repeat("€", 80), strings.Repeat("€", 81), strings.Repeat("a", 306), strings.Repeat("a", 307),
		strings.Repeat("ж", 70), strings.Repeat("ж", 71), strings.Repeat("ж", 135), strings.Repeat("a", 152) + "€" + strings.Repeat("a", 152), strings.Repeat("😀", 35), strings.Repeat("😀", 36),
	} {
		pdus, err := sms.Encode([]byte(text), sms.AsSubmit)
		if err != nil {
			t.Fatal(err)
		}
		if got := Segments(text); got != len(pdus) {
			t.Errorf("%d characters of %q: %d, the library %d", utf8.RuneCountInString(text), text[:4], got, len(pdus))
		}
	}
}

func TestATextMessageFitsOneSegmentAndKeepsItsLink(t *testing.T) {
	for _, tag := range words.Languages {
		m := sample()
		m.Language = tag
		m.Line = "Müller’s – “Notfall” … Łódź Straße " + strings.Repeat("sehr lang ", 20)
		got := m.SMS()
		if !strings.HasSuffix(got, " "+m.Listen) {
			t.Errorf("%s: the link is cut: %q", tag, got)
		}
		if _, gsm := Septets(got); gsm && Segments(got) != 1 || Segments(got) > 2 {
			t.Errorf("%s: %d segments: %q", tag, Segments(got), got)
		}
		if _, gsm := Septets(got); !gsm && tag != "ja-JP" && tag != "cmn-CN" {
			t.Errorf("%s: a language in Latin letters is sent in the other encoding: %q", tag, got)
		}
	}
}

func TestATextMessageIsCutAfterAWord(t *testing.T) {
	m := sample()
	m.Line = strings.Repeat("department of complaints ", 9)
	text, _, _ := strings.Cut(m.SMS(), "...")
	rest, found := strings.CutPrefix(m.Subject(), text)
	if !found || !strings.HasPrefix(rest, " ") {
		t.Errorf("%q is cut within a word, before %q", text, rest)
	}
	m = sample()
	m.Listen = "https://ringdown.example/" + strings.Repeat("x", 300)
	if got := m.SMS(); !strings.HasSuffix(got, m.Listen) {
		t.Errorf("a long link is cut: %q", got)
	}
}

func TestAMailIsThreadedAndEscaped(t *testing.T) {
	m := sample()
	m.Line, m.ID = "Acme <script>\r\nBcc: x@y", "c1-1\r\nBcc: a"
	mail := m.Mail("ringdown.example")
	if strings.ContainsAny(mail.Subject, "\r\n") || strings.Contains(mail.HTML, "<script>") {
		t.Errorf("what a setting wrote is no text: %q\n%s", mail.Subject, mail.HTML)
	}
	for _, h := range mail.Headers {
		if strings.ContainsAny(h.Value, "\r\n ") {
			t.Errorf("header %s: %q", h.Name, h.Value)
		}
	}
	a, b := sample(), sample()
	b.News = MessageThere
	if a.Mail("x.example").Headers[1] != b.Mail("x.example").Headers[1] || a.Mail("x.example").Headers[1].Value != "<alert.c1-1@x.example>" {
		t.Errorf("two mails of one alert refer to %v and %v", a.Mail("x.example").Headers[1], b.Mail("x.example").Headers[1])
	}
	if got := a.Mail("x.example").HTML; !strings.Contains(got, `<a href="tel:+4930901820">+49 3090 1820</a>`) || !strings.Contains(got, `href="https://ringdown.example/listen/c1/t"`) {
		t.Errorf("the number or the link is missing:\n%s", got)
	}
	a.Caller, a.Listen = "+19005550123", "javascript:alert(1)" // a premium number; no address of the web
	if got := a.Mail("x.example").HTML; strings.Contains(got, "tel:") || strings.Contains(got, "javascript") {
		t.Errorf("bait became a link:\n%s", got)
	}
}

func TestPushPayloadsAreJSONInStrings(t *testing.T) {
	m := sample()
	m.Line = strings.Repeat("長", 5000)
	var outer map[string]string
	if err := json.Unmarshal([]byte(m.Push()), &outer); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{"APNS": `"interruption-level":"time-sensitive"`, "GCM": `"collapse_key":"c1-1"`} {
		if !json.Valid([]byte(outer[name])) || !strings.Contains(outer[name], want) || len(outer[name]) > 4096 {
			t.Errorf("%s has %d bytes, want %s in it: %s", name, len(outer[name]), want, outer[name])
		}
	}
	if outer["default"] == "" || outer["APNS_SANDBOX"] != outer["APNS"] {
		t.Errorf("a network lacks its payload: %v", outer)
	}
}

func schema(t *testing.T, name string) *jsonschema.Schema {
	t.Helper()
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	for _, file := range []string{"alert", "call"} {
		body, err := os.ReadFile("../../testdata/schemas/" + file + ".json")
		if err != nil {
			t.Fatal(err)
		}
		doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		if err := c.AddResource("urn:ringdown:"+file+":1", doc); err != nil {
			t.Fatal(err)
		}
	}
	return c.MustCompile("urn:ringdown:" + name + ":1")
}

func TestEventsAreAsTheirSchemasSay(t *testing.T) {
	empty := Message{Notice: alert.Notice{ID: "c2-1", Call: "c2", Kind: alert.Missed, Line: "Acme", Number: "+14155550100", At: time.Unix(0, 0)}}
	changed := sample()
	changed.State, changed.Person, changed.Changed, changed.Calls = Acknowledged, "Ben", time.Unix(9, 0), make([]Joined, 3)
	news := sample()
	news.News, news.Came, news.AudioMissing = Silent, "somebody", true
	talked := changed
	talked.State, talked.TalkEnded = Resolved, true
	for i, m := range []Message{sample(), empty, changed, news, talked} {
		bodies := map[string]string{"alert": m.Topic()}
		for _, e := range m.Events() {
			bodies[strings.TrimPrefix(e.Type, "ringdown.")] = e.Detail
		}
		if _, call := bodies["call"]; call != (m.State == "" || m.TalkEnded) {
			t.Errorf("%d: the bus carries %v", i, bodies)
		}
		for name, body := range bodies {
			doc, err := jsonschema.UnmarshalJSON(strings.NewReader(body))
			if err == nil {
				err = schema(t, name).Validate(doc)
			}
			if err != nil {
				t.Errorf("%d, %s: %v\n%s", i, name, err, body)
			}
		}
		doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(m.Webhook()))
		if err != nil || schema(t, "alert").Validate(doc) != nil {
			t.Errorf("%d: the webhook's body is not as its schema says: %s", i, m.Webhook())
		}
	}
	if err := schema(t, "alert").Validate(map[string]any{"type": "ringdown.alert"}); err == nil {
		t.Error("the schema takes anything")
	}
	if got := changed.TopicAttributes(); got["team"] != "platform" || got["line"] != "+14155550100" || got["state"] != "acknowledged" {
		t.Errorf("attributes %v", got)
	}
	if _, ok := empty.TopicAttributes()["team"]; ok {
		t.Error("an attribute without a value is sent")
	}
}

func TestChatMessagesAreEscapedAndTheirButtonsAreLinks(t *testing.T) {
	m := sample()
	m.Line, m.Title = "<!channel> & [x](https://evil.example)", "<https://evil.example|pay>"
	slack, teams := string(m.Slack()), string(m.Teams())
	var s struct {
		Text   string
		Blocks []struct {
			Type     string
			Text     struct{ Text string }
			Elements []struct{ URL string }
		}
	}
	if err := json.Unmarshal([]byte(slack), &s); err != nil || strings.Contains(s.Text, "<!") || strings.Contains(s.Blocks[1].Text.Text, "<https") {
		t.Errorf("%v: %s", err, slack)
	}
	if last := s.Blocks[len(s.Blocks)-1]; last.Type != "actions" || last.Elements[0].URL != m.Listen {
		t.Errorf("the last block is %+v", last)
	}
	if !strings.Contains(teams, `Action.OpenUrl`) || !strings.Contains(teams, `\\[x\\]`) || !strings.Contains(teams, "tel:+4930901820") {
		t.Errorf("Teams: %s", teams)
	}
}
