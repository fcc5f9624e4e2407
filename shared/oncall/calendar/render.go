package calendar

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"ringdown/shared/oncall"
)

// Feed is what a calendar feed shows.
type Feed struct {
	Schedule oncall.Schedule
	Name     string              // of the schedule, for people; none: its id
	User     string              // one user's shifts; none: everybody's
	UserName func(string) string // a user's name by id; nil: the id. Phone numbers do not belong into a feed
	From     time.Time           // shifts that end after From …
	Until    time.Time           // … and begin before Until
	Stamp    time.Time           // when the schedule was last changed
}

const (
	// lookBack is how far before From the start of a running shift is looked for, so that its UID
	// does not move with From.
	lookBack = 90 * 24 * time.Hour
	// foldOctets is the longest line, its end excluded (RFC 5545 §3.1).
	foldOctets = 75
	// utcForm is RFC 5545 §3.3.5, form 2.
	utcForm = "20060102T150405Z"
)

// duty is one user's unbroken time in one tier.
type duty struct {
	tier     int
	user     string
	from, to time.Time
	openFrom bool // it began before the look-back
}

// Render writes the feed. Each event is one user's unbroken time in one tier; its UID is made of
// schedule, tier, user and start, so that it survives edits of other shifts and the feed's moving
// horizon.
func Render(feed Feed) []byte {
	name := feed.Name
	if name == "" {
		name = feed.Schedule.ID
	}
	w := &strings.Builder{}
	lines := []string{
		"BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Ringdown//On call//EN", "CALSCALE:GREGORIAN", "METHOD:PUBLISH",
		"X-WR-CALNAME:" + escape("On call: "+name),
		"REFRESH-INTERVAL;VALUE=DURATION:PT1H", "X-PUBLISHED-TTL:PT1H", // RFC 7986 §5.7, and what older readers look for
	}
	for _, line := range lines {
		fold(w, line)
	}
	for _, d := range duties(feed) {
		writeEvent(w, feed, name, d)
	}
	fold(w, "END:VCALENDAR")
	return []byte(w.String())
}

func writeEvent(w *strings.Builder, feed Feed, name string, d duty) {
	person := d.user
	if feed.UserName != nil {
		person = feed.UserName(d.user)
	}
	role := "on call"
	if d.tier > 1 {
		role = fmt.Sprintf("on call (tier %d)", d.tier)
	}
	for _, line := range []string{
		"BEGIN:VEVENT",
		"UID:" + uid(feed.Schedule.ID, d),
		"DTSTAMP:" + feed.Stamp.UTC().Format(utcForm),
		fmt.Sprintf("SEQUENCE:%d", max(0, feed.Schedule.Version)),
		"DTSTART:" + d.from.UTC().Format(utcForm),
		"DTEND:" + d.to.UTC().Format(utcForm),
		"SUMMARY:" + escape(person+" "+role+": "+name),
		"STATUS:CONFIRMED",
		"TRANSP:TRANSPARENT", // being on call is not being busy
		"END:VEVENT",
	} {
		fold(w, line)
	}
}

// duties cuts the final schedule into users' unbroken times, by start, tier and place.
func duties(feed Feed) []duty {
	start := feed.From.Add(-lookBack)
	shifts, _ := oncall.Final(feed.Schedule, start, feed.Until)
	list := []duty{}
	running := map[[2]string]int{} // tier and user → place in list
	for _, shift := range shifts {
		for i, tier := range shift.Tiers {
			for _, user := range tier {
				key := [2]string{fmt.Sprint(i), user}
				if at, ok := running[key]; ok && list[at].to.Equal(shift.From) {
					list[at].to = shift.To
					continue
				}
				running[key] = len(list)
				list = append(list, duty{tier: i + 1, user: user, from: shift.From, to: shift.To, openFrom: shift.From.Equal(start.UTC())})
			}
		}
	}
	return slices.DeleteFunc(list, func(d duty) bool {
		return !d.to.After(feed.From) || feed.User != "" && d.user != feed.User
	})
}

// uid names a duty. Each part is preceded by its length, so that no two lists of parts look alike.
// A duty that began before the look-back is named without its start, which is not known.
func uid(schedule string, d duty) string {
	start := "open"
	if !d.openFrom {
		start = d.from.UTC().Format(utcForm)
	}
	hash := sha256.New()
	for _, part := range []string{schedule, fmt.Sprint(d.tier), d.user, start} {
		fmt.Fprintf(hash, "%d:%s", len(part), part)
	}
	return hex.EncodeToString(hash.Sum(nil)[:16]) + "@ringdown"
}

// escape writes a TEXT value (RFC 5545 §3.3.11). Control characters other than the newline have no
// place in one.
func escape(text string) string {
	text = strings.ToValidUTF8(text, "")
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text)
	text = strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' || r == 0x7f {
			return -1
		}
		return r
	}, text)
	return strings.NewReplacer(`\`, `\\`, ";", `\;`, ",", `\,`, "\n", `\n`).Replace(text)
}

// fold writes a line, broken after at most 75 octets and never inside a character.
func fold(w *strings.Builder, line string) {
	room := foldOctets
	for len(line) > room {
		cut := room
		for cut > 0 && !utf8.RuneStart(line[cut]) {
			cut--
		}
		w.WriteString(line[:cut])
		w.WriteString("\r\n ")
		line = line[cut:]
		room = foldOctets - 1 // the space counts
	}
	w.WriteString(line)
	w.WriteString("\r\n")
}
