package calendar

import (
	"errors"
	"fmt"
	"strings"
	"time"

	ics "github.com/arran4/golang-ical"
	rrule "github.com/teambition/rrule-go"
)

const (
	// maxSteps bounds the occurrences counted from a rule's start: days since 1970.
	maxSteps = 30_000
	// maxInterval bounds INTERVAL: days of almost three years.
	maxInterval = 1000
	// maxFruitless bounds the rules of one calendar that never happen (30 February): rrule-go looks
	// for each until the year 9999, some quarter of a second.
	maxFruitless = 10
)

var errFruitless = errors.New("the rule never happens")

// noZone is a property that names no zone.
var noZone = &ics.IANAProperty{}

// expand returns the wall-clock starts of a recurring event that can touch the span of the options.
// The rule is expanded as if its zone were UTC, so that the library never sees a clock change.
func expand(e event, options Options) ([]time.Time, error) {
	rule, until, err := withoutUntil(e)
	if err != nil {
		return nil, err
	}
	option, err := rrule.StrToROption(rule)
	if err != nil {
		return nil, fmt.Errorf("RRULE %q: %w", e.rule, err)
	}
	if err := readable(option); err != nil {
		return nil, fmt.Errorf("RRULE %q: %w", e.rule, err)
	}
	// A day on either side, because the span is in instants and the starts are readings.
	last := options.Until.UTC().AddDate(0, 0, 2)
	if !until.IsZero() && until.Before(last) {
		last = until
	}
	option.Dtstart, option.Until = e.start.wall, last
	series, err := rrule.NewRRule(*option)
	if err != nil {
		return nil, fmt.Errorf("RRULE %q: %w", e.rule, err)
	}
	earliest := options.From.UTC().Add(-e.length).AddDate(0, 0, -2)
	starts := []time.Time{}
	next := series.Iterator()
	for step := range maxSteps {
		wall, ok := next()
		if !ok && step == 0 {
			return nil, fmt.Errorf("RRULE %q: %w", e.rule, errFruitless)
		}
		if !ok {
			return starts, nil
		}
		if wall.After(earliest) {
			starts = append(starts, wall)
		}
	}
	return nil, fmt.Errorf("RRULE %q: more than %d occurrences since its start; let it start later", e.rule, maxSteps)
}

// readable refuses what a shift has no use for, and what the library does not survive.
func readable(option *rrule.ROption) error {
	switch {
	case option.Freq > rrule.DAILY:
		return fmt.Errorf("shifts by the %s are not read; write daily, weekly, monthly or yearly ones", strings.ToLower(option.Freq.String()))
	case len(option.Byhour)+len(option.Byminute)+len(option.Bysecond) > 0:
		return errors.New("BYHOUR, BYMINUTE and BYSECOND are not read; write one event per time of day")
	case len(option.Byeaster) > 0:
		return errors.New("BYEASTER is not of RFC 5545, and rrule-go 1.8.2 panics on a large one")
	case option.Interval < 0 || option.Interval > maxInterval || option.Count < 0:
		return fmt.Errorf("INTERVAL is 1 to %d, COUNT at least 1", maxInterval)
	}
	return nil
}

// withoutUntil takes UNTIL out of a rule and returns it as a reading of the start's wall clock. RFC
// 5545 §3.3.10 wants it in UTC where the start has a zone; local times and dates occur all the same
// and are taken at their word, a date with its whole day.
func withoutUntil(e event) (rule string, until time.Time, err error) {
	kept := []string{}
	for _, part := range strings.Split(strings.ToUpper(strings.TrimSpace(e.rule)), ";") {
		value, ok := strings.CutPrefix(part, "UNTIL=")
		if !ok {
			if part != "" {
				kept = append(kept, part)
			}
			continue
		}
		m, err := readMoment(noZone, value, e.start.zone)
		if err != nil {
			return "", until, fmt.Errorf("UNTIL: %w", err)
		}
		until = m.in(e.start.zone)
		if m.allDay {
			until = until.AddDate(0, 0, 1).Add(-time.Second)
		}
	}
	return strings.Join(kept, ";"), until, nil
}
