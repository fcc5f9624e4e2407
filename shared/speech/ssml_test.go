package speech

import (
	"encoding/xml"
	"io"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
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

func TestSplitSSMLKeepsEveryWordAndReopensTags(t *testing.T) {
	body := strings.Repeat("One two three. ", 300)
	pieces, ok := SplitSSML(`<speak><prosody rate="slow"><p>` + body + `</p></prosody> End</speak>`)
	if !ok || len(pieces) < 3 {
		t.Fatalf("%d pieces, %v", len(pieces), ok)
	}
	var words []string
	for i, p := range pieces {
		if i < len(pieces)-1 && !strings.HasPrefix(p, `<speak><prosody rate="slow"><p>`) || utf8.RuneCountInString(plainText(t, p)) > CharactersMax {
			t.Errorf("piece %.60q", p)
		}
		words = append(words, strings.Fields(plainText(t, p))...)
	}
	if got, want := strings.Join(words, " "), strings.TrimSpace(body)+" End"; got != want {
		t.Error("words were lost or doubled")
	}
}

func TestSplitSSMLRefuses(t *testing.T) {
	for name, ssml := range map[string]string{
		"no document": "hello", "another root": "<p>hello</p>", "an open tag": "<speak><p>hello</speak>", "text behind": "<speak>a</speak> b",
		"two documents": "<speak>a</speak><speak>b</speak>", "an ampersand": "<speak>a & b</speak>", "a bare sign": "<speak>1 < 2</speak>",
		"endless nesting": "<speak>" + strings.Repeat("<p>", 100) + strings.Repeat("</p>", 100) + "</speak>",
	} {
		t.Run(name, func(t *testing.T) {
			if pieces, ok := SplitSSML(ssml); ok {
				t.Errorf("got %q", pieces)
			}
		})
	}
}

func TestTagsTakeNoTimeToSpeakAndPausesDo(t *testing.T) {
	plain := TextDuration("Hello you")
	if got := TextDuration(`<speak><prosody rate="slow">Hello you</prosody></speak>`); got != plain {
		t.Errorf("with tags %v, without %v", got, plain)
	}
	if got := TextDuration(`<speak>Hello<break time="2s"></break> <break time="500ms"></break>you</speak>`); got != plain+2500*time.Millisecond {
		t.Errorf("with pauses %v, without %v", got, plain)
	}
}

// Ten signs of Chinese are about two seconds, where ten letters are not one.
func TestSignsOfEastAsiaTakeLongerThanLetters(t *testing.T) {
	if got := TextDuration("请稍候，我们正在呼叫"); got < 2*time.Second || got > 4*time.Second {
		t.Errorf("got %v", got)
	}
}
