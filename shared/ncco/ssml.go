package ncco

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

var ssmlEscapes = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

// EscapeSSML makes any text safe to stand between <speak> and </speak>. Text spoken without SSML needs no escape.
func EscapeSSML(text string) string { return ssmlEscapes.Replace(text) }

const speak = "<speak>"

// spokenCharacters counts what is spoken: the text itself or, of SSML, what stands outside its tags.
func spokenCharacters(text string) (int, error) {
	if !strings.HasPrefix(strings.TrimSpace(text), "<speak") {
		return utf8.RuneCountInString(text), nil
	}
	d := xml.NewDecoder(strings.NewReader(text))
	characters, depth, roots, blank := 0, 0, 0, true
	for {
		t, err := d.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			return 0, fmt.Errorf("SSML is not well formed (escape & < > with EscapeSSML): %w", err)
		}
		switch t := t.(type) {
		case xml.StartElement:
			if depth == 0 {
				roots++
			}
			depth++
		case xml.EndElement:
			depth--
		case xml.CharData:
			if depth == 0 && strings.TrimSpace(string(t)) != "" {
				return 0, errors.New("SSML: text after </speak> would be refused; put it inside")
			}
			characters += utf8.RuneCount(t)
			blank = blank && len(bytes.TrimSpace(t)) == 0
		}
	}
	if roots != 1 {
		return 0, fmt.Errorf("SSML: %d outermost elements; write one %s…</speak>", roots, speak)
	}
	if blank {
		return 0, errors.New("SSML: there is nothing to say in it; for a pause use wait")
	}
	return characters, nil
}
