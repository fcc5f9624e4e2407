package admin

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"unicode/utf8"

	"ringdown/shared/api"
	"ringdown/shared/e164"
	"ringdown/shared/resource"
	"ringdown/shared/settings"
)

// cardMedia is the type of a vCard (RFC 6350 §10.1).
const cardMedia = "text/vcard"

// cardName is what a phone shows when it is rung.
const cardName = "Ringdown (on call)"

func (a admin) getCard(ctx context.Context, _ *api.Request) (api.Answer, error) {
	lines, err := a.lines(ctx)
	if err != nil {
		return api.Answer{}, err
	}
	return api.Answer{Raw: []byte(card(lines)), Media: cardMedia + "; charset=utf-8", Headers: http.Header{"Content-Disposition": {`attachment; filename="ringdown.vcf"`}}}, nil
}

// lines are all lines.
func (a admin) lines(ctx context.Context) (lines []settings.Line, err error) {
	now, err := a.office.Store.Snapshot(ctx)
	if err != nil {
		return nil, err
	}
	for _, r := range now.Of(resource.Lines) {
		var l settings.Line
		if err := json.Unmarshal(r.Body, &l); err != nil {
			return nil, fmt.Errorf("read %s: %w", r.Ref, err)
		}
		lines = append(lines, l)
	}
	return lines, nil
}

// card is one contact with the numbers of all lines, in the version that every phone reads (vCard 3.0,
// RFC 2426). N is demanded there; lines are folded at 75 octets (§2.6).
func card(lines []settings.Line) string {
	var b strings.Builder
	write := func(line string) {
		const octetsMax = 75
		for first := true; line != ""; first = false {
			room := octetsMax
			if !first {
				b.WriteByte(' ')
				room--
			}
			n := min(room, len(line))
			for n < len(line) && !utf8.RuneStart(line[n]) {
				n--
			}
			b.WriteString(line[:n] + "\r\n")
			line = line[n:]
		}
	}
	write("BEGIN:VCARD")
	write("VERSION:3.0")
	write("N:" + escaped(cardName) + ";;;;")
	write("FN:" + escaped(cardName))
	for _, l := range lines {
		numbers := l.Numbers
		if l.Number != "" {
			numbers = []e164.Number{l.Number}
		}
		for _, n := range numbers {
			write("TEL;TYPE=WORK,VOICE:" + string(n))
		}
		if l.Description != "" {
			write("NOTE:" + escaped(l.ID+": "+l.Description))
		}
	}
	write("END:VCARD")
	return b.String()
}

// escaped writes a text value (RFC 2426 §5).
func escaped(text string) string {
	return strings.NewReplacer(`\`, `\\`, ";", `\;`, ",", `\,`, "\r\n", `\n`, "\n", `\n`).Replace(text)
}
