package activity

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// columns are those of the file for spreadsheets, in their order.
var columns = []struct {
	name string
	of   func(Range, Entry) string
}{
	{"Arrived", func(r Range, e Entry) string { return local(r, e.Arrived) }},
	{"Ended", func(r Range, e Entry) string { return local(r, e.Ended) }},
	{"Line", func(_ Range, e Entry) string { return e.lineText() }},
	{"Called", func(_ Range, e Entry) string { return string(e.Called) }},
	{"Caller", func(_ Range, e Entry) string {
		if e.Withheld {
			return Withheld
		}
		return e.callerText()
	}},
	{"Team", func(_ Range, e Entry) string { return first(e.TeamName, e.Team) }},
	{"Outcome", func(_ Range, e Entry) string { return first(string(e.Outcome), Lasting) }},
	{"Accepted by", func(_ Range, e Entry) string { return first(e.AcceptedByName, e.AcceptedBy) }},
	{"Seconds to a human", func(_ Range, e Entry) string {
		if e.SecondsToHuman == nil {
			return ""
		}
		return strconv.Itoa(*e.SecondsToHuman)
	}},
	{"Talk seconds", func(_ Range, e Entry) string { return strconv.Itoa(e.TalkSeconds) }},
	{"Message seconds", func(_ Range, e Entry) string { return strconv.Itoa(e.MessageSeconds) }},
	{"Alerts", func(_ Range, e Entry) string { return strconv.Itoa(e.Alerts) }},
	{"Call", func(_ Range, e Entry) string { return e.ID }},
}

func first(texts ...string) string {
	for _, t := range texts {
		if t != "" {
			return t
		}
	}
	return ""
}

// local is a time as the zone's clocks show it, with its offset: an hour that comes twice is told
// apart.
func local(r Range, at time.Time) string {
	if at.IsZero() {
		return ""
	}
	return r.Local(at).Format("2006-01-02 15:04:05 -07:00")
}

// byteOrderMark tells spreadsheets that the file is UTF-8.
const byteOrderMark = "\ufeff"

// CSV writes entries as a table, with times as the zone's clocks showed them.
func CSV(r Range, entries []Entry) ([]byte, error) {
	var b bytes.Buffer
	b.WriteString(byteOrderMark)
	w := csv.NewWriter(&b)
	w.UseCRLF = true // RFC 4180
	row := make([]string, len(columns))
	for i, c := range columns {
		row[i] = c.name
	}
	err := w.Write(row)
	for _, e := range entries {
		if err != nil {
			break
		}
		for i, c := range columns {
			row[i] = guarded(c.of(r, e))
		}
		err = w.Write(row)
	}
	if w.Flush(); err == nil {
		err = w.Error()
	}
	if err != nil {
		return nil, fmt.Errorf("write %d calls as CSV: %w", len(entries), err)
	}
	return b.Bytes(), nil
}

// guarded keeps a spreadsheet from taking a text for a formula (OWASP, CSV injection): a caller's
// name is what a stranger sends, and every number begins with a plus sign.
func guarded(text string) string {
	if text != "" && strings.ContainsRune("=+-@\t\r\n＝＋－＠", []rune(text)[0]) {
		return "'" + text
	}
	return text
}

// JSON writes entries as a list.
func JSON(entries []Entry) ([]byte, error) {
	if entries == nil {
		entries = []Entry{}
	}
	text, err := json.MarshalIndent(entries, "", " ")
	if err != nil {
		return nil, fmt.Errorf("write %d calls as JSON: %w", len(entries), err)
	}
	return append(text, '\n'), nil
}
