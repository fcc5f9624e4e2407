package calendar

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	ics "github.com/arran4/golang-ical"

	"ringdown/shared/oncall"
)

// moment is a time as a calendar writes it: a wall-clock reading in a zone. The reading is kept as
// a time in UTC, where no clock changes, and becomes an instant only by oncall.Instant.
type moment struct {
	wall   time.Time
	zone   string
	allDay bool // a date; it begins at the zone's midnight
}

const wallForm = "2006-01-02T15:04:05"

func (m moment) instant() time.Time {
	if m.zone == "UTC" {
		return m.wall
	}
	at, err := oncall.Instant(m.zone, m.wall.Format(wallForm))
	if err != nil { // the zone was checked when the moment was read, and every wall time has the form
		return m.wall
	}
	return at
}

// is reports whether the moment is the one named by an exception: the same instant, or any time on
// its date.
func (m moment) is(named moment) bool {
	if named.allDay && !m.allDay {
		return m.wall.Truncate(24 * time.Hour).Equal(named.wall)
	}
	return m.instant().Equal(named.instant())
}

// event is a VEVENT.
type event struct {
	uid       string
	summary   string
	mails     []string
	cancelled bool
	start     moment
	end       moment
	length    time.Duration // on the wall clock
	endZone   string
	rule      string
	more      []time.Time // RDATE, on the start's wall clock
	except    []moment    // EXDATE
	replaces  time.Time   // RECURRENCE-ID
}

func readEvent(component *ics.VEvent, defaultZone string) (event, error) {
	e := event{}
	var start, end, length, recurrence *ics.IANAProperty
	lists := []*ics.IANAProperty{}
	for i := range component.Properties {
		p := &component.Properties[i]
		switch strings.ToUpper(p.IANAToken) {
		case "UID":
			e.uid = p.Value
		case "SUMMARY":
			e.summary = p.Value
		case "STATUS":
			e.cancelled = strings.EqualFold(p.Value, "CANCELLED")
		case "ATTENDEE":
			if mail, ok := strings.CutPrefix(strings.ToLower(p.Value), "mailto:"); ok && len(e.mails) < 10 {
				e.mails = append(e.mails, mail)
			}
		case "DTSTART":
			start = p
		case "DTEND":
			end = p
		case "DURATION":
			length = p
		case "RRULE":
			e.rule = p.Value
		case "RECURRENCE-ID":
			recurrence = p
		case "EXDATE", "RDATE":
			lists = append(lists, p)
		}
	}
	if start == nil {
		return e, errNoStart
	}
	return e, e.times(start, end, length, recurrence, lists, defaultZone)
}

func (e *event) times(start, end, length, recurrence *ics.IANAProperty, lists []*ics.IANAProperty, defaultZone string) error {
	var err error
	if e.start, err = readMoment(start, start.Value, defaultZone); err != nil {
		return fmt.Errorf("DTSTART: %w", err)
	}
	if err := e.ending(end, length, defaultZone); err != nil {
		return err
	}
	if recurrence != nil {
		replaced, err := readMoment(recurrence, recurrence.Value, e.start.zone)
		if err != nil {
			return fmt.Errorf("RECURRENCE-ID: %w", err)
		}
		e.replaces = replaced.instant()
		e.rule = ""
	}
	for _, list := range lists {
		for _, value := range strings.Split(list.Value, ",") {
			named, err := readMoment(list, value, e.start.zone)
			if err != nil {
				return fmt.Errorf("%s: %w", list.IANAToken, err)
			}
			if strings.EqualFold(list.IANAToken, "EXDATE") {
				e.except = append(e.except, named)
			} else {
				e.more = append(e.more, named.in(e.start.zone))
			}
		}
	}
	return nil
}

// ending finds the end: DTEND, or DTSTART and DURATION; a date without either lasts its day, a time
// without either no time at all (RFC 5545 §3.6.1). A duration in days or weeks counts on the wall
// clock, one in hours and less is exact (§3.3.6).
func (e *event) ending(end, length *ics.IANAProperty, defaultZone string) error {
	e.end = e.start
	switch {
	case end != nil:
		var err error
		if e.end, err = readMoment(end, end.Value, defaultZone); err != nil {
			return fmt.Errorf("DTEND: %w", err)
		}
	case length != nil:
		days, exact, err := readDuration(length.Value)
		if err != nil {
			return fmt.Errorf("DURATION: %w", err)
		}
		e.end.wall = e.start.wall.AddDate(0, 0, days)
		if exact != 0 {
			e.end = moment{wall: e.end.instant().Add(exact), zone: "UTC"}
		}
	case e.start.allDay:
		e.end.wall = e.start.wall.AddDate(0, 0, 1)
	}
	e.endZone = e.start.zone
	e.length = e.end.in(e.start.zone).Sub(e.start.wall)
	if e.length < 0 || e.length > maxLength {
		return fmt.Errorf("it lasts %v; 0 to %v are possible", e.length, maxLength)
	}
	return nil
}

// maxLength bounds one shift: about a year.
const maxLength = 366 * 24 * time.Hour

// in returns the moment as a reading of another zone's wall clock.
func (m moment) in(zone string) time.Time {
	if m.zone == zone {
		return m.wall
	}
	loc, err := time.LoadLocation(zone)
	if err != nil {
		return m.wall
	}
	wall, _ := time.Parse(wallForm, m.instant().In(loc).Format(wallForm))
	return wall
}

// readMoment reads a DATE or DATE-TIME value (RFC 5545 §3.3.4, §3.3.5) with the zone its property
// names.
func readMoment(p *ics.IANAProperty, value, defaultZone string) (moment, error) {
	value = strings.TrimSpace(value)
	m := moment{zone: defaultZone}
	form := "20060102T150405"
	switch {
	case len(value) == 8:
		form, m.allDay = "20060102", true
	case strings.HasSuffix(value, "Z"):
		value, m.zone = strings.TrimSuffix(value, "Z"), "UTC"
	default:
		if tzid := p.ICalParameters["TZID"]; len(tzid) > 0 {
			zone, err := readZone(tzid[0])
			if err != nil {
				return m, err
			}
			m.zone = zone
		}
	}
	wall, err := time.Parse(form, value)
	if err != nil {
		return m, fmt.Errorf("%q is no date or time of the form 20260330 or 20260330T090000", value)
	}
	if wall.Year() < 1970 {
		return m, fmt.Errorf("the year %d", wall.Year())
	}
	m.wall = wall
	return m, nil
}

// readZone reads a TZID: an IANA name, or one behind a vendor's path, as in
// /example.org/20240101/Europe/Berlin.
func readZone(tzid string) (string, error) {
	name := strings.Trim(tzid, `"`)
	for rest := name; rest != ""; {
		if oncall.CheckZone(rest) == nil {
			return rest, nil
		}
		_, after, found := strings.Cut(rest, "/")
		if !found {
			break
		}
		rest = after
	}
	return "", fmt.Errorf("zone %q is no IANA zone; set the calendar's zone to one like Europe/Berlin", name)
}

var durationForm = regexp.MustCompile(`^\+?P(?:(\d{1,4})W)?(?:(\d{1,4})D)?(?:T(?:(\d{1,5})H)?(?:(\d{1,6})M)?(?:(\d{1,8})S)?)?$`)

var errDuration = errors.New("no duration of the form P1D, P1W or PT8H30M")

func readDuration(text string) (days int, exact time.Duration, err error) {
	match := durationForm.FindStringSubmatch(strings.TrimSpace(text))
	if match == nil || strings.Join(match[1:], "") == "" {
		return 0, 0, errDuration
	}
	n := [5]int{}
	for i, digits := range match[1:] {
		n[i], _ = strconv.Atoi(digits) // at most eight digits, or none
	}
	exact = time.Duration(n[2])*time.Hour + time.Duration(n[3])*time.Minute + time.Duration(n[4])*time.Second
	return 7*n[0] + n[1], exact, nil
}
