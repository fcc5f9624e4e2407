package notice

import (
	"strings"
	"unicode/utf8"
)

// lineLeast is how much of a line's name is worth sending; a link that leaves less room makes a
// message of two.
const lineLeast = 8

// SMS is the message in as few characters as a night allows: what to do, what is new, the link. It
// fits one message where that can be, so its words are cut, between two of them, and never the link.
func (m Message) SMS() string {
	link := m.link()
	text := plain.Replace(m.Subject())
	// The news come first in a later message: its subject is known already.
	if status := m.Status(); status != "" {
		text = plain.Replace(status) + " " + text
	}
	text = strings.Join(strings.Fields(text), " ")
	if link == "" {
		return fit(text, gsmOne, ucsOne)
	}
	// A link is of characters that count one, all of them in the alphabet, unless a setting is odd.
	_, gsm := Septets(text + link)
	room := gsmOne - units(link) - 1
	if n, plainLink := Septets(link); plainLink {
		room = gsmOne - n - 1
	}
	roomUCS := ucsOne - units(link) - 1
	if gsm && room < lineLeast {
		room = 2*gsmPart - units(link) - 1
	}
	if roomUCS < lineLeast {
		roomUCS = 2*ucsPart - units(link) - 1
	}
	if roomUCS < lineLeast {
		roomUCS = 3*ucsPart - units(link) - 1
	}
	return strings.TrimSpace(fit(text, room, roomUCS) + " " + link)
}

// fit cuts a text to the room there is, in either encoding, after a word.
func fit(text string, room, roomUCS int) string {
	n, gsm := Septets(text)
	mark := "..."
	if !gsm {
		n, room = units(text), roomUCS
		mark = "…"
	}
	if n <= room {
		return text
	}
	used, end := 0, 0
	for i, r := range text {
		size := weight(r, gsm)
		if used+size > room-utf8.RuneCountInString(mark) {
			break
		}
		used, end = used+size, i+utf8.RuneLen(r)
	}
	cut := text[:end]
	if i := strings.LastIndexByte(cut, ' '); i > len(cut)/2 && end < len(text) && text[end] != ' ' {
		cut = cut[:i]
	}
	if cut == "" {
		return ""
	}
	return strings.TrimRight(cut, " ,.:;-") + mark
}
