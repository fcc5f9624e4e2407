package calendar

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	ics "github.com/arran4/golang-ical"

	"ringdown/shared/oncall"
)

// Bounds of a calendar that is read.
const (
	MaxBytes       = 2 << 20 // ten years of daily shifts are about 1 MB
	MaxEvents      = 5000    // VEVENTs looked at
	MaxRecurring   = 200     // of them with a rule: expanding one costs up to milliseconds
	MaxOccurrences = 2000    // shifts returned
	MaxProblems    = 50      // faults told
)

// Options say how to read a calendar.
type Options struct {
	TZ    string    // zone of times without one and of all-day events
	From  time.Time // shifts that end after From …
	Until time.Time // … and begin before Until are returned
}

// Shift is one fixed shift of an imported calendar.
type Shift struct {
	UID      string
	Title    string   // the summary without its level
	Mails    []string // of attendees, in lower case
	Priority int      // 1, or 2 from a summary that begins with [L2]
	From     time.Time
	Until    time.Time
}

// Read returns the shifts of a calendar, sorted by start, and what had to be left out and why. An
// error means that nothing could be read; the caller then keeps its last good copy.
func Read(r io.Reader, options Options) (shifts []Shift, problems []string, err error) {
	if err := oncall.CheckZone(options.TZ); err != nil {
		return nil, nil, fmt.Errorf("read calendar: %w", err)
	}
	text, err := io.ReadAll(io.LimitReader(r, MaxBytes+1))
	if err != nil {
		return nil, nil, fmt.Errorf("read calendar: %w", err)
	}
	if len(text) > MaxBytes {
		return nil, nil, fmt.Errorf("read calendar: it is longer than %d bytes; export a shorter span", MaxBytes)
	}
	parsed, err := ics.ParseCalendar(bytes.NewReader(text))
	if err != nil {
		return nil, nil, fmt.Errorf("read calendar: %w", err)
	}
	components := parsed.Events()
	if len(components) > MaxEvents {
		return nil, nil, fmt.Errorf("read calendar: %d events, the limit is %d; export a shorter span", len(components), MaxEvents)
	}
	reading := &reading{options: options}
	reading.components(components)
	slices.SortStableFunc(reading.shifts, func(a, b Shift) int { return a.From.Compare(b.From) })
	if len(reading.shifts) > MaxOccurrences {
		return nil, nil, fmt.Errorf("read calendar: more than %d shifts between %s and %s; read a shorter span", MaxOccurrences,
			options.From.UTC().Format(time.RFC3339), options.Until.UTC().Format(time.RFC3339))
	}
	return reading.shifts, reading.problems, nil
}

// reading gathers what comes out of one calendar.
type reading struct {
	options   Options
	shifts    []Shift
	problems  []string
	rules     int
	fruitless int
}

func (r *reading) tell(uid string, err error) {
	if len(r.problems) < MaxProblems {
		r.problems = append(r.problems, fmt.Sprintf("event %q is left out: %v", uid, err))
	}
}

// components reads the events, first those that replace one occurrence of a series (RECURRENCE-ID,
// RFC 5545 §3.8.4.4), so that the series knows what to leave out.
func (r *reading) components(list []*ics.VEvent) {
	events := []event{}
	replaced := map[string][]time.Time{}
	for _, component := range list {
		e, err := readEvent(component, r.options.TZ)
		if err != nil {
			r.tell(e.uid, err)
			continue
		}
		if !e.replaces.IsZero() {
			replaced[e.uid] = append(replaced[e.uid], e.replaces)
		}
		events = append(events, e)
	}
	for _, e := range events {
		if e.cancelled {
			continue
		}
		without := replaced[e.uid]
		if !e.replaces.IsZero() {
			without = nil
		}
		if err := r.occurrences(e, without); err != nil {
			r.tell(e.uid, err)
		}
	}
}

// occurrences adds the event's shifts between From and Until.
func (r *reading) occurrences(e event, without []time.Time) error {
	starts := []time.Time{e.start.wall}
	if e.rule != "" {
		if r.rules++; r.rules > MaxRecurring {
			return fmt.Errorf("more than %d events with a rule", MaxRecurring)
		}
		if r.fruitless >= maxFruitless {
			return fmt.Errorf("more than %d rules that never happen", maxFruitless)
		}
		expanded, err := expand(e, r.options)
		if errors.Is(err, errFruitless) {
			r.fruitless++
		}
		if err != nil {
			return err
		}
		starts = expanded
	}
	starts = append(starts, e.more...)
	seen := map[time.Time]bool{}
	for _, wall := range starts {
		if seen[wall] || len(r.shifts) > MaxOccurrences {
			continue
		}
		seen[wall] = true
		start := moment{wall: wall, zone: e.start.zone, allDay: e.start.allDay}
		from := start.instant()
		until := moment{wall: wall.Add(e.length), zone: e.endZone, allDay: e.start.allDay}.instant()
		if e.rule == "" && len(e.more) == 0 {
			until = e.end.instant()
		}
		if slices.ContainsFunc(without, from.Equal) || slices.ContainsFunc(e.except, start.is) {
			continue
		}
		if from.Before(until) && until.After(r.options.From) && from.Before(r.options.Until) {
			title, priority := level(e.summary)
			r.shifts = append(r.shifts, Shift{UID: e.uid, Title: title, Mails: e.mails, Priority: priority, From: from, Until: until})
		}
	}
	return nil
}

var levelForm = regexp.MustCompile(`^\s*\[L(\d{1,2})\]\s*`)

// level takes the leading [L2] off a summary.
func level(summary string) (title string, priority int) {
	match := levelForm.FindStringSubmatch(summary)
	if match == nil {
		return strings.TrimSpace(summary), 1
	}
	priority, _ = strconv.Atoi(match[1])
	return strings.TrimSpace(summary[len(match[0]):]), priority
}

var errNoStart = errors.New("no DTSTART")

// Layers makes fixed layers of shifts: one layer a shift, of one tier, with the user that find
// knows by e-mail or by title. A title may name several people, separated by commas. Shifts of
// nobody known are told and left out.
func Layers(shifts []Shift, tier int, find func(mailOrName string) (user string, ok bool)) (layers []oncall.Layer, problems []string) {
	layers = []oncall.Layer{}
	for i, shift := range shifts {
		users := []string{}
		names := append(slices.Clone(shift.Mails), shift.Title)
		for _, name := range append(names, strings.Split(shift.Title, ",")...) {
			user, ok := find(strings.ToLower(strings.TrimSpace(name)))
			if ok && !slices.Contains(users, user) {
				users = append(users, user)
			}
		}
		if len(users) == 0 {
			if len(problems) < MaxProblems {
				problems = append(problems, fmt.Sprintf("nobody is known as %q (shift of %s)", shift.Title, shift.From.Format(time.RFC3339)))
			}
			continue
		}
		layers = append(layers, oncall.Layer{ID: fmt.Sprintf("import-%d", i+1), Tier: tier, Priority: shift.Priority, From: shift.From, Until: shift.Until, Users: users})
	}
	return layers, problems
}
