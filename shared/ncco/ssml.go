package ncco

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

var ssmlEscapes = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

// EscapeSSML makes any text safe to stand between <speak> and </speak>. Text spoken without SSML
// needs no escape.
func EscapeSSML(text string) string { return ssmlEscapes.Replace(text) }

const speak = "<speak>"

// ReadSSML reads one <speak> document and hands its tags and texts, the outermost tag among them,
// to read, which may stop it with an error. Entities are those that may stand in the text besides
// XML's own. It is the only reader of SSML: who cuts a text and who checks it must agree on what a
// document is.
func ReadSSML(text string, entities map[string]string, read func(xml.Token) error) error {
	d := xml.NewDecoder(strings.NewReader(text))
	d.Entity = entities
	depth, roots := 0, 0
	for {
		t, err := d.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			return fmt.Errorf("SSML is not well formed (escape & < > with EscapeSSML): %w", err)
		}
		inside := depth > 0
		switch t := t.(type) {
		case xml.StartElement:
			if !inside {
				roots++
			}
			if !inside && t.Name.Local != "speak" {
				return fmt.Errorf("SSML: the outermost element is <%s>; write %s…</speak>", t.Name.Local, speak)
			}
			inside = true
			depth++
		case xml.EndElement:
			depth--
		case xml.CharData:
			if !inside && strings.TrimSpace(string(t)) != "" {
				return errors.New("SSML: text after </speak> would be refused; put it inside")
			}
		}
		if !inside {
			continue
		}
		if err := read(t); err != nil {
			return err
		}
	}
	if roots != 1 {
		return fmt.Errorf("SSML: %d outermost elements; write one %s…</speak>", roots, speak)
	}
	return nil
}

// spokenCharacters counts what is spoken: the text itself or, of SSML, what stands outside its
// tags.
func spokenCharacters(text string) (int, error) {
	if !strings.HasPrefix(strings.TrimSpace(text), "<speak") {
		return utf8.RuneCountInString(text), nil
	}
	characters, blank := 0, true
	err := ReadSSML(text, nil, func(t xml.Token) error {
		if words, ok := t.(xml.CharData); ok {
			characters += utf8.RuneCount(words)
			blank = blank && strings.TrimSpace(string(words)) == ""
		}
		return nil
	})
	if err != nil {
		return 0, err
	}
	if blank {
		return 0, errors.New("SSML: there is nothing to say in it; for a pause use wait")
	}
	return characters, nil
}
