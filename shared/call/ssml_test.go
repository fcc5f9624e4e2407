package call

import (
	"encoding/xml"
	"io"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"ringdown/shared/ncco"
)

// plainText reads the words of a document with a decoder of its own.
func plainText(t testing.TB, ssml string) string {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(ssml))
	var b strings.Builder
	for {
		token, err := d.Token()
		if err == io.EOF {
			return b.String()
		}
		if err != nil {
			t.Fatalf("%q: %v", ssml, err)
		}
		if text, ok := token.(xml.CharData); ok {
			b.Write(text)
		}
	}
}

func TestSplitMarkedKeepsEveryWordAndReopensTags(t *testing.T) {
	body := strings.Repeat("One two three. ", 300)
	pieces, ok := splitMarked(`<speak><prosody rate="slow"><p>` + body + `</p></prosody> End</speak>`)
	if !ok || len(pieces) < 3 {
		t.Fatalf("%d pieces, %v", len(pieces), ok)
	}
	var words []string
	for i, p := range pieces {
		if i < len(pieces)-1 && !strings.HasPrefix(p, `<speak><prosody rate="slow"><p>`) || utf8.RuneCountInString(plainText(t, p)) > promptCharactersMax {
			t.Errorf("piece %.60q", p)
		}
		words = append(words, strings.Fields(plainText(t, p))...)
	}
	if got, want := strings.Join(words, " "), strings.TrimSpace(body)+" End"; got != want {
		t.Error("words were lost or doubled")
	}
}

func TestSplitMarkedRefuses(t *testing.T) {
	for name, ssml := range map[string]string{
		"no document": "hello", "another root": "<p>hello</p>", "an open tag": "<speak><p>hello</speak>", "text behind": "<speak>a</speak> b",
		"two documents": "<speak>a</speak><speak>b</speak>", "an ampersand": "<speak>a & b</speak>", "a bare sign": "<speak>1 < 2</speak>",
		"endless nesting": "<speak>" + strings.Repeat("<p>", 100) + strings.Repeat("</p>", 100) + "</speak>",
	} {
		t.Run(name, func(t *testing.T) {
			if pieces, ok := splitMarked(ssml); ok {
				t.Errorf("got %q", pieces)
			}
		})
	}
}

// The provider refuses a talk without words, and the whole script with it.
func TestBreaksAloneAreAWait(t *testing.T) {
	said := func(ssml string) string {
		return `{"Identifier":"start","Type":"MessageParticipant","Parameters":{"SSML":"` + ssml + `"},"Transitions":{"NextAction":"bye"}},` + say("bye") + "," + hangUp
	}
	for ssml, want := range map[string]string{
		`<speak>\n<break time=\"1500ms\"/>\n<break time=\"1s\"/>\n</speak>`: "wait 2.5 | bye.",
		`<speak><break time=\"300\"/></speak>`:                              "bye.", // no unit, no time
		`<speak><break/></speak>`:                                           "wait 1 | bye.",
	} {
		r := newRig(t, said(ssml))
		s := r.arrive().Script
		r.wants(ssml, s, want)
		if err := s.Validate(); err != nil {
			t.Error(err)
		}
	}
	r := newRig(t, `{"Identifier":"start","Type":"GetParticipantInput","Parameters":{"SSML":"<speak><break time=\"5s\"/></speak>","InputTimeLimitSeconds":"5"},"Transitions":{"NextAction":"hang up","Errors":[{"NextAction":"hang up","ErrorType":"InputTimeLimitExceeded"},{"NextAction":"hang up","ErrorType":"NoMatchingCondition"},{"NextAction":"hang up","ErrorType":"NoMatchingError"}]}},`+hangUp)
	r.wants("keys are heard at once", r.arrive().Script, "input")
}

func TestTagsTakeNoTimeToSpeakAndPausesDo(t *testing.T) {
	plain := textTime("Hello you")
	if got := textTime(`<speak><prosody rate="slow">Hello you</prosody></speak>`); got != plain {
		t.Errorf("with tags %v, without %v", got, plain)
	}
	if got := textTime(`<speak>Hello<break time="2s"></break> <break time="500ms"></break>you</speak>`); got != plain+2500*time.Millisecond {
		t.Errorf("with pauses %v, without %v", got, plain)
	}
}

// FuzzPrompt holds that whatever a text is, what is made of it is a script the provider
// takes, and says every letter of a plain text.
func FuzzPrompt(f *testing.F) {
	for _, seed := range []string{"Hello.", "<speak>a</speak>", "<speak>a & b", "a<speak>b", "<speak><p>" + strings.Repeat("x. ", 900) + "</p></speak>",
		" ", "<speak><break time=\"1s\"/></speak>", "\x00", strings.Repeat("é", 1600), "<speak>&nbsp;</speak>", "<speak xml:lang='en'>a</speak>", "。" + strings.Repeat("字。", 900)} {
		f.Add(seed, true)
		f.Add(seed, false)
	}
	f.Fuzz(func(t *testing.T, text string, marked bool) {
		turn := &turn{c: &Call{}}
		turn.say.Language = "en-US"
		if marked {
			turn.speakMarked(text)
		} else {
			turn.speak(text)
		}
		if len(turn.script) == 0 {
			return
		}
		if err := turn.script.Validate(); err != nil {
			t.Fatalf("%q: %v", text, err)
		}
		if len(text) <= spokenBytesMax && !marked && !strings.Contains(text, "<speak") && len(turn.script) < 2*promptsMax {
			var said strings.Builder
			for _, a := range turn.script {
				said.WriteString(a.(ncco.Talk).Text)
			}
			if got, want := strings.Join(strings.Fields(said.String()), ""), strings.Join(strings.Fields(text), ""); got != want {
				t.Fatalf("said %q of %q", got, want)
			}
		}
	})
}
