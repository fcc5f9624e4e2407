package activity

import (
	"fmt"
	"time"

	"ringdown/shared/oncall"
)

// MaxDays is the longest range: calls are kept for thirty days, and each may belong to two days
// according to where somebody looks at it from.
const MaxDays = 32

// Range is a span of time as somebody in a zone means it. Until is not part of it.
type Range struct {
	Zone        string
	From, Until time.Time
	location    *time.Location
}

// RangeOf reads a range: days like 2026-03-29, of which the last is part of it, or times with their
// offset. "" is today; an empty zone is UTC.
func RangeOf(from, to, zone string, now time.Time) (Range, error) {
	if zone == "" {
		zone = "UTC"
	}
	if err := oncall.CheckZone(zone); err != nil {
		return Range{}, err
	}
	location, err := time.LoadLocation(zone)
	if err != nil {
		return Range{}, err
	}
	r := Range{Zone: zone, location: location}
	if from == "" && to != "" {
		return Range{}, fmt.Errorf("a range that ends with %.40q has to begin somewhere: write from, too", to)
	}
	if from == "" {
		from = r.Day(now)
	}
	if to == "" {
		to = max(r.Day(now), from)
		if len(from) > len(time.DateOnly) {
			r.Until = now
		}
	}
	if r.From, err = r.instant(from, 0); err != nil {
		return Range{}, err
	}
	if r.Until.IsZero() {
		if r.Until, err = r.instant(to, 1); err != nil {
			return Range{}, err
		}
	}
	switch days := r.Until.Sub(r.From).Hours() / 24; {
	case days <= 0:
		return Range{}, fmt.Errorf("the range ends at %.40q, before it begins at %.40q", to, from)
	case days > MaxDays+1:
		return Range{}, fmt.Errorf("the range has more than %d days: ask for a part of it", MaxDays)
	}
	return r, nil
}

// instant reads a day, as its first moment some days later, or a time. Clocks may skip midnight,
// and a day may have 23 or 25 hours.
func (r Range) instant(text string, later int) (time.Time, error) {
	if at, err := time.Parse(time.RFC3339, text); err == nil && at.Year() > 0 {
		return at.UTC(), nil
	}
	day, err := time.Parse(time.DateOnly, text)
	if err != nil || day.Year() < 1 {
		return time.Time{}, fmt.Errorf("%.40q is neither a day nor a time: write one like 2026-03-29, or like 2026-03-29T09:00:00+02:00", text)
	}
	at, err := oncall.Instant(r.Zone, day.AddDate(0, 0, later).Format(time.DateOnly)+"T00:00")
	if err != nil {
		return time.Time{}, fmt.Errorf("the day %.40q: %w", text, err)
	}
	return at, nil
}

// Day is the day on which a moment is in the zone.
func (r Range) Day(at time.Time) string { return at.In(r.location).Format(time.DateOnly) }

// Local is a moment as the zone's clocks show it.
func (r Range) Local(at time.Time) time.Time { return at.In(r.location) }

// Days lists the days of the range in the zone.
func (r Range) Days() []string {
	out := []string{}
	last := r.Day(r.Until.Add(-time.Nanosecond))
	for day, _ := time.Parse(time.DateOnly, r.Day(r.From)); day.Format(time.DateOnly) <= last; day = day.AddDate(0, 0, 1) {
		out = append(out, day.Format(time.DateOnly))
	}
	return out
}

// Part is a part of a range on one day in UTC, as calls are stored.
type Part struct{ From, Until time.Time }

// Parts divides the range at midnight in UTC, the latest first.
func (r Range) Parts() []Part {
	var out []Part
	for until := r.Until; until.After(r.From); {
		midnight := until.Add(-time.Nanosecond).UTC().Truncate(24 * time.Hour)
		from := midnight
		if from.Before(r.From) {
			from = r.From
		}
		out = append(out, Part{from, until})
		until = from
	}
	return out
}
