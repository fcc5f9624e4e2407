package speech

import (
	"encoding/xml"
	"errors"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"ringdown/shared/ncco"
)

const speakTag = "<speak>"

// spokenTags are the tags the provider reads (Vonage text-to-speech, SSML tags). Others,
// Amazon's own among them, are left out, and what stands in them is spoken.
var spokenTags = []string{"break", "emphasis", "lang", "p", "s", "phoneme", "prosody", "say-as", "sub"}

// markedDepthMax bounds how deeply tags may be nested: each piece opens them anew.
const markedDepthMax = 20

// SplitSSML cuts SSML into pieces of at most as many spoken characters as the provider
// says in one go, each a document of its own in which the tags around it are opened
// again. False when the text is no well-formed <speak> document.
func SplitSSML(ssml string) ([]string, bool) {
	w := marking{room: CharactersMax}
	err := ncco.ReadSSML(ssml, xml.HTMLEntity, func(token xml.Token) error {
		switch token := token.(type) {
		case xml.StartElement:
			w.start(token)
		case xml.EndElement:
			w.end()
		case xml.CharData:
			w.text(w.digits(string(token)))
		}
		if len(w.open) > markedDepthMax {
			return errors.New("the tags are nested too deeply")
		}
		return nil
	})
	if err != nil {
		return nil, false
	}
	w.flush()
	return w.pieces, true
}

// marking writes pieces of SSML.
type marking struct {
	pieces []string
	piece  strings.Builder
	open   []tag
	room   int  // characters the piece may still hold
	heard  bool // the piece has something to hear
}

// tag is an open element; its texts are empty for one that is left out.
type tag struct{ start, end string }

func (w *marking) start(e xml.StartElement) {
	t := tag{}
	if e.Name.Space == "" && slices.Contains(spokenTags, e.Name.Local) {
		t = tag{start: "<" + e.Name.Local + attributesOf(e) + ">", end: "</" + e.Name.Local + ">"}
	}
	w.open = append(w.open, t)
	w.piece.WriteString(t.start)
	w.heard = w.heard || e.Name.Local == "break"
}

func attributesOf(e xml.StartElement) string {
	const xmlSpace = "http://www.w3.org/XML/1998/namespace" // how the decoder names the prefix xml
	var b strings.Builder
	for _, a := range e.Attr {
		name := a.Name.Local
		switch a.Name.Space {
		case "":
		case xmlSpace, "xml":
			name = "xml:" + name
		default:
			continue
		}
		if name != "xmlns" {
			b.WriteString(" " + name + `="` + strings.ReplaceAll(ncco.EscapeSSML(a.Value), `"`, "&quot;") + `"`)
		}
	}
	return b.String()
}

func (w *marking) end() {
	last := w.open[len(w.open)-1]
	w.open = w.open[:len(w.open)-1]
	w.piece.WriteString(last.end)
}

// digits writes numbers for a voice, unless a tag around them says how to read them.
func (w *marking) digits(text string) string {
	for _, t := range w.open {
		if strings.HasPrefix(t.start, "<say-as") || strings.HasPrefix(t.start, "<phoneme") || strings.HasPrefix(t.start, "<sub") {
			return text
		}
	}
	return Digits(text)
}

func (w *marking) text(text string) {
	for utf8.RuneCountInString(text) > w.room {
		head, rest, clean := cut(text, w.room)
		if !clean && w.room < CharactersMax {
			head, rest = "", text // better a whole piece for it than half a word here
		}
		w.write(head)
		w.flush()
		text = strings.TrimLeft(rest, " \n\t")
	}
	w.write(text)
}

func (w *marking) write(text string) {
	w.piece.WriteString(ncco.EscapeSSML(text))
	w.room -= utf8.RuneCountInString(text)
	w.heard = w.heard || strings.TrimSpace(text) != ""
}

// flush ends the piece and opens the next one with the same tags.
func (w *marking) flush() {
	if w.heard {
		body := w.piece.String()
		for _, t := range slices.Backward(w.open) {
			body += t.end
		}
		w.pieces = append(w.pieces, speakTag+body+"</speak>")
	}
	w.piece.Reset()
	w.heard, w.room = false, CharactersMax
	for _, t := range w.open {
		w.piece.WriteString(t.start)
	}
}

// Plain is the text of SSML without its tags, for when they are wrong; so seldom that the
// pattern is compiled here, and not at the start of every function.
func Plain(ssml string) string {
	tagPattern := regexp.MustCompile(`<[/!?]?[A-Za-z][^<>]*>`)
	return strings.Join(strings.Fields(entities.Replace(tagPattern.ReplaceAllString(ssml, " "))), " ")
}

var entities = strings.NewReplacer("&amp;", "&", "&lt;", "", "&gt;", "", "&quot;", `"`, "&apos;", "'", "<", "", ">", "")

// BreakTime adds up the pauses of SSML: <break time="2s"/>, <break time="300ms"/>.
func BreakTime(ssml string) time.Duration {
	const longest = 10 * time.Second // SSML reference of the provider, break
	var sum time.Duration
	for _, part := range strings.Split(ssml, "<break")[1:] {
		tag, _, _ := strings.Cut(part, ">")
		_, value, ok := strings.Cut(tag, `time="`)
		if !ok {
			sum += time.Second
			continue
		}
		value, _, _ = strings.Cut(value, `"`)
		if pause, err := time.ParseDuration(value); err == nil {
			sum += min(max(pause, 0), longest)
		}
	}
	return sum
}
